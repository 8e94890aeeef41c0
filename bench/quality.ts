import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getFamily, type InstanceFamily } from '../src/benchmark-instances/families.ts';
import { loadInstance, type LoadedInstance } from '../src/benchmark-instances/load-instance.ts';
import { runInstance, type InstanceSolver } from '../src/benchmark-instances/run-instance.ts';
import { parseCount, parsePositive, runCommand, UsageError } from '../src/cli/instance-arguments.ts';
import { createInstanceSolver } from '../src/cli/instance-solver.ts';
import { getClock, type ThreadClock } from '../src/jobs/part-thread.ts';
import type { SolveRoutingOptions } from '../src/solver/routing/solve-routing.ts';

/** How far above the best known value, which may be published rounded, counts as reached. */
const BEST_TOLERANCE = 1e-5;

const USAGE = `Usage: npm run bench:quality -- --dir D --family F --seconds S [--seeds K] [--json FILE]
                              [--threads K] [--max-n N] [--min-n N] [--instances A,B,...] [--clock wall|cpu]
                              [--until-best]

Solves every instance of a family found in D (its folder, or the folder that holds it) and prints cost, best known,
gap and time of each run, and the mean gap. --max-n and --min-n bound the clients of an instance. --clock cpu counts
seconds of the processor time of each thread, for machines that are busy otherwise. Threads are 1 unless given.
--until-best ends a run once it is within ${BEST_TOLERANCE * 100} % of the best known value: it saves time and forgoes what
would be better than that. One thread only, and not for families that count vehicles first.
`;

interface Settings {
  readonly folder: string;
  readonly family: InstanceFamily;
  readonly seconds: number;
  readonly seeds: number;
  readonly json: string | null;
  readonly minClients: number;
  readonly maxClients: number;
  readonly only: ReadonlySet<string> | null;
  /** Monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly clock: ThreadClock;
  readonly threads: number;
  readonly untilBest: boolean;
}

interface RunRecord {
  readonly instance: string;
  readonly seed: number;
  readonly cost: number;
  readonly bks: number | null;
  readonly gapPercent: number | null;
  readonly seconds: number;
  readonly feasible: boolean;
}

function parseSettings(): Settings {
  const { values } = parseArgs({
    options: {
      dir: { type: 'string' },
      family: { type: 'string' },
      seconds: { type: 'string' },
      seeds: { type: 'string', default: '1' },
      json: { type: 'string' },
      'max-n': { type: 'string', default: 'Infinity' },
      'min-n': { type: 'string', default: '1' },
      instances: { type: 'string' },
      clock: { type: 'string', default: 'wall' },
      threads: { type: 'string', default: '1' },
      'until-best': { type: 'boolean', default: false },
    },
  });
  if (values.dir === undefined || values.family === undefined || values.seconds === undefined) {
    throw new UsageError('--dir, --family and --seconds are needed');
  }
  const { clock } = values;
  if (clock !== 'wall' && clock !== 'cpu') throw new UsageError('--clock: wall or cpu');
  const family = getFamily(values.family);
  if (values['until-best'] && (values.threads !== '1' || family.objective === 'fewest_vehicles')) {
    throw new UsageError('--until-best: for one thread, and not where vehicles come first');
  }
  return {
    family,
    folder: findFolder(values.dir, family),
    seconds: parsePositive(values.seconds, 'seconds'),
    seeds: parseCount(values.seeds, 'seeds'),
    json: values.json ?? null,
    minClients: parsePositive(values['min-n'], 'min-n'),
    maxClients: parsePositive(values['max-n'], 'max-n'),
    only: values.instances === undefined ? null : new Set(values.instances.split(',')),
    now: getClock(clock),
    clock,
    threads: parseCount(values.threads, 'threads'),
    untilBest: values['until-best'],
  };
}

function findFolder(dir: string, family: InstanceFamily): string {
  if (!existsSync(dir)) throw new UsageError(`--dir: there is no folder ${dir}`);
  const inner = join(dir, family.name);
  return existsSync(inner) ? inner : dir;
}

function listInstances({ folder, family, only }: Settings): readonly string[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(family.extension) && file !== 'format.txt')
    .map((file) => file.slice(0, -family.extension.length))
    .filter((name) => only === null || only.has(name));
  if (names.length === 0) throw new UsageError(`there is no instance of ${family.name} in ${folder}`);
  return names.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

function printRow(cells: readonly (string | number)[]): void {
  const widths = [18, 6, 16, 16, 10, 9, 9, 0];
  const row = cells.map((cell, index) =>
    index === 0 ? `${cell}`.padEnd(widths[0]) : `${cell}`.padStart(widths[index]),
  );
  process.stdout.write(`${row.join(' ').trimEnd()}\n`);
}

/** Cancels a search once it has reached the best known value. */
function watchForBest({
  bestKnown,
  costDivisor,
}: LoadedInstance): Pick<SolveRoutingOptions, 'onProgress' | 'isCancelled'> {
  if (bestKnown === null) return {};
  const enough = bestKnown.cost * costDivisor * (1 + BEST_TOLERANCE);
  let reached = false;
  return {
    onProgress: ({ bestCost, feasible }) => (reached ||= feasible && bestCost <= enough),
    isCancelled: () => reached,
  };
}

async function runAll(settings: Settings, solve: InstanceSolver): Promise<readonly RunRecord[]> {
  const { folder, family, seconds, seeds } = settings;
  printRow(['instance', 'seed', 'cost', 'best known', 'gap %', 'vehicles', 'seconds', '']);
  const records: RunRecord[] = [];
  const timer = settings.threads === 1 ? settings.now : () => performance.now();
  const names = listInstances(settings);
  for (const [index, name] of names.entries()) {
    const loaded = loadInstance(join(folder, `${name}${family.extension}`), family.name);
    const clients = loaded.instance.problem.clients.length;
    if (clients < settings.minClients || clients > settings.maxClients) continue;
    for (let seed = 1; seed <= seeds; seed++) {
      if (process.stderr.isTTY)
        process.stderr.write(`\r\u001b[K${name}, seed ${seed} (${index + 1}/${names.length})`);
      const options = {
        seed,
        stop: { seconds },
        now: settings.now,
        ...(settings.untilBest && watchForBest(loaded)),
      };
      const run = await runInstance(loaded, options, timer, solve);
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      const bks = loaded.bestKnown?.cost ?? null;
      const vehicles = loaded.bestKnown?.vehicles ?? null;
      records.push({
        instance: name,
        seed,
        cost: run.cost,
        bks,
        gapPercent: run.gapPercent === null ? null : Number(run.gapPercent.toFixed(6)),
        seconds: Number(run.seconds.toFixed(3)),
        feasible: run.feasible,
      });
      printRow([
        name,
        seed,
        run.cost,
        bks ?? '-',
        run.gapPercent?.toFixed(3) ?? '-',
        vehicles === null ? run.vehicles : `${run.vehicles}/${vehicles}`,
        run.seconds.toFixed(1),
        run.feasible ? '' : 'NOT FEASIBLE',
      ]);
    }
  }
  return records;
}

async function main(): Promise<void> {
  const settings = parseSettings();
  const solver = createInstanceSolver(settings.threads, settings.clock);
  const runs = await runAll(settings, solver.solve);
  await solver.close();
  if (runs.length === 0) throw new UsageError('no instance is within --min-n and --max-n');
  const gaps = runs.flatMap(({ gapPercent }) => (gapPercent === null ? [] : [gapPercent]));
  const mean = gaps.length === 0 ? null : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const meanGapPercent = mean === null ? null : Number(mean.toFixed(6));
  const failures = runs.filter(({ feasible }) => !feasible).length;
  process.stdout.write(
    `mean gap ${mean === null ? 'unknown' : `${mean.toFixed(3)} %`} over ${gaps.length} runs, ${failures} not feasible\n`,
  );
  const { family, seconds, seeds, threads, untilBest, json } = settings;
  if (json !== null) {
    writeFileSync(
      json,
      `${JSON.stringify({ family: family.name, seconds, seeds, threads, untilBest, meanGapPercent, runs }, null, 1)}\n`,
    );
  }
  if (failures > 0) process.exitCode = 1;
}

await runCommand(USAGE, main);
