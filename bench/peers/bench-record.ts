import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import type { Contestant } from './contestants.ts';
import { OURS } from './contestants.ts';
import type { RunRecord } from './interleaved-run.ts';
import { PYTHON } from './python-environment.ts';
import { findPeerWins, summarise, type PeerWin, type SolverSummary } from './standings.ts';

/** A solver of the run; `absence` says why it did not take part. */
export interface SolverRecord {
  readonly name: string;
  readonly version: string | null;
  readonly threads: 1;
  readonly absence: string | null;
}

/** The result file of one interleaved run. */
export interface BenchRecord {
  readonly bench: string;
  readonly date: string;
  readonly command: string;
  readonly machine: Readonly<Record<string, unknown>>;
  readonly versions: Readonly<Record<string, string | null>>;
  readonly secondsPerRun: number;
  readonly seeds: number;
  readonly solvers: readonly SolverRecord[];
  /** Instances that could not be made or read here, with the reason. */
  readonly missing: readonly string[];
  readonly summary: readonly SolverSummary[];
  /** Where a peer's mean is better than ours; `likelyCause` is written by hand and kept when the file is written anew. */
  readonly peerWins: readonly PeerWin[];
  readonly runs: readonly RunRecord[];
}

/** What the caller knows of a run. */
export interface RunFacts {
  readonly bench: string;
  readonly began: Date;
  readonly loadBefore: readonly number[];
  readonly secondsPerRun: number;
  readonly seeds: number;
  readonly contestants: readonly Contestant[];
  readonly absent: readonly { readonly name: string; readonly absence: string }[];
  readonly missing: readonly string[];
  readonly records: readonly RunRecord[];
}

/** Puts a run together with the machine it ran on; `previous` gives the causes noted in an earlier file. */
export function toBenchRecord(facts: RunFacts, previous: BenchRecord | null): BenchRecord {
  const present = facts.contestants.map(({ name, version }) => ({
    name,
    version,
    threads: 1 as const,
    absence: null,
  }));
  const absent = facts.absent.map((peer) => ({ ...peer, version: null, threads: 1 as const }));
  return {
    bench: facts.bench,
    date: facts.began.toISOString(),
    command: `npm run bench:${facts.bench} -- ${process.argv.slice(2).join(' ')}`.trim(),
    machine: describeMachine(facts.loadBefore),
    versions: { node: process.version, python: findPythonVersion() },
    secondsPerRun: facts.secondsPerRun,
    seeds: facts.seeds,
    solvers: [...present, ...absent],
    missing: facts.missing,
    summary: summarise(facts.records, OURS),
    peerWins: findPeerWins(facts.records, OURS, previous?.peerWins ?? []),
    runs: facts.records,
  };
}

/** The record of an earlier run in a file, or null. */
export function findBenchRecord(file: string): BenchRecord | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BenchRecord) : null;
}

/** Writes a record with one run a line. */
export function writeBenchRecord(file: string, record: BenchRecord): void {
  const { runs, ...rest } = record;
  const head = JSON.stringify(rest, null, 1).replace(/\n\}$/, '');
  const lines = runs.map((run) => `  ${JSON.stringify(run)}`);
  writeFileSync(file, `${head},\n "runs": [\n${lines.join(',\n')}\n ]\n}\n`);
}

function describeMachine(loadBefore: readonly number[]): Readonly<Record<string, unknown>> {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${platform()} ${release()} ${process.arch}`,
    loadBefore: loadBefore.map((load) => Number(load.toFixed(2))),
    loadAfter: loadavg().map((load) => Number(load.toFixed(2))),
  };
}

function findPythonVersion(): string | null {
  if (!existsSync(PYTHON)) return null;
  const { stdout } = spawnSync(PYTHON, ['--version'], { encoding: 'utf8' });
  return stdout?.trim().replace(/^Python /, '') ?? null;
}
