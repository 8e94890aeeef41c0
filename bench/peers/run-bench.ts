import { loadavg } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../src/cli/instance-arguments.ts';
import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import { findBenchRecord, toBenchRecord, writeBenchRecord, type BenchRecord } from './bench-record.ts';
import type { BenchSettings } from './bench-settings.ts';
import { runInterleaved, type BenchInstance, type BestMet, type RunRecord } from './interleaved-run.ts';

const RESULTS = join(import.meta.dirname, '../results');

/** One bench run: what to run, and how it is called in its file. */
export interface BenchRun {
  readonly bench: 'peers' | 'county';
  readonly settings: BenchSettings;
  readonly instances: readonly BenchInstance[];
  /** Instances that cannot be had here, with the reason. */
  readonly missing: readonly string[];
  /** True when not all that the bench consists of is run. */
  readonly isPartial: boolean;
  /** False: nothing is written unless `--json` names a file. */
  readonly isRecorded: boolean;
  readonly onBest?: (best: BestMet, problem: RoutingProblem) => void;
}

/**
 * Runs a bench, prints each run and the standings, and writes the result file anew after every instance, so that what
 * has been measured is kept when the run is broken off.
 */
export async function runBench(run: BenchRun): Promise<void> {
  const { settings, instances, missing } = run;
  if (settings.contestants.length === 0) throw new UsageError('--solvers: none of them can run here');
  if (instances.length === 0) throw new UsageError('there is no such instance');
  for (const { name, absence } of settings.absent) print(`absent: ${name}: ${absence}`);
  for (const line of missing) print(`missing: ${line}`);
  const file = settings.json ?? (run.isRecorded ? toResultFile(run) : null);
  const previous = file === null ? null : findBenchRecord(file);
  const facts = {
    ...settings,
    ...run,
    secondsPerRun: settings.seconds,
    began: new Date(),
    loadBefore: loadavg(),
  };
  const records: RunRecord[] = [];
  let record: BenchRecord | null = null;
  printRow(['instance', 'seed', 'solver', 'cost', 'gap %', 'vehicles', 'seconds', '']);
  await runInterleaved({
    instances,
    contestants: settings.contestants,
    seconds: settings.seconds,
    seeds: settings.seeds,
    onRun: printRun,
    onInstance: (done, best, problem) => {
      records.push(...done);
      if (best !== null) run.onBest?.(best, problem);
      record = toBenchRecord({ ...facts, records }, previous);
      if (file !== null) writeBenchRecord(file, record);
    },
  });
  if (record !== null) printStandings(record);
  if (file !== null) print(`written to ${file}`);
}

function toResultFile({ bench, settings, isPartial }: BenchRun): string {
  const name = bench === 'peers' ? 'peers' : 'county';
  return join(RESULTS, `${name}-${settings.seconds}s${isPartial ? '-partial' : ''}.json`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function printRow(cells: readonly (string | number)[]): void {
  const widths = [22, 4, -8, 14, 9, 8, 8, -1];
  const row = cells.map((cell, index) => {
    const width = widths[index];
    return width < 0 || index === 0 ? `${cell}`.padEnd(Math.abs(width)) : `${cell}`.padStart(width);
  });
  print(row.join(' ').trimEnd());
}

function printRun(record: RunRecord): void {
  const reasons = [
    ...(record.status === 'feasible' ? [] : [record.status.replace('_', ' ').toUpperCase()]),
    ...(record.unserved > 0 ? [`${record.unserved} unserved`] : []),
    ...(record.cannotExpress ?? []),
    ...(record.failure === undefined ? [] : [record.failure]),
  ];
  printRow([
    record.instance,
    record.seed,
    record.solver,
    record.cost ?? '-',
    record.gapPercent?.toFixed(3) ?? '-',
    record.vehicles,
    record.seconds.toFixed(1),
    reasons.join(', '),
  ]);
}

function printStandings({ summary, peerWins }: BenchRecord): void {
  for (const { solver, runs, feasibleRuns, solvedInstances, meanGapPercent, againstOurs } of summary) {
    const gap = meanGapPercent === null ? 'no gap' : `mean gap ${meanGapPercent.toFixed(3)} %`;
    const against =
      againstOurs === null
        ? ''
        : `; on the ${againstOurs.instances} that both solved ${againstOurs.meanGapPercent.toFixed(3)} % against our ${againstOurs.ourMeanGapPercent.toFixed(3)} %`;
    print(
      `${solver}: ${gap} over ${solvedInstances} instances, ${feasibleRuns} of ${runs} runs feasible${against}`,
    );
  }
  for (const { instance, peer, behindPercent } of peerWins) {
    print(
      `behind ${peer} on ${instance}${behindPercent === null ? '' : ` by ${behindPercent.toFixed(3)} %`}`,
    );
  }
}
