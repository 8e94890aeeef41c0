import type { Coalition } from '../../cost-sharing/coalition-game.ts';
import { grandCoalition } from '../../cost-sharing/coalition-game.ts';
import type { Fen } from '../../model/units.ts';
import type { CoalitionSolution } from './coalition-solution.ts';

/** What a coalition costs, at its best: in one pool or as parts of it side by side. */
export interface CoalitionCost {
  readonly coalition: Coalition;
  /** The least cost over the costing seeds and all ways to work in solved parts. */
  readonly costFen: Fen;
  /** As `costFen`, of each costing seed by itself. */
  readonly seedFen: readonly Fen[];
  /** Pools, or carriers alone, in which it works; itself where one pool of all is best. */
  readonly parts: readonly Coalition[];
  /** Was one pool of all its members solved? If not, its cost is that of its best solved parts, an upper bound. */
  readonly solved: boolean;
}

/**
 * Costs of all coalitions from those solved: a coalition may work in one pool or in any solved parts side by side,
 * whose plans together are a plan of it. So costs are subadditive by construction, seed by seed as in the least.
 * One pool stands only where it is cheaper than all its parts. O(3^n).
 *
 * @param solutions by coalition, every single player's among them
 */
export function closeUnderParts(
  players: number,
  solutions: ReadonlyMap<Coalition, CoalitionSolution>,
  costingSeeds: number,
): readonly CoalitionCost[] {
  const closed: CoalitionCost[] = [];
  const byCoalition = new Map<Coalition, CoalitionCost>();
  for (let coalition = 1; coalition <= grandCoalition(players); coalition++) {
    const cost = closeCoalition(coalition, solutions.get(coalition), byCoalition, costingSeeds);
    byCoalition.set(coalition, cost);
    closed.push(cost);
  }
  return closed;
}

function closeCoalition(
  coalition: Coalition,
  solution: CoalitionSolution | undefined,
  closed: ReadonlyMap<Coalition, CoalitionCost>,
  costingSeeds: number,
): CoalitionCost {
  let costFen = Infinity;
  let parts: readonly Coalition[] = [coalition];
  const seedFen = Array.from({ length: costingSeeds }, (_, seed) => solution?.seedFen[seed] ?? Infinity);
  for (const [one, other] of listSplits(coalition, closed)) {
    if (one.costFen + other.costFen < costFen) {
      costFen = one.costFen + other.costFen;
      parts = [...one.parts, ...other.parts].sort((a, b) => a - b);
    }
    for (const seed of seedFen.keys()) {
      seedFen[seed] = Math.min(seedFen[seed], one.seedFen[seed] + other.seedFen[seed]);
    }
  }
  const pooledFen = solution?.plan?.cost.totalFen ?? Infinity;
  if (pooledFen < costFen) [costFen, parts] = [pooledFen, [coalition]];
  return { coalition, costFen, seedFen, parts, solved: solution !== undefined };
}

/** All ways to take a coalition apart in two, each once: its lowest player is in the first part. */
function* listSplits(
  coalition: Coalition,
  closed: ReadonlyMap<Coalition, CoalitionCost>,
): Generator<readonly [CoalitionCost, CoalitionCost]> {
  const lowest = coalition & -coalition;
  const rest = coalition ^ lowest;
  if (rest === 0) return;
  for (let part = (rest - 1) & rest; ; part = (part - 1) & rest) {
    const one = closed.get(part | lowest);
    const other = closed.get(rest ^ part);
    if (one !== undefined && other !== undefined) yield [one, other];
    if (part === 0) return;
  }
}
