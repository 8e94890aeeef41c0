import type { Coalition, CoalitionGame } from './coalition-game.ts';
import { findCost, grandCoalition, playersOf } from './coalition-game.ts';
import { CoalitionSpan } from './coalition-span.ts';
import { costScale } from './cost-scale.ts';
import { chargeOf, headWeight, unitWeight } from './least-excess.ts';
import type { LinearRow, SolveLinear } from './linear-program.ts';
import type { NucleolusKind } from './nucleolus.ts';
import { listRational } from './nucleolus.ts';

/** Excesses nearer than this share of the largest cost count as equal. */
const SAME_EXCESS = 1e-8;

/**
 * Kohlberg's criterion (1971): a split is the nucleolus just when, for every level of excess, no change of the charges
 * that keeps their sum lowers the excess of a coalition at or above that level without raising another's there. Returns
 * the coalitions of the first level where such a change exists, or a player charged more than alone where nobody has to
 * be; null where the split is the nucleolus. Independent of
 * how the split was found; one linear program for each level until the coalitions span all players.
 */
export function findUnbalancedLevel(
  game: CoalitionGame,
  charges: readonly number[],
  solveLinear: SolveLinear,
  kind: NucleolusKind = 'plain',
): readonly Coalition[] | null {
  const weightOf = kind === 'plain' ? unitWeight : headWeight;
  const scale = costScale(game);
  const rational = listRational(game);
  const lossOf = (player: number): number => charges[player] - (findCost(game, 1 << player) ?? 0);
  const loser = rational.find((player) => lossOf(player) > SAME_EXCESS * scale);
  if (loser !== undefined) return [1 << loser];
  const held = rational.filter((player) => lossOf(player) > -SAME_EXCESS * scale);
  const grand = grandCoalition(game.players.length);
  const excesses = [...game.costs]
    .filter(([coalition]) => coalition !== grand)
    .map(([coalition, cost]) => ({
      coalition,
      excess: (chargeOf(charges, coalition) - cost) / weightOf(coalition),
    }))
    .sort((a, b) => b.excess - a.excess);
  const span = new CoalitionSpan(game.players.length);
  span.add(grand);
  const level: Coalition[] = [];
  for (const [index, { coalition, excess }] of excesses.entries()) {
    level.push(coalition);
    span.add(coalition);
    const next = excesses[index + 1]?.excess ?? -Infinity;
    if (excess - next <= SAME_EXCESS * scale) continue;
    if (!isBalanced(game, level, held, solveLinear)) return level;
    if (span.rank === game.players.length) return null;
  }
  return null;
}

/** Can no change of charges, summing to 0, lower a coalition of the level and raise none, nor a held player? */
function isBalanced(
  game: CoalitionGame,
  level: readonly Coalition[],
  held: readonly number[],
  solveLinear: SolveLinear,
): boolean {
  const toRow = (coalition: Coalition, lower: number): LinearRow => ({
    coefficients: playersOf(coalition).map((player) => [player, 1] as const),
    lower,
    upper: 0,
  });
  const objective = game.players.map(
    (_, player) => level.filter((coalition) => (coalition >> player) & 1).length,
  );
  const rows = [
    toRow(grandCoalition(game.players.length), 0),
    ...held.map((player) => toRow(1 << player, -Infinity)),
    ...level.map((coalition) => toRow(coalition, -1)),
  ];
  const answer = solveLinear({ objective, rows });
  return answer.status === 'optimal' && answer.objective > -0.5;
}
