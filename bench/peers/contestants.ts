import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import { ROUTING_SOLVER_VERSION, solveRouting } from '../../src/solver/routing/solve-routing.ts';
import { toExchangeProblem, toProblemCost, type ExchangeProblem } from './exchange-problem.ts';
import { measure, toRoutingSolution, type MeasuredAnswer } from './measured-answer.ts';
import { readPeerAnswer } from './peer-answer.ts';
import { PYTHON, type InstalledPeer } from './python-environment.ts';

/** What a contestant made of one instance with one seed. */
export interface ContestantRun extends Omit<MeasuredAnswer, 'solution'> {
  readonly solution: MeasuredAnswer['solution'] | null;
  /** Wall time of solving. */
  readonly seconds: number;
  /** Cost by the solver's own account, where that is the whole cost. */
  readonly claimedCost: number | null;
  readonly approximations: readonly string[];
  /** Constraints that the solver has no way to state. */
  readonly cannotExpress: readonly string[];
  readonly failure: string | null;
}

/** A solver in the bench; each works in one thread. */
export interface Contestant {
  readonly name: string;
  readonly version: string;
  /** False: the same answer for every seed, so that one run stands for all. */
  readonly takesSeed: boolean;
  solve(problem: PreparedProblem, seconds: number, seed: number): ContestantRun;
}

/** A problem with the file that the peers read, written when first asked for. */
export interface PreparedProblem {
  readonly problem: RoutingProblem;
  readonly exchange: () => { readonly file: string; readonly document: ExchangeProblem };
}

/** The name of our own solver in the bench. */
export const OURS = 'cunda';
/** Time beyond the limit in which a peer has to read, build its model and write, before its process is ended. */
const GRACE_SECONDS = 300;
/** No library of a peer may use a second core. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** Our solver, in this thread. */
export function createOurs(): Contestant {
  return { name: OURS, version: ROUTING_SOLVER_VERSION, takesSeed: true, solve: solveOurs };
}

function solveOurs({ problem }: PreparedProblem, seconds: number, seed: number): ContestantRun {
  const began = performance.now();
  const solution = solveRouting(problem, { seed, stop: { seconds }, now: () => performance.now() });
  const elapsed = (performance.now() - began) / 1000;
  return {
    ...measure(problem, solution),
    seconds: elapsed,
    claimedCost: solution.cost,
    approximations: [],
    cannotExpress: [],
    failure: null,
  };
}

/** A peer, in a Python process of its own for each run. */
export function createPeer({ name, version }: InstalledPeer): Contestant {
  return {
    name,
    version: version ?? 'unknown',
    takesSeed: name !== 'vroom',
    solve: (prepared, seconds, seed) => solveByScript(name, prepared, seconds, seed),
  };
}

function solveByScript(
  name: string,
  { problem, exchange }: PreparedProblem,
  seconds: number,
  seed: number,
): ContestantRun {
  const { file, document } = exchange();
  const answerFile = `${file}.${name}.answer.json`;
  rmSync(answerFile, { force: true });
  const options = { problem: file, answer: answerFile, seconds, seed };
  const script = join(import.meta.dirname, `solve_${name}.py`);
  const outcome = spawnSync(
    PYTHON,
    [script, ...Object.entries(options).flatMap(([option, value]) => [`--${option}`, `${value}`])],
    {
      encoding: 'utf8',
      timeout: (seconds + GRACE_SECONDS) * 1000,
      env: { ...process.env, ...ONE_THREAD, PYTHONDONTWRITEBYTECODE: '1' },
    },
  );
  if (outcome.status !== 0)
    return toFailure(outcome.error?.message ?? outcome.stderr.trim().split('\n').at(-1));
  const answer = readPeerAnswer(readFileSync(answerFile, 'utf8'), problem);
  if (answer.status !== 'answered') {
    return { ...NOTHING, ...answer, status: answer.status, failure: null };
  }
  return {
    ...measure(problem, toRoutingSolution(problem, answer.routes)),
    seconds: answer.seconds,
    claimedCost: answer.claimedCost === null ? null : toProblemCost(document, answer.claimedCost),
    approximations: answer.approximations,
    cannotExpress: answer.cannotExpress,
    failure: null,
  };
}

const NOTHING = { cost: null, vehicles: 0, unserved: 0, violations: {}, solution: null } as const;

function toFailure(failure = 'the process was ended'): ContestantRun {
  return {
    ...NOTHING,
    status: 'failed',
    seconds: 0,
    claimedCost: null,
    approximations: [],
    cannotExpress: [],
    failure,
  };
}

/** Hands a problem to `use` with a temporary exchange file, which is gone afterwards. */
export function withPreparedProblem<Result>(
  problem: RoutingProblem,
  use: (prepared: PreparedProblem) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), 'cunda-peers-'));
  let written: ReturnType<PreparedProblem['exchange']> | null = null;
  const exchange = (): ReturnType<PreparedProblem['exchange']> => {
    if (written === null) {
      const document = toExchangeProblem(problem);
      written = { file: join(folder, 'problem.json'), document };
      writeFileSync(written.file, JSON.stringify(document));
    }
    return written;
  };
  try {
    return use({ problem, exchange });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
