import type { Coalition, CoalitionGame } from './coalition-game.ts';
import { findCost, grandCoalition } from './coalition-game.ts';
import { CoalitionSpan } from './coalition-span.ts';
import type { FixedCharge } from './least-excess.ts';
import { findLeastExcess, headWeight, unitWeight } from './least-excess.ts';
import type { SolveLinear } from './linear-program.ts';

/** `plain`: excess in fen (Schmeidler 1969); `per_capita`: excess per member (Grotte 1970). */
export type NucleolusKind = 'plain' | 'per_capita';

/**
 * Nucleolus (核仁): the split whose excesses, sorted, are lexicographically least among those that charge nobody more
 * than alone; where no split does so, among all splits (the prenucleolus). Exact shares by player, of the game formed
 * by the solved coalitions.
 *
 * A sequence of linear programs as in Maschler, Peleg and Shapley (1979). What a stage settles is read from its
 * multipliers, which are positive only where a coalition is tight in every optimal split, and every coalition in the
 * span of settled ones is settled too, by exact rank (compare Benedek, Fliege and Nguyen 2021): at most `players - 1`
 * stages, each a program of some tens of rows.
 */
export function findNucleolus(
  game: CoalitionGame,
  solveLinear: SolveLinear,
  kind: NucleolusKind = 'plain',
): readonly number[] {
  const grand = grandCoalition(game.players.length);
  const span = new CoalitionSpan(game.players.length);
  const fixed: FixedCharge[] = [];
  const settle = (coalition: Coalition, fen: number): void => {
    if (span.add(coalition)) fixed.push({ coalition, fen });
  };
  const costOf = (coalition: Coalition): number => findCost(game, coalition) ?? Number.NaN;
  settle(grand, costOf(grand));
  let charges: readonly number[] = [costOf(grand)];
  const weightOf = kind === 'plain' ? unitWeight : headWeight;
  const rational = listRational(game);
  while (span.rank < game.players.length) {
    const before = span.rank;
    const stage = findLeastExcess({ game, span, fixed, rational, weightOf }, solveLinear);
    charges = stage.charges;
    for (const player of stage.held) settle(1 << player, costOf(1 << player));
    for (const { coalition } of stage.tight) {
      settle(coalition, costOf(coalition) + weightOf(coalition) * stage.epsilonFen);
    }
    if (span.rank === before) throw new Error('a stage of the nucleolus settled nothing');
  }
  return charges;
}

/** Players to be charged no more than alone: all where that is possible, else none. */
export function listRational(game: CoalitionGame): readonly number[] {
  const alone = game.players.map((_, player) => findCost(game, 1 << player) ?? 0);
  const grand = findCost(game, grandCoalition(game.players.length)) ?? 0;
  return alone.reduce((sum, fen) => sum + fen, 0) >= grand ? [...alone.keys()] : [];
}
