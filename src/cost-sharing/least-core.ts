import type { CarrierId } from '../model/carrier.ts';
import type { Coalition, CoalitionGame } from './coalition-game.ts';
import { findCost, grandCoalition, membersOf } from './coalition-game.ts';
import { CoalitionSpan } from './coalition-span.ts';
import { costScale } from './cost-scale.ts';
import { findLeastExcess, unitWeight } from './least-excess.ts';
import type { SolveLinear } from './linear-program.ts';

/** Coalitions and the share of their members' time each gets; every player's shares sum to 1 (平衡权重). */
export type BalancedWeights = readonly { readonly members: readonly CarrierId[]; readonly weight: number }[];

/** The least core (最小核心) of the solved coalitions, and with it whether the core is empty. */
export interface LeastCore {
  /** Smallest epsilon with which each proper coalition can be charged at most its cost plus epsilon. */
  readonly epsilonFen: number;
  /** One split that reaches it, exact shares by player. */
  readonly charges: readonly number[];
  readonly coreEmpty: boolean;
  /**
   * Proof by Bondareva (1963) and Shapley (1967): a balanced collection whose weighted cost is least. Below the grand
   * coalition's cost the core is empty; else no collection can show that it is.
   */
  readonly proof: { readonly weights: BalancedWeights; readonly weightedCostFen: number };
}

/** Epsilon up to this share of the largest cost is rounding of the arithmetic: the core is taken for non-empty. */
const ARITHMETIC = 1e-11;

/**
 * Least core by linear programming (Maschler, Peleg and Shapley 1979). A coalition structure may be given: disjoint
 * coalitions covering all players, each of which must be charged its own cost; by default the grand coalition.
 */
export function findLeastCore(
  game: CoalitionGame,
  solveLinear: SolveLinear,
  structure: readonly Coalition[] = [grandCoalition(game.players.length)],
): LeastCore {
  const span = new CoalitionSpan(game.players.length);
  const fixed = structure.map((coalition) => ({ coalition, fen: findCost(game, coalition) ?? Number.NaN }));
  for (const { coalition } of fixed) span.add(coalition);
  const total = fixed.reduce((sum, { fen }) => sum + fen, 0);
  if (span.rank === game.players.length)
    return settled(
      game,
      fixed.map(({ fen }) => fen),
      structure,
    );
  const problem = { game, span, fixed, rational: [], weightOf: unitWeight };
  const { epsilonFen, charges, tight } = findLeastExcess(problem, solveLinear);
  const scale = costScale(game);
  const weights = balance(game, tight, structure);
  return {
    epsilonFen,
    charges,
    coreEmpty: epsilonFen > scale * ARITHMETIC,
    proof: {
      weights: weights.map(({ coalition, weight }) => ({ members: membersOf(game, coalition), weight })),
      weightedCostFen:
        weights.length === 0
          ? total
          : weights.reduce(
              (sum, { coalition, weight }) => sum + weight * (findCost(game, coalition) ?? 0),
              0,
            ),
    },
  };
}

/** Everyone alone, or one player only: nothing is left to choose. */
function settled(game: CoalitionGame, fens: readonly number[], structure: readonly Coalition[]): LeastCore {
  const charges = game.players.map((_, player) => fens[structure.indexOf(1 << player)]);
  let epsilonFen = -Infinity;
  for (const [coalition, cost] of game.costs) {
    if (structure.includes(coalition)) continue;
    let charge = -cost;
    for (const [player, fen] of charges.entries()) charge += ((coalition >> player) & 1) * fen;
    epsilonFen = Math.max(epsilonFen, charge);
  }
  if (epsilonFen === -Infinity) epsilonFen = 0;
  return {
    epsilonFen,
    charges,
    coreEmpty: epsilonFen > 0,
    proof: { weights: [], weightedCostFen: sum(charges) },
  };
}

/**
 * Multipliers of the tight coalitions cover every player of one part of the structure alike; divided by the largest
 * cover, and filled up with the structure's own coalitions, they are balanced.
 */
function balance(
  game: CoalitionGame,
  tight: readonly { readonly coalition: Coalition; readonly multiplier: number }[],
  structure: readonly Coalition[],
): readonly { readonly coalition: Coalition; readonly weight: number }[] {
  const cover = game.players.map((_, player) =>
    sum(tight.map(({ coalition, multiplier }) => ((coalition >> player) & 1) * multiplier)),
  );
  const most = Math.max(...cover);
  const own = structure
    .map((coalition) => ({ coalition, weight: 1 - cover[31 - Math.clz32(coalition & -coalition)] / most }))
    .filter(({ weight }) => weight > 1e-9);
  return [...tight.map(({ coalition, multiplier }) => ({ coalition, weight: multiplier / most })), ...own];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
