import type { Coalition, CoalitionGame } from './coalition-game.ts';
import { findCost, grandCoalition, playersOf } from './coalition-game.ts';
import type { LeastCore } from './least-core.ts';
import { chargeOf } from './least-excess.ts';
import type { LinearRow, SolveLinear } from './linear-program.ts';

/** Share of the largest cost by which a coalition may exceed its bound before it enters the program. */
const LEAST_VIOLATION = 1e-11;

/**
 * Equal profit method (EPM; Frisk, Gothe-Lundgren, Jornsten and Ronnqvist 2010): the largest difference between two
 * players' relative savings is least, subject to the core; where that is empty, subject to the least core. Exact shares
 * by player. Among the splits that reach the least difference, one whose relative costs lie nearest, in sum of absolute
 * deviations, to that of all players together; a player who costs nothing alone counts there with the charge itself.
 *
 * Two linear programs by row generation over the solved coalitions.
 */
export function splitByEqualProfit(
  game: CoalitionGame,
  { epsilonFen, coreEmpty }: Pick<LeastCore, 'epsilonFen' | 'coreEmpty'>,
  solveLinear: SolveLinear,
): readonly number[] {
  const program = new EqualProfitProgram(game, coreEmpty ? epsilonFen : 0, solveLinear);
  return program.minimiseDeviations(program.minimiseDifference());
}

/**
 * Variables, in units of the largest cost: the charges, the highest and lowest relative cost, the deviations. Relative
 * costs are charges over stand-alone costs: savings differ by just as much.
 */
class EqualProfitProgram {
  private readonly count: number;
  private readonly scale: number;
  private readonly alone: readonly number[];
  private readonly cuts: Coalition[];
  private readonly game: CoalitionGame;
  private readonly slackFen: number;
  private readonly solveLinear: SolveLinear;

  constructor(game: CoalitionGame, epsilonFen: number, solveLinear: SolveLinear) {
    this.game = game;
    this.count = game.players.length;
    this.scale = Math.max(1, ...[...game.costs.values()].map(Math.abs));
    this.alone = game.players.map((_, player) => (findCost(game, 1 << player) ?? 0) / this.scale);
    this.cuts = this.count === 1 ? [] : game.players.map((_, player) => 1 << player);
    // A hair of room: the least core may be a single point, which doubles miss.
    this.slackFen = epsilonFen + this.scale * LEAST_VIOLATION;
    this.solveLinear = solveLinear;
  }

  /** Least largest difference of relative costs. */
  minimiseDifference(): number {
    const objective = this.zeros();
    objective[this.count] = 1;
    objective[this.count + 1] = -1;
    const { values } = this.solve(objective, []);
    return values[this.count] - values[this.count + 1];
  }

  minimiseDeviations(difference: number): readonly number[] {
    const objective = this.zeros();
    objective.fill(1, this.count + 2);
    const limit: LinearRow = {
      coefficients: [
        [this.count, 1],
        [this.count + 1, -1],
      ],
      lower: -Infinity,
      upper: difference + LEAST_VIOLATION,
    };
    const { values } = this.solve(objective, [limit]);
    return values.slice(0, this.count).map((value) => value * this.scale);
  }

  private solve(
    objective: readonly number[],
    extra: readonly LinearRow[],
  ): { readonly values: readonly number[] } {
    for (;;) {
      const rows = [...this.baseRows(), ...this.cuts.map((coalition) => this.cutRow(coalition)), ...extra];
      const lower = objective.map((_, variable) => (variable < this.count + 2 ? -Infinity : 0));
      const answer = this.solveLinear({ objective, rows, lower });
      if (answer.status !== 'optimal') throw new Error(`equal profit method is ${answer.status}`);
      const violated = this.listViolated(answer.values);
      if (violated.length === 0) return answer;
      this.cuts.push(...violated.slice(0, this.count + 1));
    }
  }

  private baseRows(): readonly LinearRow[] {
    const total = (findCost(this.game, grandCoalition(this.count)) ?? 0) / this.scale;
    const everyone = this.alone.map((_, player) => [player, 1] as const);
    const mean = total / (this.alone.reduce((sum, cost) => sum + Math.max(0, cost), 0) || 1);
    const rows: LinearRow[] = [{ coefficients: everyone, lower: total, upper: total }];
    for (const [player, cost] of this.alone.entries()) {
      const deviation = this.count + 2 + player;
      const [charge, centre] = cost > 0 ? [1 / cost, mean] : [1, 0];
      rows.push(
        atLeast(
          [
            [player, charge],
            [deviation, 1],
          ],
          centre,
        ),
        atLeast(
          [
            [player, -charge],
            [deviation, 1],
          ],
          -centre,
        ),
      );
      if (cost <= 0) continue;
      rows.push(
        atLeast(
          [
            [this.count, 1],
            [player, -charge],
          ],
          0,
        ),
        atLeast(
          [
            [this.count + 1, -1],
            [player, charge],
          ],
          0,
        ),
      );
    }
    if (this.alone.every((cost) => cost <= 0))
      rows.push(
        atLeast(
          [
            [this.count, 1],
            [this.count + 1, -1],
          ],
          0,
        ),
      );
    return rows;
  }

  private cutRow(coalition: Coalition): LinearRow {
    const upper = ((findCost(this.game, coalition) ?? 0) + this.slackFen) / this.scale;
    return {
      coefficients: playersOf(coalition).map((player) => [player, 1] as const),
      lower: -Infinity,
      upper,
    };
  }

  private listViolated(values: readonly number[]): readonly Coalition[] {
    const grand = grandCoalition(this.count);
    const known = new Set(this.cuts);
    return [...this.game.costs]
      .filter(([coalition]) => coalition !== grand && !known.has(coalition))
      .map(([coalition, cost]) => ({
        coalition,
        by: chargeOf(values, coalition) * this.scale - cost - this.slackFen,
      }))
      .filter(({ by }) => by > this.scale * LEAST_VIOLATION)
      .sort((a, b) => b.by - a.by || a.coalition - b.coalition)
      .map(({ coalition }) => coalition);
  }

  private zeros(): number[] {
    return Array.from({ length: 2 * this.count + 2 }, () => 0);
  }
}

function atLeast(coefficients: LinearRow['coefficients'], lower: number): LinearRow {
  return { coefficients, lower, upper: Infinity };
}
