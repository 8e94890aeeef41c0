import type { CompiledProblem } from '../compiled-problem.ts';
import { SLACK } from '../slack.ts';

/** Ways over a client that are looked at, spread evenly; all of them where there are fewer. */
const MOST_TRIPLES = 50_000;
/** A prime by whose multiples they are taken, so that all are met in time. */
const STRIDE = 1_000_003;

/**
 * False where going over a client and serving it takes less time than the direct way. On many places a sample is looked at,
 * always the same. Constant.
 */
export function hasNoShortcuts({
  clients,
  width,
  duration,
  service,
  features,
  fleet,
}: CompiledProblem): boolean {
  if (!features.timed && fleet.maxDuration.every((limit) => limit === Infinity)) return true;
  const triples = clients * width * width;
  for (const matrix of duration) {
    for (let at = 0; at < Math.min(triples, MOST_TRIPLES); at++) {
      const triple = (at * STRIDE) % triples;
      const from = triple % width;
      const to = Math.floor(triple / width) % width;
      const over = Math.floor(triple / (width * width));
      if (from === to || from === over || to === over) continue;
      const round = matrix[from * width + over] + service[over] + matrix[over * width + to];
      if (round + SLACK < matrix[from * width + to]) return false;
    }
  }
  return true;
}
