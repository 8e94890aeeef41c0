import { gapPercent, type BestKnown } from '../../src/benchmark-instances/best-known.ts';
import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import type { RoutingSolution } from '../../src/solver/routing/solution.ts';
import { withPreparedProblem, type Contestant, type ContestantRun } from './contestants.ts';

/** An instance of the bench. */
export interface BenchInstance {
  readonly name: string;
  readonly family: string;
  /** Read when its turn comes, so that the bench holds one problem at a time. */
  readonly load: () => Promise<LoadedBenchInstance>;
}

export interface LoadedBenchInstance {
  readonly problem: RoutingProblem;
  /** The checker's cost divided by this is in the unit of the best known. */
  readonly costDivisor: number;
  /** Best known before this run; null when nothing is. */
  readonly bestKnown: BestKnown | null;
  /** True: a published value, to which gaps are taken even where a run is better, since conventions differ in decimals. */
  readonly isPublished: boolean;
}

/** One line of the result file. */
export interface RunRecord {
  readonly instance: string;
  readonly family: string;
  readonly clients: number;
  readonly seed: number;
  readonly solver: string;
  readonly status: ContestantRun['status'];
  /** In the unit of the best known; null unless feasible. */
  readonly cost: number | null;
  /** To the published best known; else to the best of everything met before and in this run. */
  readonly gapPercent: number | null;
  readonly vehicles: number;
  readonly unserved: number;
  readonly seconds: number;
  /** By the solver's own account; null where that is not the whole cost. */
  readonly claimedCost: number | null;
  readonly violations?: Readonly<Record<string, number>>;
  readonly approximations?: readonly string[];
  readonly cannotExpress?: readonly string[];
  readonly failure?: string;
}

/** The best feasible answer to an instance in this run. */
export interface BestMet {
  readonly instance: string;
  readonly cost: number;
  readonly vehicles: number;
  readonly solver: string;
  readonly seed: number;
  readonly seconds: number;
  readonly solution: RoutingSolution;
}

/** What to run, and who is told. */
export interface InterleavedPlan {
  readonly instances: readonly BenchInstance[];
  readonly contestants: readonly Contestant[];
  readonly seconds: number;
  readonly seeds: number;
  /** Told of each run as it ends; its gap is to the best known before this run. */
  readonly onRun: (record: RunRecord) => void;
  /** Told of each instance as it ends: its records, with their final gaps, and the best answer. */
  readonly onInstance: (records: readonly RunRecord[], best: BestMet | null, problem: RoutingProblem) => void;
}

interface RawRun {
  readonly seed: number;
  readonly contestant: Contestant;
  readonly run: ContestantRun;
}

const COST_DIGITS = 12;

/**
 * Runs every contestant on every instance with every seed, one at a time: instance by instance, seed by seed, solver by
 * solver, the first solver changing from seed to seed, so that a machine that slows down slows everybody down.
 */
export async function runInterleaved(plan: InterleavedPlan): Promise<void> {
  for (const [index, instance] of plan.instances.entries()) {
    const loaded = await instance.load();
    const runs = runInstance(plan, instance, loaded, index);
    const met = findBest(instance, loaded, runs);
    const reference = findReference(loaded, met);
    const records = runs.map((raw) => toRecord(instance, loaded, raw, reference));
    plan.onInstance(records, met, loaded.problem);
  }
}

function runInstance(
  plan: InterleavedPlan,
  instance: BenchInstance,
  loaded: LoadedBenchInstance,
  index: number,
): readonly RawRun[] {
  return withPreparedProblem(loaded.problem, (prepared) => {
    const runs: RawRun[] = [];
    for (let seed = 1; seed <= plan.seeds; seed++) {
      for (const contestant of rotate(plan.contestants, index + seed)) {
        if (!contestant.takesSeed && seed > 1) continue;
        const raw = { seed, contestant, run: contestant.solve(prepared, plan.seconds, seed) };
        runs.push(raw);
        plan.onRun(toRecord(instance, loaded, raw, loaded.bestKnown));
      }
    }
    return runs;
  });
}

function rotate<Item>(items: readonly Item[], by: number): readonly Item[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

/** The better of two costs of a problem: where vehicles come first, fewer of them. */
function isBetter(problem: RoutingProblem, one: BestKnown, other: BestKnown): boolean {
  const vehicles = (one.vehicles ?? 0) - (other.vehicles ?? 0);
  if (problem.fewestVehiclesFirst === true && vehicles !== 0) return vehicles < 0;
  return one.cost < other.cost;
}

function findBest(
  { name }: BenchInstance,
  { problem, costDivisor }: LoadedBenchInstance,
  runs: readonly RawRun[],
): BestMet | null {
  let best: BestMet | null = null;
  for (const { run, contestant, seed } of runs) {
    const { cost, vehicles, solution } = run;
    if (cost === null || solution === null) continue;
    const figures = { cost: toCost(cost / costDivisor), vehicles };
    if (best !== null && !isBetter(problem, figures, best)) continue;
    const solver = `${contestant.name} ${contestant.version}`;
    best = { instance: name, ...figures, solver, seed, seconds: round(run.seconds), solution };
  }
  return best;
}

function findReference(
  { problem, bestKnown, isPublished }: LoadedBenchInstance,
  met: BestMet | null,
): BestKnown | null {
  if (bestKnown === null || met === null) return bestKnown ?? met;
  return isPublished || !isBetter(problem, met, bestKnown) ? bestKnown : met;
}

function toRecord(
  { name, family }: BenchInstance,
  { problem, costDivisor }: LoadedBenchInstance,
  { seed, contestant, run }: RawRun,
  reference: BestKnown | null,
): RunRecord {
  const cost = run.cost === null ? null : run.cost / costDivisor;
  const objective = problem.fewestVehiclesFirst === true ? 'fewest_vehicles' : 'cost';
  const gap =
    cost === null || reference === null ? null : gapPercent({ objective }, reference, cost, run.vehicles);
  return {
    instance: name,
    family,
    clients: problem.clients.length,
    seed,
    solver: contestant.name,
    status: run.status,
    cost: cost === null ? null : toCost(cost),
    gapPercent: gap === null ? null : Number(gap.toFixed(4)),
    vehicles: run.vehicles,
    unserved: run.unserved,
    seconds: round(run.seconds),
    claimedCost: run.claimedCost === null ? null : toCost(run.claimedCost / costDivisor),
    ...(Object.keys(run.violations).length === 0 ? {} : { violations: run.violations }),
    ...(run.approximations.length === 0 ? {} : { approximations: run.approximations }),
    ...(run.cannotExpress.length === 0 ? {} : { cannotExpress: run.cannotExpress }),
    ...(run.failure === null ? {} : { failure: run.failure }),
  };
}

function toCost(cost: number): number {
  return Number(cost.toPrecision(COST_DIGITS));
}

function round(seconds: number): number {
  return Number(seconds.toFixed(3));
}
