import type { CompiledProblem } from './compiled-problem.ts';

/** The larger of what all clients that must be served have delivered and have picked up, in one load dimension. */
export function requiredLoad(
  { source, clients, dimensions, delivery, pickup }: CompiledProblem,
  dimension: number,
): number {
  let down = 0;
  let up = 0;
  for (let client = 0; client < clients; client++) {
    const { prize, group } = source.clients[client];
    if (prize !== undefined || group !== undefined) continue;
    down += delivery[client * dimensions + dimension];
    up += pickup[client * dimensions + dimension];
  }
  return Math.max(down, up);
}
