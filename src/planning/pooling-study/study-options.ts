import type { AllocationRule, MixedWeights } from '../../cost-sharing/allocation.ts';
import type { County } from '../../model/county.ts';
import type { CarrierId } from '../../model/carrier.ts';
import type { Budget, Scenario } from '../../model/scenario.ts';
import type { Fen } from '../../model/units.ts';
import { MOST_PLAYERS } from '../coalition-costs/choose-coalitions.ts';
import { StudyError } from './study-error.ts';

/** What a pooling study is asked to do beyond its scenario. */
export interface StudyOptions {
  /** Effort for each routing problem, the same for every coalition; in place of the scenario's. */
  readonly budget: Budget;
  /** Seeds over which every coalition's cost is the least. */
  readonly costingSeeds: number;
  /** Seeds over which the saving is tested, those of costing among them. */
  readonly testSeeds: number;
  /** Independent blocks of orders by which Shapley values are sampled where there are more than six carriers. */
  readonly shapleyBlocks: number;
  /** Most further coalitions solved to prove that nobody would leave, where there are more than six carriers. */
  readonly generatedCoalitions: number;
  /** Rule of the settlement and of the carriers' views. */
  readonly rule: AllocationRule;
  readonly mixedWeights: MixedWeights;
  /** Public money that the pool is given; on a line of its own, never in a saving. */
  readonly subsidyFenPerWeek: Fen;
  /** How many of the most influential assumptions are planned anew at both ends. */
  readonly resolvedAssumptions: number;
}

/** Iterations per routing problem; what 63 coalitions of the demo county then take is in decision 12. */
export const DEFAULT_STUDY_ITERATIONS = 3000;

const DEFAULTS: StudyOptions = {
  budget: { kind: 'iterations', iterations: DEFAULT_STUDY_ITERATIONS },
  costingSeeds: 1,
  testSeeds: 5,
  shapleyBlocks: 2,
  generatedCoalitions: 64,
  rule: 'nucleolus',
  mixedWeights: { proportional_alone: 1, shapley: 1 },
  subsidyFenPerWeek: 0,
  resolvedAssumptions: 0,
};

/**
 * Completes options given in part.
 *
 * @throws StudyError with every problem at once
 */
export function resolveStudyOptions(scenario: Scenario, given: Partial<StudyOptions> = {}): StudyOptions {
  const options = { ...DEFAULTS, ...given };
  const problems = [];
  const players = listPlayers(scenario).length;
  if (players < 2) {
    const message = 'The scenario pools nobody: name at least two carriers in its coalitions.';
    problems.push({ code: 'too_few_carriers', path: '/coalitions', message } as const);
  }
  if (players > MOST_PLAYERS) {
    const message = `The scenario pools ${players} carriers; a study takes at most ${MOST_PLAYERS}.`;
    problems.push({ code: 'too_many_carriers', path: '/coalitions', message } as const);
  }
  if (options.testSeeds < options.costingSeeds) {
    const message = `The ${options.costingSeeds} costing seeds are among the seeds of the test.`;
    problems.push({ code: 'out_of_range', path: '/testSeeds', message } as const);
  }
  if (options.rule === 'mixed' && !Object.values(options.mixedWeights).some((weight) => weight > 0)) {
    const message = 'One weight at least is above zero.';
    problems.push({ code: 'out_of_range', path: '/mixedWeights', message } as const);
  }
  if (problems.length > 0) throw new StudyError(problems);
  return options;
}

/** The carriers whose pool is studied: those in the scenario's coalitions of two or more. */
export function listPlayers({ coalitions }: Scenario): readonly CarrierId[] {
  return coalitions.filter((members) => members.length > 1).flat();
}

/** The scenario of a study's plan: all players in one coalition, with the study's effort and seeds. */
export function toStudyScenario(county: County, scenario: Scenario, options: StudyOptions): Scenario {
  const players = new Set(listPlayers(scenario));
  const inOrder = county.carriers.map(({ id }) => id).filter((id) => players.has(id));
  return { ...scenario, coalitions: [inOrder], seeds: options.costingSeeds, budget: options.budget };
}
