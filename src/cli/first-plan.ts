import { join } from 'node:path';

import { importCounty } from '../county-import/import-county.ts';
import { readCountyFolder } from '../county-import/read-county-folder.ts';
import { isFinished } from '../jobs/plan-jobs.ts';
import type { PlanningService } from '../jobs/planning-service.ts';
import { serializeRoadGraph } from '../network/roads/road-graph-bytes.ts';
import type { CountyRecord } from '../persistence/county-store.ts';
import type { JobRecord } from '../persistence/job-store.ts';
import { PersistenceError } from '../persistence/persistence-error.ts';
import type { PlanRecord } from '../persistence/plan-store.ts';
import { buildDefaultScenario } from '../planning/resolve-scenario.ts';

const DEMO_FOLDER = join(import.meta.dirname, '../../data/demo/county');
export const DEMO_COUNTY = '999001';

export interface FirstPlanSteps {
  /** Told when the demo county has been imported. */
  readonly onImported: (county: CountyRecord) => void;
  /** Told when its planning begins, or goes on from an earlier start. */
  readonly onQueued: () => void;
  /** Told how far the job is. */
  readonly onProgress: (job: JobRecord) => void;
}

/**
 * Sees to it that an empty database has the demo county and that the demo county has a plan. A database with other
 * counties is left as it is. Of several processes that start at once on one database, one queues the job.
 *
 * @returns the newest plan of the demo county, or null when there is no demo county
 * @throws Error when the job failed or was cancelled
 */
export async function ensureFirstPlan(
  service: PlanningService,
  steps: FirstPlanSteps,
): Promise<PlanRecord | null> {
  const county = await findOrImportDemo(service, steps);
  if (!county) return null;
  const [plan] = (await service.stores.plans.list(county.code, { limit: 1 })).items;
  if (plan) return plan;
  const queued = await queueFirstJob(service, county);
  steps.onQueued();
  const job = await untilFinished(service, queued, steps);
  if (job.planId === null) throw new Error(job.problem?.message ?? `The job is ${job.state}.`);
  return service.stores.plans.get(job.planId);
}

async function findOrImportDemo(
  { stores }: PlanningService,
  steps: FirstPlanSteps,
): Promise<CountyRecord | null> {
  const { items } = await stores.counties.list({ limit: 1 });
  if (items.length > 0) return stores.counties.find(DEMO_COUNTY);
  const outcome = await importCounty(await readCountyFolder(DEMO_FOLDER));
  if (!outcome.ok) throw new Error(`The demo county is damaged: ${outcome.issues[0].message}`);
  const roads = outcome.roads && serializeRoadGraph(outcome.roads);
  try {
    const county = await stores.counties.save({ ...outcome, roads });
    steps.onImported(county);
    return county;
  } catch (error) {
    if (error instanceof PersistenceError && error.code === 'county_exists')
      return stores.counties.get(DEMO_COUNTY);
    throw error;
  }
}

/** Queues the default scenario, or finds the job that is at it already. */
async function queueFirstJob({ stores, jobs }: PlanningService, county: CountyRecord): Promise<JobRecord> {
  const unfinished = await findUnfinishedJob(stores, county);
  if (unfinished) return unfinished;
  const { county: contents } = await stores.counties.getDataset(county.datasetHash);
  const jobId = await stores.inTransaction(async (inside, db) => {
    const key = `first-plan:${county.datasetHash}:${county.updatedAt}`;
    const earlier = await inside.idempotencyKeys.claim(key, county.datasetHash);
    const known = typeof earlier === 'string' ? await inside.jobs.find(earlier) : null;
    if (known && !isFinished(known)) return known.id;
    const scenario = await inside.scenarios.create(buildDefaultScenario(contents), county.datasetHash);
    const job = await jobs.enqueue(scenario, { stores: inside, db });
    await inside.idempotencyKeys.answer(key, job.id);
    return job.id;
  });
  return stores.jobs.get(jobId);
}

async function findUnfinishedJob(
  stores: PlanningService['stores'],
  county: CountyRecord,
): Promise<JobRecord | null> {
  const { items } = await stores.jobs.list({ limit: 20, countyCode: county.code });
  return items.findLast((job) => !isFinished(job)) ?? null;
}

function untilFinished(service: PlanningService, job: JobRecord, steps: FirstPlanSteps): Promise<JobRecord> {
  return new Promise((resolve, reject) => {
    const unsubscribe = service.jobs.subscribe(job.id, (latest) => {
      if (!latest) reject(new Error('The job was deleted.'));
      else if (isFinished(latest)) resolve(latest);
      else return steps.onProgress(latest);
      unsubscribe();
    });
  });
}
