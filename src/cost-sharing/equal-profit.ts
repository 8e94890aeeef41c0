import type { Coalition, CoalitionGame } from './coalition-game.ts';
import { findCost, grandCoalition, playersOf } from './coalition-game.ts';
import { costScale } from './cost-scale.ts';
import type { LeastCore } from './least-core.ts';
import { chargeOf } from './least-excess.ts';
import type { LinearRow, SolveLinear } from './linear-program.ts';

/** Share of the largest cost by which a coalition may exceed its bound before it enters the program. */
const LEAST_VIOLATION = 1e-11;
/** Relative room for the largest difference in the second program. */
const DIFFERENCE_ROOM = 1e-9;

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
 * Variables: the relative costs, which are charges over stand-alone costs and differ by just as much as the relative
 * savings; the highest and the lowest of them; the deviations. A player who costs nothing alone has the charge itself,
 * in units of the scale, in place of a relative cost.
 */
class EqualProfitProgram {
  private readonly count: number;
  private readonly scale: number;
  /** Charge, in units of the scale, per unit of each player's variable. */
  private readonly units: readonly number[];
  private readonly relative: readonly boolean[];
  private readonly cuts: Coalition[];
  private readonly game: CoalitionGame;
  private readonly slackFen: number;
  private readonly solveLinear: SolveLinear;

  constructor(game: CoalitionGame, epsilonFen: number, solveLinear: SolveLinear) {
    this.game = game;
    this.count = game.players.length;
    this.scale = costScale(game);
    const alone = game.players.map((_, player) => (findCost(game, 1 << player) ?? 0) / this.scale);
    this.relative = alone.map((cost) => cost > 0);
    this.units = alone.map((cost) => (cost > 0 ? cost : 1));
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
      upper: difference + DIFFERENCE_ROOM * Math.max(1, difference),
    };
    const { values } = this.solve(objective, [limit]);
    return this.toCharges(values);
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
    const grand = grandCoalition(this.count);
    const total = (findCost(this.game, grand) ?? 0) / this.scale;
    const alone = this.units.reduce((sum, unit, player) => sum + (this.relative[player] ? unit : 0), 0);
    const [high, low] = [this.count, this.count + 1];
    const rows: LinearRow[] = [{ coefficients: this.termsOf(grand), lower: total, upper: total }];
    rows.push(
      atLeast(
        [
          [high, 1],
          [low, -1],
        ],
        0,
      ),
    );
    for (const player of this.units.keys()) {
      const deviation = this.count + 2 + player;
      const centre = this.relative[player] ? total / alone : 0;
      rows.push(
        atLeast(
          [
            [player, 1],
            [deviation, 1],
          ],
          centre,
        ),
        atLeast(
          [
            [player, -1],
            [deviation, 1],
          ],
          -centre,
        ),
      );
      if (!this.relative[player]) continue;
      rows.push(
        atLeast(
          [
            [high, 1],
            [player, -1],
          ],
          0,
        ),
        atLeast(
          [
            [low, -1],
            [player, 1],
          ],
          0,
        ),
      );
    }
    return rows;
  }

  private termsOf(coalition: Coalition): LinearRow['coefficients'] {
    return playersOf(coalition).map((player) => [player, this.units[player]] as const);
  }

  private toCharges(values: readonly number[]): readonly number[] {
    return this.units.map((unit, player) => values[player] * unit * this.scale);
  }

  private cutRow(coalition: Coalition): LinearRow {
    const upper = ((findCost(this.game, coalition) ?? 0) + this.slackFen) / this.scale;
    return { coefficients: this.termsOf(coalition), lower: -Infinity, upper };
  }

  private listViolated(values: readonly number[]): readonly Coalition[] {
    const grand = grandCoalition(this.count);
    const known = new Set(this.cuts);
    const charges = this.toCharges(values);
    return [...this.game.costs]
      .filter(([coalition]) => coalition !== grand && !known.has(coalition))
      .map(([coalition, cost]) => ({ coalition, by: chargeOf(charges, coalition) - cost - this.slackFen }))
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
