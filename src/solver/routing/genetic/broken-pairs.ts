import type { Individual } from '../local-search/individual.ts';

/** Share of clients whose neighbours on the route differ, 0 to 1 (broken pairs distance; Prins, 2009). */
export function brokenPairs(one: Individual, other: Individual): number {
  const count = one.before.length;
  let broken = 0;
  for (let client = 0; client < count; client++) {
    const behind = one.behind[client];
    if (behind !== other.behind[client] && behind !== other.before[client]) broken++;
    if (one.before[client] === -1 && other.before[client] !== -1 && other.behind[client] !== -1) broken++;
  }
  return broken / count;
}
