import type { Kysely } from 'kysely';

import type { JobRecord } from '../persistence/job-store.ts';
import type { ScenarioRecord } from '../persistence/scenario-store.ts';
import type { Schema } from '../persistence/schema.ts';
import type { DatabaseStores, Stores } from '../persistence/stores.ts';
import type { StudyOptions } from '../planning/pooling-study/study-options.ts';
import { createJobWatch } from './job-watch.ts';
import type { PlanQueue } from './plan-queue.ts';

/** Planning jobs as the API needs them. */
export interface PlanJobs {
  /** Queues the planning of a scenario; with `inside`, in the transaction of these stores. */
  enqueue(
    scenario: ScenarioRecord,
    inside?: { readonly stores: Stores; readonly db: Kysely<Schema> },
  ): Promise<JobRecord>;
  /** Queues a pooling study of a scenario in the transaction of these stores. */
  enqueueStudy(
    scenario: ScenarioRecord,
    options: StudyOptions,
    inside: { readonly stores: Stores; readonly db: Kysely<Schema> },
  ): Promise<JobRecord>;
  /** Asks for the end of a job. @throws PersistenceError `job_not_found` */
  cancel(jobId: string): Promise<JobRecord>;
  /**
   * Tells a listener the job as it is now and after every change, up to its end; null when the job is gone. The
   * function returned ends the subscription.
   */
  subscribe(jobId: string, listener: (job: JobRecord | null) => void): () => void;
  /** Ends all subscriptions. */
  close(): void;
}

export function createPlanJobs(stores: DatabaseStores, queue: PlanQueue): PlanJobs {
  const watch = createJobWatch((ids) => stores.jobs.listByIds(ids));
  const enqueueInside = async (
    scenario: ScenarioRecord,
    inside: { stores: Stores; db: Kysely<Schema> },
  ): Promise<JobRecord> => {
    const job = await inside.stores.jobs.create(scenario);
    await queue.add(job.id, inside.db);
    return job;
  };
  return {
    enqueue: (scenario, inside) =>
      inside
        ? enqueueInside(scenario, inside)
        : stores.inTransaction((inner, db) => enqueueInside(scenario, { stores: inner, db })),
    async enqueueStudy(scenario, options, { stores: inner, db }) {
      const { id } = await inner.jobs.create(scenario, 'pooling_study');
      await inner.studies.create(scenario, id, options);
      await queue.add(id, db);
      return inner.jobs.get(id);
    },
    cancel: (jobId) => stores.jobs.requestCancel(jobId),
    subscribe: watch.subscribe,
    close: watch.close,
  };
}

/** True when nothing more will happen to the job. */
export function isFinished(job: JobRecord): boolean {
  return job.state === 'succeeded' || job.state === 'failed' || job.state === 'cancelled';
}
