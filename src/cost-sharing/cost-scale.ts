import type { CoalitionGame } from './coalition-game.ts';

/**
 * Power of two, at least 1, that brings the costs of a game below 1 when divided by it: linear programs over numbers
 * near 1 keep their engine's absolute tolerances harmless, and dividing by a power of two loses nothing.
 */
export function costScale({ costs }: CoalitionGame): number {
  let largest = 1;
  for (const cost of costs.values()) largest = Math.max(largest, Math.abs(cost));
  return 2 ** Math.ceil(Math.log2(largest));
}
