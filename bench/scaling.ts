import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import {
  parseCount,
  parsePositive,
  parseWhole,
  runCommand,
  UsageError,
} from '../src/cli/instance-arguments.ts';
import { getClock } from '../src/jobs/part-thread.ts';
import { prepareSearch } from '../src/solver/routing/prepare-search.ts';
import { Random } from '../src/solver/routing/random.ts';
import { Annealing, annealingUnit } from '../src/solver/routing/ruin-recreate/annealing.ts';
import { Incumbent } from '../src/solver/routing/ruin-recreate/incumbent.ts';
import { annealRoutes, startSearch } from '../src/solver/routing/ruin-recreate/search-routes.ts';
import { SearchBudget } from '../src/solver/routing/search-budget.ts';
import { generateInstance } from './generate-instance.ts';

const USAGE = `Usage: npm run bench:scaling -- [--sizes N,N,...] [--effort I] [--seed N] [--json FILE]

Solves one generated problem of each size (100, 300, 1000, 3000 and 10000 clients unless given), each in a process of
its own on one thread, with I iterations per client (200 unless given) and again with three times as many. Prints
processor seconds by stage, the largest memory, the cost and by how much the longer search was cheaper, and the exponent e
of size^e that fits each figure best.
`;

/** Figures of one size; seconds are processor time of the thread. */
interface ScalingRecord {
  readonly clients: number;
  readonly generateSeconds: number;
  readonly prepareSeconds: number;
  readonly firstSeconds: number;
  readonly firstCost: number;
  readonly searchSeconds: number;
  readonly iterations: number;
  readonly cost: number;
  readonly longerCost: number;
  /** By how much the first solution and the search are dearer than the longer search, in per cent. */
  readonly firstGapPercent: number;
  readonly gapPercent: number;
  /** Longest stretch in which preparation and search looked at no cancellation. */
  readonly longestSilenceMilliseconds: number;
  readonly problemMegabytes: number;
  readonly peakMegabytes: number;
}

const FITTED = ['prepareSeconds', 'firstSeconds', 'searchSeconds', 'peakMegabytes'] as const;
const LONGER = 3;

function measure(clients: number, effort: number, seed: number): ScalingRecord {
  const clock = getClock('cpu');
  let last = clock();
  const lap = (): number => {
    const since = last;
    last = clock();
    return (last - since) / 1000;
  };
  const problem = generateInstance(clients, seed);
  const generateSeconds = lap();
  const iterations = effort * clients;
  const silence = new Silence(clock);
  const isCancelled = (): boolean => silence.end();
  const granted = new SearchBudget({ seed, stop: { iterations }, isCancelled });
  const prepared = prepareSearch({ problem, initial: [], heads: [] }, granted);
  if (prepared === null) throw new Error('a search with iterations left ended before it began');
  const prepareSeconds = lap();
  const search = (limit: number) => {
    lap();
    const random = new Random(seed);
    const budget = new SearchBudget({ seed, stop: { iterations: limit }, isCancelled });
    const work = startSearch(prepared, random, budget);
    const firstSeconds = lap();
    const firstCost = work.objective;
    const best = new Incumbent(work.state.slots, false);
    best.offer(work);
    annealRoutes(work, best, new Annealing(annealingUnit(work.state)), budget, random, () => {});
    return { firstSeconds, firstCost, searchSeconds: lap(), cost: best.cost };
  };
  const { firstSeconds, firstCost, searchSeconds, cost } = search(iterations);
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const longerCost = search(LONGER * iterations).cost;
  return {
    clients,
    generateSeconds,
    prepareSeconds,
    firstSeconds,
    firstCost,
    searchSeconds,
    iterations,
    cost,
    longerCost,
    firstGapPercent: 100 * (firstCost / longerCost - 1),
    gapPercent: 100 * (cost / longerCost - 1),
    longestSilenceMilliseconds: silence.longest,
    problemMegabytes: problem.matrices[0].distances.byteLength / 2 ** 20,
    peakMegabytes,
  };
}

/** Keeps the longest time between two ends of silence, from its making on. */
class Silence {
  longest = 0;
  private readonly clock: () => number;
  private last: number;

  constructor(clock: () => number) {
    this.clock = clock;
    this.last = clock();
  }

  /** Always false: nothing is cancelled. */
  end(): boolean {
    const time = this.clock();
    this.longest = Math.max(this.longest, time - this.last);
    this.last = time;
    return false;
  }
}

/** Exponent of the power of the size that fits best: the slope between logarithms by least squares. */
function fitExponent(records: readonly ScalingRecord[], of: (typeof FITTED)[number]): number {
  const points = records.map((record) => [Math.log(record.clients), Math.log(Math.max(record[of], 1e-4))]);
  const mean = (axis: 0 | 1): number => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const across = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return across / points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}

function printRow(cells: readonly (string | number)[]): void {
  process.stdout.write(`${cells.map((cell) => `${cell}`.padStart(12)).join('')}\n`);
}

function main(): void {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '100,300,1000,3000,10000' },
      effort: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const effort = parsePositive(values.effort, 'effort');
  const seed = parseWhole(values.seed, 'seed');
  if (values.only !== undefined) {
    process.stdout.write(JSON.stringify(measure(parseCount(values.only, 'only'), effort, seed)));
    return;
  }
  const sizes = values.sizes.split(',').map((size) => parseCount(size, 'sizes'));
  if (new Set(sizes).size < 2) throw new UsageError('--sizes: name two sizes or more');
  printRow([
    'clients',
    'prepare s',
    'first s',
    'search s',
    'iterations',
    'first gap %',
    'gap %',
    'silence ms',
    'peak MB',
  ]);
  const records = sizes.map((clients) => {
    const args = [import.meta.filename, '--only', `${clients}`, '--effort', `${effort}`, '--seed', `${seed}`];
    const record: ScalingRecord = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
    const { prepareSeconds, firstSeconds, searchSeconds, firstGapPercent, gapPercent, peakMegabytes } =
      record;
    const seconds = [prepareSeconds, firstSeconds, searchSeconds].map((value) => value.toFixed(3));
    const gaps = [firstGapPercent, gapPercent].map((value) => value.toFixed(2));
    printRow([
      clients,
      ...seconds,
      record.iterations,
      ...gaps,
      record.longestSilenceMilliseconds.toFixed(0),
      peakMegabytes.toFixed(0),
    ]);
    return record;
  });
  const exponents = Object.fromEntries(FITTED.map((of) => [of, fitExponent(records, of)]));
  const [prepare, first, search, peak] = FITTED.map((of) => exponents[of].toFixed(2));
  printRow(['exponent', prepare, first, search, '', '', '', '', peak]);
  if (values.json === undefined) return;
  const machine = { processor: cpus()[0].model, node: process.version };
  writeFileSync(values.json, `${JSON.stringify({ machine, effort, seed, exponents, records }, null, 1)}\n`);
}

await runCommand(USAGE, main);
