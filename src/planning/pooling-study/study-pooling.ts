import { createHash } from 'node:crypto';

import type { Coalition } from '../../cost-sharing/coalition-game.ts';
import { grandCoalition, playersOf, sizeOf } from '../../cost-sharing/coalition-game.ts';
import { getVisitDays } from '../../demand/visit-calendar.ts';
import type { CarrierId } from '../../model/carrier.ts';
import type { County } from '../../model/county.ts';
import type { CoalitionPlan, Plan } from '../../model/plan.ts';
import type { Scenario } from '../../model/scenario.ts';
import { chooseCoalitions } from '../coalition-costs/choose-coalitions.ts';
import type {
  CoalitionSolution,
  SolvedCoalitions,
  StudySeeds,
} from '../coalition-costs/coalition-solution.ts';
import type { CoalitionCost } from '../coalition-costs/coalition-table.ts';
import { closeUnderParts } from '../coalition-costs/coalition-table.ts';
import { CoalitionSolver } from '../coalition-costs/solve-coalitions.ts';
import { buildLadder, completePlan } from '../complete-plan.ts';
import type { SeededPlan } from '../plan-coalition.ts';
import { planAlone, unitePlans } from '../plan-coalition.ts';
import type { PlanningContext } from '../planning-context.ts';
import { buildPlanningContext } from '../planning-context.ts';
import type { PlanningPorts } from '../planning-ports.ts';
import type { CoalitionRecord, PoolingStudy, StudyPlayer } from './pooling-study.ts';
import type { StudyOptions } from './study-options.ts';
import { toStudyScenario } from './study-options.ts';

/** What a study needs from outside beyond what planning needs. */
export interface StudyPorts extends PlanningPorts {
  readonly coalitions: SolvedCoalitions;
}

/**
 * Studies the pool of a scenario's carriers: what every coalition costs, and the plan of the best way for all to work
 * together, checked independently. Each coalition is kept in `ports.coalitions` as soon as it is solved, and one that
 * is there is not solved again. With a budget in iterations the same input gives the same study.
 *
 * @param options as `resolveStudyOptions` returns them
 * @throws PlanCancelledError when the caller cancels; PlanRefusedError when the checker finds a violation
 */
export async function studyPooling(
  county: County,
  datasetHash: string,
  scenario: Scenario,
  options: StudyOptions,
  ports: StudyPorts,
): Promise<{ readonly plan: Plan; readonly study: PoolingStudy }> {
  const chosen = toStudyScenario(county, scenario, options);
  const { onProgress, ...silent } = ports;
  const context = await buildPlanningContext(county, chosen, silent);
  const game = await solveGame(context, options, ports.coalitions, onProgress);
  const rungs = await planRungs(context, game);
  const plan = await completePlan(context, { county, datasetHash, travel: ports.travel }, rungs);
  const study: PoolingStudy = {
    countyCode: county.code,
    countyName: county.name,
    datasetHash,
    solverVersion: plan.solverVersion,
    travel: plan.travel,
    scenario: chosen,
    options,
    planHash: createHash('sha256').update(JSON.stringify(plan)).digest('hex'),
    players: game.players.map((id, player) => describePlayer(context, id, game.table[(1 << player) - 1])),
    coalitions: listRecords(game),
    structure: game.table[grandCoalition(game.players.length) - 1].parts.map((part) => toMembers(game, part)),
  };
  return { plan, study };
}

/** Solved coalitions of the players and what follows for all. */
interface SolvedGame {
  readonly players: readonly CarrierId[];
  readonly seeds: StudySeeds;
  readonly solutions: ReadonlyMap<Coalition, CoalitionSolution>;
  /** By coalition less 1. */
  readonly table: readonly CoalitionCost[];
}

async function solveGame(
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
  const { solutions } = solver;
  return {
    players,
    seeds,
    solutions,
    table: closeUnderParts(players.length, solutions, seeds.costing.length),
  };
}

/** The ladder of the study's plan: carriers outside the pool are planned alone on the same terms. */
async function planRungs(context: PlanningContext, game: SolvedGame): Promise<Plan['rungs']> {
  const { costing } = game.seeds;
  const alone = await Promise.all(
    context.county.carriers.map(({ id }) => {
      const player = game.players.indexOf(id);
      return player < 0 ? planAlone(context, id, costing) : toSeededPlan(context, game, 1 << player);
    }),
  );
  const outside = alone.filter(({ kept }) => !game.players.includes(kept.members[0]));
  const pool = toSeededPlan(context, game, grandCoalition(game.players.length));
  return buildLadder(context, costing, alone, [pool, ...outside]);
}

function toSeededPlan(context: PlanningContext, game: SolvedGame, coalition: Coalition): SeededPlan {
  const { parts, seedFen } = game.table[coalition - 1];
  const plans = parts.map((part) => getPlan(game, part));
  const [first] = plans;
  const united = unitePlans(context, toMembers(game, coalition), plans);
  return { kept: plans.length === 1 ? first : { ...united, ...explainParts(game, coalition) }, seedFen };
}

/** Why a coalition works in parts: what keeps it from a pool at all, or that its parts are cheaper. */
function explainParts(game: SolvedGame, coalition: Coalition): Pick<CoalitionPlan, 'sideBySideReason'> {
  const solution = game.solutions.get(coalition);
  if (solution === undefined) return {};
  if (solution.refusal !== null) return { sideBySideReason: solution.refusal };
  const pooledFen = solution.plan?.cost.totalFen ?? 0;
  const apartFen = game.table[coalition - 1].costFen;
  const message = `One pool of all members costs ${toYuan(pooledFen)} yuan a week, its best parts side by side ${toYuan(apartFen)}.`;
  return { sideBySideReason: { code: 'pool_dearer', message, figures: { pooledFen, apartFen } } };
}

function getPlan({ solutions }: SolvedGame, part: Coalition): CoalitionPlan {
  const plan = solutions.get(part)?.plan;
  if (!plan) throw new Error(`coalition ${part} has no plan`);
  return plan;
}

function describePlayer(context: PlanningContext, id: CarrierId, { costFen }: CoalitionCost): StudyPlayer {
  const demands = context.county.demands.filter(({ carrierId }) => carrierId === id);
  const stops = demands.flatMap((demand) => {
    return getVisitDays(context.calendar, demand).map((weekday) => `${weekday}/${demand.siteId}`);
  });
  return {
    carrierId: id,
    name: context.index.carriers.get(id)?.name ?? id,
    aloneFen: costFen,
    kgPerWeek: demands.reduce((sum, { gramsPerWeek }) => sum + gramsPerWeek, 0) / 1000,
    parcelsPerWeek: demands.reduce((sum, { parcelsPerWeek }) => sum + parcelsPerWeek, 0),
    stopsPerWeek: new Set(stops).size,
  };
}

function listRecords(game: SolvedGame): readonly CoalitionRecord[] {
  const bySize = game.table.toSorted((a, b) => sizeOf(a.coalition) - sizeOf(b.coalition));
  return bySize.map(({ coalition, costFen, seedFen, parts, solved }) => {
    const solution = game.solutions.get(coalition);
    const aloneFen = playersOf(coalition).reduce(
      (sum, player) => sum + game.table[(1 << player) - 1].costFen,
      0,
    );
    return {
      members: toMembers(game, coalition),
      costFen,
      savingFen: aloneFen - costFen,
      seedFen,
      pooledFen: solution?.plan?.cost.totalFen ?? null,
      parts: parts.map((part) => toMembers(game, part)),
      solved,
      reason: solution?.refusal ?? null,
    };
  });
}

function toMembers({ players }: SolvedGame, coalition: Coalition): readonly CarrierId[] {
  return playersOf(coalition).map((player) => players[player]);
}

function toYuan(fen: number): string {
  return (fen / 100).toFixed(0);
}
