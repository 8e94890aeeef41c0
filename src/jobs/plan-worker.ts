import { toForgivingCache } from '../network/routing/hierarchy-cache.ts';
import type { JobProblem, JobRecord } from '../persistence/job-store.ts';
import type { DatabaseStores } from '../persistence/stores.ts';
import { createCancelFlag } from './cancel-flag.ts';
import type { CancelFlag } from './cancel-flag.ts';
import type { HandedJob, PlanQueue } from './plan-queue.ts';
import type { Planner } from './planner.ts';
import type { PlanningProgress } from '../planning/planning-ports.ts';
import type { PlanningOutcome } from './planning-thread.ts';

/** What a worker tells its log. */
export interface WorkerLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface PlanWorkerParts {
  readonly stores: DatabaseStores;
  readonly queue: PlanQueue;
  readonly planner: Planner;
  readonly log: WorkerLog;
  /** Jobs worked on at once; 1 when absent. */
  readonly concurrency?: number;
  /** Between two reports of a job's progress; 250 when absent. */
  readonly reportMilliseconds?: number;
}

/** A worker that takes planning jobs until it is stopped. */
export interface PlanWorker {
  /** Interrupts the jobs in work and gives them back to the queue. */
  stop(): Promise<void>;
}

/**
 * Starts taking jobs.
 *
 * A job may be worked on twice, by a worker that was taken for dead and by its successor. Reports and ends carry the
 * attempt's number, and the plan is stored under the job's id in the transaction that ends the job, so that the
 * effect happens once.
 */
export async function startPlanWorker(parts: PlanWorkerParts): Promise<PlanWorker> {
  const running = new Set<CancelFlag>();
  let stopping = false;
  await parts.queue.workExhausted(({ id }) => giveUp(parts, id));
  await parts.queue.work(async (handed) => {
    const cancel = createCancelFlag();
    running.add(cancel);
    try {
      await runJob(parts, handed, cancel, () => stopping);
    } finally {
      running.delete(cancel);
    }
  }, parts.concurrency ?? 1);
  return {
    async stop() {
      stopping = true;
      for (const cancel of running) cancel.raise();
      await parts.queue.stop();
    },
  };
}

async function runJob(
  parts: PlanWorkerParts,
  handed: HandedJob,
  cancel: CancelFlag,
  isStopping: () => boolean,
): Promise<void> {
  const { stores, log } = parts;
  const jobId = handed.id;
  const job = await stores.jobs.start(jobId);
  if (!job) return;
  log.info({ jobId, attempt: job.attempts }, 'planning started');
  const reports = startReports(parts, job, cancel);
  let outcome: PlanningOutcome;
  try {
    outcome = await planJob(parts, job, cancel, (progress) => reports.take(progress));
  } finally {
    await reports.stop();
  }
  if (isStopping() && outcome.kind === 'cancelled' && reports.order() !== 'cancel') {
    await stores.inTransaction(async (inside, db) => {
      if (await inside.jobs.requeue(jobId, job.attempts)) await handed.giveBack(db);
    });
    log.info({ jobId, attempt: job.attempts }, 'the worker was stopped, planning goes back to the queue');
    return;
  }
  const ended = await endJob(stores, job, outcome);
  log.info({ jobId, attempt: job.attempts, outcome: outcome.kind, ended }, 'planning ended');
  if (outcome.kind === 'failed')
    log.error({ jobId, code: outcome.code, stack: outcome.stack }, outcome.message);
}

async function planJob(
  { stores, planner, log }: PlanWorkerParts,
  job: JobRecord,
  cancel: CancelFlag,
  onProgress: (progress: PlanningProgress) => void,
): Promise<PlanningOutcome> {
  if (job.cancelRequested) return { kind: 'cancelled' };
  const { scenario, datasetHash } = await stores.scenarios.get(job.scenarioId);
  const { county } = await stores.counties.getDataset(datasetHash);
  const roads = await stores.counties.getRoads(datasetHash);
  const study = job.kind === 'pooling_study' ? (await stores.studies.getByJob(job.id)).options : null;
  const coalitions = {
    find: (key: string) => stores.coalitions.find(county.code, key),
    save: (key: string, packed: Uint8Array) => stores.coalitions.save(county.code, key, packed),
  };
  const hierarchies = toForgivingCache(stores.hierarchies, (error) =>
    log.warn({ jobId: job.id, error: String(error) }, 'road hierarchies are not kept'),
  );
  const input = { county, datasetHash, roads, scenario, study };
  return planner.plan(input, cancel, onProgress, coalitions, hierarchies);
}

async function endJob(stores: DatabaseStores, job: JobRecord, outcome: PlanningOutcome): Promise<boolean> {
  if (outcome.kind === 'cancelled') return stores.jobs.cancelled(job.id, job.attempts);
  if (outcome.kind === 'failed') {
    return stores.jobs.fail(job.id, job.attempts, { code: outcome.code, message: outcome.message });
  }
  return stores.inTransaction(async (inside) => {
    const ended = await inside.jobs.succeed(job.id, job.attempts);
    if (!ended) return false;
    const plan = await inside.plans.save(outcome.document, { scenarioId: job.scenarioId, jobId: job.id });
    if (outcome.study) {
      const { id } = await inside.studies.getByJob(job.id);
      await inside.studies.complete(id, plan.id, outcome.study);
    }
    return true;
  });
}

async function giveUp({ stores, log }: PlanWorkerParts, jobId: string): Promise<void> {
  const problem: JobProblem = {
    code: 'job_attempts_exhausted',
    message:
      'The workers that took this job all ended before it was done. Try a smaller budget or more memory.',
  };
  if (await stores.jobs.giveUp(jobId, problem)) log.error({ jobId }, problem.message);
}

/** Writes progress and reads orders at fixed intervals, one write at a time. */
function startReports(parts: PlanWorkerParts, job: JobRecord, cancel: CancelFlag) {
  let progress: PlanningProgress = { done: 0, total: 0, step: 'loading' };
  let order: 'continue' | 'cancel' | 'superseded' = 'continue';
  let writing: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    try {
      order = await parts.stores.jobs.report(job.id, job.attempts, progress);
      if (order !== 'continue') cancel.raise();
    } catch (error) {
      parts.log.warn({ jobId: job.id, error: String(error) }, 'progress could not be written');
    }
    writing = null;
  };
  const timer = setInterval(() => {
    writing ??= write();
  }, parts.reportMilliseconds ?? 250);
  return {
    take(latest: PlanningProgress) {
      progress = latest;
    },
    order: () => order,
    async stop() {
      clearInterval(timer);
      await writing;
    },
  };
}
