import type { Coalition, CoalitionGame } from '../../cost-sharing/coalition-game.ts';
import { buildCoalitionGame, grandCoalition, playersOf, sizeOf } from '../../cost-sharing/coalition-game.ts';
import { growGame } from '../../cost-sharing/row-generation.ts';
import type { CarrierId } from '../../model/carrier.ts';
import type { CoalitionPlan } from '../../model/plan.ts';
import type { Fen } from '../../model/units.ts';
import { chooseCoalitions, MOST_PLAYERS_IN_FULL } from '../coalition-costs/choose-coalitions.ts';
import type { SolvedCoalitions, StudySeeds } from '../coalition-costs/coalition-solution.ts';
import type { CoalitionCost } from '../coalition-costs/coalition-table.ts';
import { closeUnderParts } from '../coalition-costs/coalition-table.ts';
import { CoalitionSolver } from '../coalition-costs/solve-coalitions.ts';
import { solveCostSharing } from '../cost-sharing-solver.ts';
import type { SeededPlan } from '../plan-coalition.ts';
import { unitePlans } from '../plan-coalition.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { PlanningPorts } from '../planning-ports.ts';
import type { StudyOptions } from './study-options.ts';

/** Coalitions asked for at once by row generation. */
const ROWS_AT_ONCE = 8;

/** A study's players, what their coalitions cost, and the plans behind it. */
export class SolvedGame {
  readonly players: readonly CarrierId[];
  readonly seeds: StudySeeds;
  /** By coalition less 1. */
  readonly table: readonly CoalitionCost[];
  /**
   * True: no unsolved coalition can empty the core or leave it less deep, unless its search would find what the searches
   * of larger coalitions missed (see `growGame`); without condition where all are solved.
   */
  readonly proven: boolean;
  private readonly context: PlanningContext;
  private readonly solver: CoalitionSolver;

  private constructor(
    context: PlanningContext,
    solver: CoalitionSolver,
    players: readonly CarrierId[],
    seeds: StudySeeds,
    proven: boolean,
  ) {
    this.context = context;
    this.solver = solver;
    this.players = players;
    this.seeds = seeds;
    this.proven = proven;
    this.table = closeUnderParts(players.length, solver.solutions, seeds.costing.length);
  }

  /** Solves the coalitions of the scenario's one pool: all up to six players, else those that the answers need. */
  static async solve(
    context: PlanningContext,
    options: StudyOptions,
    store: SolvedCoalitions,
    onProgress: PlanningPorts['onProgress'],
  ): Promise<SolvedGame> {
    const [players] = context.scenario.coalitions;
    const { seed } = context.scenario;
    const all = Array.from({ length: options.testSeeds }, (_, index) => seed + index);
    const seeds = { costing: all.slice(0, options.costingSeeds), more: all.slice(options.costingSeeds) };
    const solver = new CoalitionSolver(context, players, seeds, store, onProgress);
    await solver.solve(chooseCoalitions(players.length, { seed, blocks: options.shapleyBlocks }));
    const proven =
      players.length <= MOST_PLAYERS_IN_FULL || (await generateRows(solver, players, seeds, options));
    return new SolvedGame(context, solver, players, seeds, proven);
  }

  get grand(): Coalition {
    return grandCoalition(this.players.length);
  }

  /** The coalitions in which all players work together. */
  get structure(): readonly Coalition[] {
    return this.costOf(this.grand).parts;
  }

  costOf(coalition: Coalition): CoalitionCost {
    return this.table[coalition - 1];
  }

  aloneFen(coalition: Coalition): Fen {
    return playersOf(coalition).reduce((sum, player) => sum + this.costOf(1 << player).costFen, 0);
  }

  toMembers(coalition: Coalition): readonly CarrierId[] {
    return playersOf(coalition).map((player) => this.players[player]);
  }

  solutionOf(coalition: Coalition) {
    return this.solver.solutions.get(coalition);
  }

  /** The game of the coalitions that were really solved. */
  toGame(): CoalitionGame {
    return toGame(this.players, this.table);
  }

  /** A coalition's best plan, and what each costing seed costs. */
  toSeededPlan(coalition: Coalition): SeededPlan {
    const { parts, seedFen } = this.costOf(coalition);
    const plans = parts.map((part) => this.getPlan(part));
    if (plans.length === 1) return { kept: plans[0], seedFen };
    const united = unitePlans(this.context, this.toMembers(coalition), plans);
    return { kept: { ...united, ...this.explainParts(coalition) }, seedFen };
  }

  /**
   * Costs of the players alone and in their structure by seed of the test, as each seed finds them: where it finds no
   * pool that serves as the members alone do, these are meant.
   */
  async listTestCosts(): Promise<{ readonly alone: readonly Fen[]; readonly pooled: readonly Fen[] }> {
    const seeds = [...this.seeds.costing, ...this.seeds.more];
    const singles = this.players.map((_, player) => this.solutionOf(1 << player)?.seedFen ?? []);
    const sumAlone = (coalition: Coalition, seed: number): Fen =>
      playersOf(coalition).reduce((sum, player) => sum + (singles[player][seed] ?? 0), 0);
    const parts: { readonly part: Coalition; readonly fen: readonly (Fen | null)[] }[] = [];
    for (const part of this.structure) parts.push({ part, fen: await this.solver.listTestSeeds(part) });
    return {
      alone: seeds.map((_, seed) => sumAlone(this.grand, seed)),
      pooled: seeds.map((_, seed) =>
        parts.reduce((sum, { part, fen }) => sum + (fen[seed] ?? sumAlone(part, seed)), 0),
      ),
    };
  }

  private getPlan(part: Coalition): CoalitionPlan {
    const plan = this.solutionOf(part)?.plan;
    if (!plan) throw new Error(`coalition ${part} has no plan`);
    return plan;
  }

  /** Why a coalition works in parts: what keeps it from a pool at all, or that its parts are cheaper. */
  private explainParts(coalition: Coalition): Pick<CoalitionPlan, 'sideBySideReason'> {
    const solution = this.solutionOf(coalition);
    if (solution === undefined) return {};
    if (solution.refusal !== null) return { sideBySideReason: solution.refusal };
    const pooledFen = solution.plan?.cost.totalFen ?? 0;
    const partsFen = this.costOf(coalition).costFen;
    const message = `One pool of all members costs ${toYuan(pooledFen)} yuan a week, its best parts side by side ${toYuan(partsFen)}.`;
    return { sideBySideReason: { code: 'parts_cheaper', message, figures: { pooledFen, partsFen } } };
  }
}

/**
 * Has further coalitions solved that might object to a split, until none can or `options.generatedCoalitions` were. A
 * coalition once solved may make those that hold it cheaper, so nothing is proven before a whole pass over the costs as
 * they are now asks for none.
 */
async function generateRows(
  solver: CoalitionSolver,
  players: readonly CarrierId[],
  seeds: StudySeeds,
  options: StudyOptions,
): Promise<boolean> {
  const close = (): readonly CoalitionCost[] =>
    closeUnderParts(players.length, solver.solutions, seeds.costing.length);
  const oracle = async (wanted: readonly Coalition[]): Promise<readonly Fen[]> => {
    await solver.solve(wanted);
    const table = close();
    return wanted.map((coalition) => table[coalition - 1].costFen);
  };
  for (let left = options.generatedCoalitions; ;) {
    const effort = { batch: ROWS_AT_ONCE, limit: left };
    const { proven, asked } = await growGame(toGame(players, close()), oracle, solveCostSharing, effort);
    if (!proven || asked === 0) return proven;
    left -= asked;
  }
}

function toGame(players: readonly CarrierId[], table: readonly CoalitionCost[]): CoalitionGame {
  const solved = table
    .filter((cost) => cost.solved)
    .toSorted((a, b) => sizeOf(a.coalition) - sizeOf(b.coalition));
  return buildCoalitionGame(
    players,
    solved.map(({ coalition, costFen }) => [coalition, costFen] as const),
  );
}

function toYuan(fen: number): string {
  return (fen / 100).toFixed(0);
}
