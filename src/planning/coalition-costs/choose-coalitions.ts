import type { Coalition } from '../../cost-sharing/coalition-game.ts';
import { grandCoalition, sizeOf } from '../../cost-sharing/coalition-game.ts';
import { Random } from '../../solver/routing/random.ts';

/** Up to this many players every coalition is solved: 63 problems. */
export const MOST_PLAYERS_IN_FULL = 6;
/** Costs of all coalitions are worked out from those solved, which takes 3 to the power of the players. */
export const MOST_PLAYERS = 12;

/**
 * Coalitions to solve, smallest first. Up to `MOST_PLAYERS_IN_FULL` players all of them. Beyond that the singles, the
 * grand one, and as many as the limit has room for, in this order: all without one player (what each is worth to the
 * rest), then the heads of orders drawn at random, each with its reverse (Castro et al. 2009, with antithetic pairs),
 * by which Shapley values are estimated. Also the orders whose every head is in the list.
 */
export function chooseCoalitions(
  players: number,
  limit: number,
  seed: number,
): { readonly coalitions: readonly Coalition[]; readonly orders: readonly (readonly number[])[] } {
  const grand = grandCoalition(players);
  if (players <= MOST_PLAYERS_IN_FULL) {
    return { coalitions: inOrderOfSize(Array.from({ length: grand }, (_, index) => index + 1)), orders: [] };
  }
  const everyone = Array.from({ length: players }, (_, player) => player);
  const singles = everyone.map((player) => 1 << player);
  const chosen = new Set<Coalition>([...singles, grand]);
  for (const single of singles) if (chosen.size < limit) chosen.add(grand ^ single);
  const orders: (readonly number[])[] = [];
  const random = new Random(seed);
  for (let tries = 0; tries < limit; tries++) {
    const drawn = shuffle(everyone, random);
    for (const order of [drawn, drawn.toReversed()]) {
      const heads = listHeads(order).filter((head) => !chosen.has(head));
      if (chosen.size + heads.length > limit) return { coalitions: inOrderOfSize([...chosen]), orders };
      for (const head of heads) chosen.add(head);
      orders.push(order);
    }
  }
  return { coalitions: inOrderOfSize([...chosen]), orders };
}

/** Coalitions of the first players of an order, from one to all. */
export function listHeads(order: readonly number[]): readonly Coalition[] {
  let head = 0;
  return order.map((player) => (head |= 1 << player));
}

function inOrderOfSize(coalitions: readonly Coalition[]): readonly Coalition[] {
  return coalitions.toSorted((a, b) => sizeOf(a) - sizeOf(b) || a - b);
}

function shuffle(players: readonly number[], random: Random): readonly number[] {
  const shuffled = [...players];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}
