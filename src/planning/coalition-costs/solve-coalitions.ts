import type { Coalition } from '../../cost-sharing/coalition-game.ts';
import { playersOf, sizeOf } from '../../cost-sharing/coalition-game.ts';
import type { CarrierId } from '../../model/carrier.ts';
import type { CoalitionPlan } from '../../model/plan.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { PlanningPorts } from '../planning-ports.ts';
import type { CoalitionSolution, SolvedCoalitions, StudySeeds } from './coalition-solution.ts';
import { hashCoalition } from './hash-coalition.ts';
import { solveMembersTogether, solveSingle } from './solve-coalition.ts';

/** Coalitions worked on at once: enough to keep a solver pool busy, and what an interruption loses at most. */
const AT_ONCE = 4;

/**
 * Solves coalitions of some players, each on the same terms: the county as the scenario has it, the same travel,
 * prices, calendar, effort and seeds. Those that were solved before, in this study or another, are taken as they are;
 * each other one is kept as soon as it is solved.
 *
 * Coalitions under test, the singles and the grand one, are solved with `seeds.more` as well.
 */
export class CoalitionSolver {
  readonly solutions = new Map<Coalition, CoalitionSolution>();
  private readonly context: PlanningContext;
  private readonly players: readonly CarrierId[];
  private readonly seeds: StudySeeds;
  private readonly store: SolvedCoalitions;
  private readonly onProgress: PlanningPorts['onProgress'];
  private readonly alone = new Map<CarrierId, CoalitionPlan>();
  private total = 0;

  constructor(
    context: PlanningContext,
    players: readonly CarrierId[],
    seeds: StudySeeds,
    store: SolvedCoalitions,
    onProgress: PlanningPorts['onProgress'],
  ) {
    this.context = context;
    this.players = players;
    this.seeds = seeds;
    this.store = store;
    this.onProgress = onProgress;
  }

  /**
   * @param coalitions those not yet solved are, singles before all others
   * @throws PlanCancelledError when the caller cancels
   */
  async solve(coalitions: readonly Coalition[]): Promise<void> {
    const open = coalitions.filter((coalition) => !this.solutions.has(coalition));
    this.total += open.length;
    await this.inTurns(open.filter((coalition) => sizeOf(coalition) === 1));
    for (const { members, plan } of this.solutions.values()) {
      if (members.length === 1 && plan !== null) this.alone.set(members[0], plan);
    }
    await this.inTurns(open.filter((coalition) => sizeOf(coalition) > 1));
  }

  /** Costs of a solved coalition with every seed of the test; null where a seed finds no pool that serves all. */
  async listTestSeeds(coalition: Coalition): Promise<CoalitionSolution['seedFen']> {
    const solved = this.solutions.get(coalition);
    const seeds = this.seeds.costing.length + this.seeds.more.length;
    if (solved?.seedFen.length === seeds) return solved.seedFen;
    return (await this.getSolution(coalition, this.seeds)).seedFen;
  }

  /** Seeds of a coalition: those under test have more. */
  private seedsOf(coalition: Coalition): StudySeeds {
    const size = sizeOf(coalition);
    return size === 1 || size === this.players.length ? this.seeds : { ...this.seeds, more: [] };
  }

  /** A few at once; the first failure ends all, when what is in work has ended. */
  private async inTurns(coalitions: readonly Coalition[]): Promise<void> {
    const waiting = [...coalitions];
    let failed = false;
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && !failed; next = waiting.shift()) {
        try {
          await this.solveOne(next);
        } catch (error) {
          failed = true;
          throw error;
        }
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => work()));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private async solveOne(coalition: Coalition): Promise<void> {
    this.report(coalition);
    this.solutions.set(coalition, await this.getSolution(coalition, this.seedsOf(coalition)));
    this.report(coalition);
  }

  /** From the store, or solved now and stored. */
  private async getSolution(coalition: Coalition, seeds: StudySeeds): Promise<CoalitionSolution> {
    const members = this.toMembers(coalition);
    const key = hashCoalition(this.context, members, seeds);
    const known = await this.store.find(key);
    if (known !== null) return known;
    const solution = await this.search(members, seeds);
    await this.store.save(key, solution);
    return solution;
  }

  private search(members: readonly CarrierId[], seeds: StudySeeds): Promise<CoalitionSolution> {
    return members.length === 1
      ? solveSingle(this.context, members[0], seeds)
      : solveMembersTogether(this.context, members, seeds, this.alone);
  }

  private toMembers(coalition: Coalition): readonly CarrierId[] {
    return playersOf(coalition).map((player) => this.players[player]);
  }

  private report(coalition: Coalition): void {
    const step = `coalition ${this.toMembers(coalition).join('+')}`;
    this.onProgress?.({ done: this.solutions.size, total: this.total, step });
  }
}
