import type { CarrierId } from '../model/carrier.ts';
import type { Fen, Share } from '../model/units.ts';
import type { Coalition, CoalitionGame } from './coalition-game.ts';
import { findCost, grandCoalition, membersOf, sizeOf } from './coalition-game.ts';

/** What one carrier is to the pool of all. */
export interface CarrierMembership {
  readonly carrierId: CarrierId;
  readonly aloneFen: Fen;
  /** Saving of all less saving of the others without it; negative where its joining lowers the saving. Null: unsolved. */
  readonly marginalSavingFen: Fen | null;
  /** Cost that it adds to the others' pool. */
  readonly marginalCostFen: Fen | null;
  /** True where the others save more by themselves. */
  readonly lowersSaving: boolean | null;
  /** What happens when it leaves: the others' pool, by itself. */
  readonly withoutIt: {
    readonly costFen: Fen;
    readonly savingFen: Fen;
    readonly savingShare: Share | null;
  } | null;
}

/** Cheapest pool of one size, everyone else alone. */
export interface BestPool {
  readonly size: number;
  readonly members: readonly CarrierId[];
  readonly poolCostFen: Fen;
  /** Of its members against each of them alone; what the others pay does not change. */
  readonly savingFen: Fen;
  readonly savingShare: Share | null;
  /** Saving above that of the best pool one smaller; negative where one more member only costs. */
  readonly gainFen: Fen;
  /** Pools of this size that were solved, of all there are. */
  readonly solved: number;
  readonly all: number;
}

export interface Membership {
  readonly savingFen: Fen;
  readonly carriers: readonly CarrierMembership[];
  /** From 1 (nobody pools) to all; sizes of which no pool was solved are left out. */
  readonly bestPools: readonly BestPool[];
  /** The pool that saves most, of any size; the smallest among equals. */
  readonly bestPool: BestPool;
}

/** Who should join: figures of each carrier and each size of pool, from the solved coalitions. O(solved * players). */
export function analyseMembership(game: CoalitionGame): Membership {
  const grand = grandCoalition(game.players.length);
  const savings = new Map([...game.costs.keys()].map((coalition) => [coalition, savingOf(game, coalition)]));
  const bestPools = listBestPools(game, savings);
  return {
    savingFen: savings.get(grand) ?? 0,
    carriers: game.players.map((_, player) => describeCarrier(game, player)),
    bestPools,
    bestPool: bestPools.reduce((best, pool) => (pool.savingFen > best.savingFen ? pool : best)),
  };
}

function describeCarrier(game: CoalitionGame, player: number): CarrierMembership {
  const grand = grandCoalition(game.players.length);
  const others = grand & ~(1 << player);
  const aloneFen = findCost(game, 1 << player) ?? 0;
  const costFen = findCost(game, others);
  const carrierId = game.players[player];
  if (costFen === null) {
    return {
      carrierId,
      aloneFen,
      marginalSavingFen: null,
      marginalCostFen: null,
      lowersSaving: null,
      withoutIt: null,
    };
  }
  const marginalCostFen = (findCost(game, grand) ?? 0) - costFen;
  const savingFen = savingOf(game, others);
  return {
    carrierId,
    aloneFen,
    marginalSavingFen: aloneFen - marginalCostFen,
    marginalCostFen,
    lowersSaving: aloneFen < marginalCostFen,
    withoutIt: { costFen, savingFen, savingShare: shareOf(savingFen, savingFen + costFen) },
  };
}

function listBestPools(game: CoalitionGame, savings: ReadonlyMap<Coalition, Fen>): readonly BestPool[] {
  const pools: BestPool[] = [];
  for (let size = 1; size <= game.players.length; size++) {
    const solved = [...savings].filter(([coalition]) => sizeOf(coalition) === size);
    if (solved.length === 0) continue;
    const [coalition, savingFen] = solved.reduce((best, pool) =>
      pool[1] > best[1] || (pool[1] === best[1] && pool[0] < best[0]) ? pool : best,
    );
    const poolCostFen = findCost(game, coalition) ?? 0;
    pools.push({
      size,
      members: membersOf(game, coalition),
      poolCostFen,
      savingFen,
      savingShare: shareOf(savingFen, savingFen + poolCostFen),
      gainFen: savingFen - (pools.at(-1)?.savingFen ?? 0),
      solved: solved.length,
      all: binomial(game.players.length, size),
    });
  }
  return pools;
}

/** What the members of a coalition save together against each alone. */
function savingOf(game: CoalitionGame, coalition: Coalition): Fen {
  const alone = game.players.reduce(
    (sum, _, player) => sum + ((coalition >> player) & 1) * (findCost(game, 1 << player) ?? 0),
    0,
  );
  return alone - (findCost(game, coalition) ?? 0);
}

function shareOf(savingFen: Fen, baseFen: Fen): Share | null {
  return baseFen > 0 ? savingFen / baseFen : null;
}

function binomial(count: number, chosen: number): number {
  let result = 1;
  for (let step = 1; step <= chosen; step++) result = (result * (count - chosen + step)) / step;
  return result;
}
