import type { ExternalEngineSettings } from '../network/external/engine-settings.ts';
import type { Database } from '../persistence/database.ts';
import { createStores } from '../persistence/stores.ts';
import type { DatabaseStores } from '../persistence/stores.ts';
import { createPlanJobs } from './plan-jobs.ts';
import type { PlanJobs } from './plan-jobs.ts';
import { openPlanQueue } from './plan-queue.ts';
import type { PlanQueue } from './plan-queue.ts';
import { startPlanWorker } from './plan-worker.ts';
import type { WorkerLog } from './plan-worker.ts';
import { createPlanner } from './planner.ts';
import { createSolverPool } from './solver-pool.ts';
import type { SolverPool } from './solver-pool.ts';

export interface PlanningServiceOptions {
  /** Solver threads for plans of this process; 0 leaves the queue to other processes. */
  readonly workers: number;
  readonly log: WorkerLog;
  /** The engine asked for distances; the embedded one when absent or null. */
  readonly travelEngine?: ExternalEngineSettings | null;
}

/** Stores, queue and threads over one database: what a server or a worker process runs. */
export interface PlanningService {
  readonly stores: DatabaseStores;
  readonly jobs: PlanJobs;
  /** Solver threads; at least one, also where the plans are made elsewhere. */
  readonly solver: SolverPool;
  /** Gives jobs in work back to the queue and ends the threads; the database stays open. */
  stop(): Promise<void>;
}

/** How long an answer is kept for a repeated request; older ones go at the next start. */
const IDEMPOTENCY_MILLISECONDS = 7 * 86_400_000;

/** How long a solved coalition is kept after its last use; older ones go at the next start. */
const COALITION_MILLISECONDS = 90 * 86_400_000;

/** Starts the service on a migrated database. */
export async function startPlanningService(
  database: Database,
  { workers, log, travelEngine = null }: PlanningServiceOptions,
): Promise<PlanningService> {
  const stores = createStores(database);
  const queue = await openPlanQueue(database, {
    onError: (error) => log.warn({ error: String(error) }, 'the queue had trouble'),
  });
  if (database.kind === 'embedded') await recoverJobs(stores, queue, log);
  await stores.idempotencyKeys.forgetBefore(new Date(Date.now() - IDEMPOTENCY_MILLISECONDS));
  await stores.coalitions.forgetUnusedSince(new Date(Date.now() - COALITION_MILLISECONDS));
  const jobs = createPlanJobs(stores, queue);
  const solver = createSolverPool(Math.max(1, workers));
  const planner = createPlanner(solver, travelEngine);
  const worker = workers > 0 ? await startPlanWorker({ stores, queue, planner, log }) : null;
  return {
    stores,
    jobs,
    solver,
    async stop() {
      jobs.close();
      await (worker ?? queue).stop();
      await planner.close();
      await solver.close();
    },
  };
}

/** The embedded database has one process at a time: what is in work at its start was interrupted. */
async function recoverJobs(stores: DatabaseStores, queue: PlanQueue, log: WorkerLog): Promise<void> {
  for (const jobId of await queue.recover()) {
    await stores.jobs.requeue(jobId);
    log.info({ jobId }, 'planning was interrupted and starts again');
  }
}
