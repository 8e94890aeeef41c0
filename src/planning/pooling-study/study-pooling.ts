import { createHash } from 'node:crypto';

import type { Coalition } from '../../cost-sharing/coalition-game.ts';
import { sizeOf } from '../../cost-sharing/coalition-game.ts';
import { describeStructure } from '../../cost-sharing/coalition-structure.ts';
import { analyseMembership } from '../../cost-sharing/membership.ts';
import type { County } from '../../model/county.ts';
import type { Plan, Rung, RungName } from '../../model/plan.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Fen } from '../../model/units.ts';
import type { SolvedCoalitions } from '../coalition-costs/coalition-solution.ts';
import { CoalitionSolver } from '../coalition-costs/solve-coalitions.ts';
import { solveCostSharing } from '../cost-sharing-solver.ts';
import { buildLadder, completePlan } from '../complete-plan.ts';
import { measureWeeks } from '../metrics.ts';
import type { SeededPlan } from '../plan-coalition.ts';
import { planAlone } from '../plan-coalition.ts';
import { listOperatingCoalitions } from '../plan-records/planned-trips.ts';
import type { PlanningContext } from '../planning-context.ts';
import { buildPlanningContext } from '../planning-context.ts';
import type { PlanningPorts } from '../planning-ports.ts';
import { listVolumes } from '../settlement-volumes.ts';
import { scaleAssumptions } from './assumptions.ts';
import { describePlayers } from './study-players.ts';
import type { CoalitionRecord, PoolingStudy } from './pooling-study.ts';
import { allocateByRules, findStability } from './share-cost.ts';
import { listSideEffects } from './side-effects.ts';
import { SolvedGame } from './solved-game.ts';
import { buildStudyLadder, judgeSaving } from './study-ladder.ts';
import type { StudyOptions } from './study-options.ts';
import { toStudyScenario } from './study-options.ts';
import type { ReplanSaving } from './study-sensitivity.ts';
import { analyseSensitivity } from './study-sensitivity.ts';
import { describeSubsidy } from './subsidy.ts';

/** What a study needs from outside beyond what planning needs. */
export interface StudyPorts extends PlanningPorts {
  readonly coalitions: SolvedCoalitions;
}

/**
 * Studies the pool of a scenario's carriers: what every coalition costs, whether the saving is real, how it may be
 * shared and who has a reason to leave, what pooling does besides, and on which assumptions it all hangs; with the plan
 * of the best way for all to work together, checked independently. Each coalition is kept in `ports.coalitions` as soon
 * as it is solved, and one that is there is not solved again. With a budget in iterations the same input gives the same
 * study.
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
  const game = await SolvedGame.solve(context, options, ports.coalitions, onProgress);
  const costs = await game.listTestCosts();
  const rungs = await planRungs(context, game);
  const plan = await completePlan(context, { county, datasetHash, travel: ports.travel }, rungs);
  const seeds = [...game.seeds.costing, ...game.seeds.more];
  const ladder = buildStudyLadder(plan, game.players, seeds, costs.alone, costs.pooled);
  const pools = game.structure.filter((part) => sizeOf(part) > 1).length;
  const replan = createReplan(county, chosen, game, ports);
  const [alone, pooled] = [getRung(plan, 'alone'), getRung(plan, 'pooled')];
  const study: PoolingStudy = {
    countyCode: county.code,
    countyName: county.name,
    datasetHash,
    solverVersion: plan.solverVersion,
    travel: plan.travel,
    scenario: chosen,
    options,
    planHash: createHash('sha256').update(JSON.stringify(plan)).digest('hex'),
    coalitions: listRecords(game),
    structure: game.structure.map((part) => game.toMembers(part)),
    proven: game.proven,
    ladder,
    verdict: judgeSaving(plan, ladder, pools),
    ...shareCost(context, game, options),
    sideEffects: listSideEffects(context.index, game.players, alone, pooled),
    subsidy: describePoolSubsidy(context, game, pooled, options.subsidyFenPerWeek),
    sensitivity: await analyseSensitivity(
      context.index,
      game.players,
      [alone, pooled],
      options.resolvedAssumptions,
      replan,
    ),
  };
  return { plan, study };
}

/** The ladder of the study's plan: carriers outside the pool are planned alone on the same terms. */
async function planRungs(context: PlanningContext, game: SolvedGame): Promise<Plan['rungs']> {
  const { costing } = game.seeds;
  const alone: SeededPlan[] = [];
  for (const { id } of context.county.carriers) {
    const player = game.players.indexOf(id);
    alone.push(player < 0 ? await planAlone(context, id, costing) : game.toSeededPlan(1 << player));
  }
  const outside = alone.filter(({ kept }) => !game.players.includes(kept.members[0]));
  return buildLadder(context, costing, alone, [game.toSeededPlan(game.grand), ...outside]);
}

function shareCost(
  context: PlanningContext,
  solved: SolvedGame,
  options: StudyOptions,
): Pick<PoolingStudy, 'players' | 'volumes' | 'allocations' | 'stability' | 'membership' | 'bestStructure'> {
  const game = solved.toGame();
  const volumes = listVolumes(context.county, solved.toSeededPlan(solved.grand).kept);
  const players = describePlayers(context, solved, volumes);
  const names = new Map(players.map(({ carrierId, name }) => [carrierId, name]));
  return {
    players,
    volumes,
    allocations: allocateByRules(game, volumes, options, context.scenario.seed),
    stability: findStability(game, names, solved.proven),
    membership: analyseMembership(game),
    bestStructure: describeStructure(game, solved.structure, solveCostSharing),
  };
}

function describePoolSubsidy(
  { index }: PlanningContext,
  game: SolvedGame,
  pooled: Rung,
  subsidyFenPerWeek: Fen,
): PoolingStudy['subsidy'] {
  const weeks = listOperatingCoalitions(pooled).filter(({ members }) => {
    return members.some((id) => game.players.includes(id));
  });
  const { kgPerWeek, villagesServed, loadFactorByMass, loadFactorByVolume } = measureWeeks(index, weeks);
  const { cost } = pooled.coalitions[0];
  const loadFactor = Math.max(loadFactorByMass, loadFactorByVolume);
  return describeSubsidy(cost, subsidyFenPerWeek, kgPerWeek, villagesServed, loadFactor);
}

/** Plans the carriers alone and the structure's pools anew at other prices, on the terms of the costing seeds. */
function createReplan(county: County, scenario: Scenario, game: SolvedGame, ports: StudyPorts): ReplanSaving {
  const { onProgress: _progress, ...silent } = ports;
  const seeds = { costing: game.seeds.costing, more: [] };
  const singles = game.players.map((_, player) => 1 << player);
  return async (factors) => {
    const context = await buildPlanningContext(scaleAssumptions(county, factors), scenario, silent);
    const solver = new CoalitionSolver(context, game.players, seeds, ports.coalitions, undefined);
    await solver.solve([...new Set([...singles, ...game.structure])]);
    const aloneOf = (coalition: Coalition): Fen =>
      singles
        .filter((single) => (single & coalition) !== 0)
        .reduce((sum, single) => sum + (solver.solutions.get(single)?.plan?.cost.totalFen ?? 0), 0);
    return game.structure.reduce((saving, part) => {
      const pooledFen = solver.solutions.get(part)?.plan?.cost.totalFen ?? Infinity;
      return saving + Math.max(0, aloneOf(part) - pooledFen);
    }, 0);
  };
}

function listRecords(game: SolvedGame): readonly CoalitionRecord[] {
  const bySize = game.table.toSorted((a, b) => sizeOf(a.coalition) - sizeOf(b.coalition));
  return bySize.map(({ coalition, costFen, seedFen, parts, solved }) => {
    const solution = game.solutionOf(coalition);
    return {
      members: game.toMembers(coalition),
      costFen,
      savingFen: game.aloneFen(coalition) - costFen,
      seedFen,
      pooledFen: solution?.plan?.cost.totalFen ?? null,
      parts: parts.map((part) => game.toMembers(part)),
      solved,
      reason: solution?.refusal ?? null,
    };
  });
}

function getRung(plan: Plan, name: RungName): Rung {
  const rung = plan.rungs.find((each) => each.name === name);
  if (rung === undefined) throw new Error(`the plan has no rung ${name}`);
  return rung;
}
