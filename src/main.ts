import { createProgressLine } from './cli/progress-line.ts';
import { explainStartError } from './cli/explain-error.ts';
import { ensureFirstPlan } from './cli/first-plan.ts';
import { openLog } from './cli/open-log.ts';
import { runUntilSignal } from './cli/run-until-signal.ts';
import type { ProcessEnd } from './cli/run-until-signal.ts';
import { parseConfig } from './config.ts';
import type { Config } from './config.ts';
import type { Readiness } from './http/app-dependencies.ts';
import { startPlanningService } from './jobs/planning-service.ts';
import type { PlanningService } from './jobs/planning-service.ts';
import { openDatabase } from './persistence/database.ts';
import { migrate } from './persistence/migrate.ts';
import type { PlanRecord } from './persistence/plan-store.ts';
import { toComparisonTable } from './report/comparison-table.ts';

/** `npm start`: the API, the page, and a worker in the same process. */
async function serve(open: AsyncDisposableStack, end: ProcessEnd): Promise<void> {
  const config = parseConfig(process.env);
  const log = openLog(config.logLevel);
  const opening = openDatabase({
    ...config,
    onConnectionLost: (error) => log.warn({ error: String(error) }, 'a database connection was lost'),
  });
  // The API's modules load while the database opens in its thread.
  const [database, { buildApp }] = await Promise.all([opening, import('./http/app.ts')]);
  open.defer(() => database.close());
  if (end.isRequested()) return;
  await migrate(database);
  const { workers, travelEngine } = config;
  const service = await startPlanningService(database, { workers, log, travelEngine });
  open.defer(() => service.stop());

  let readiness: Readiness = { ready: false, reason: 'The first plan is being made.' };
  const app = await buildApp({
    settings: config,
    stores: service.stores,
    jobs: service.jobs,
    solver: service.solver,
    readiness: () => readiness,
    log,
  });
  open.defer(() => app.close());
  if (end.isRequested()) return;
  const url = await app.listen({ host: config.host, port: config.port });
  print(`Cunda listens at ${url}`);

  const prepare = async (): Promise<void> => {
    try {
      await showFirstPlan(config, service, url);
      readiness = { ready: true, reason: null };
    } catch (error) {
      if (end.isRequested()) return;
      readiness = { ready: false, reason: `The first plan failed: ${toMessage(error)}` };
      log.error({ error: toMessage(error) }, 'the first plan failed');
    }
  };
  await Promise.race([end.requested, prepare().then(() => end.requested)]);
  print('Stopping.');
}

async function showFirstPlan(config: Config, service: PlanningService, url: string): Promise<void> {
  const plan = config.demo ? await makeFirstPlan(service) : null;
  if (plan) {
    const { county } = await service.stores.counties.getDataset(plan.datasetHash);
    print(`\n${county.name} (${county.code}), plan ${plan.id}\n`);
    print(toComparisonTable(plan.comparison, county.carriers, { estimated: plan.travel.estimated }));
  }
  print(toAddresses(url, plan));
}

async function makeFirstPlan(service: PlanningService): Promise<PlanRecord | null> {
  const line = createProgressLine(process.stdout, 'Planning the demo county');
  try {
    return await ensureFirstPlan(service, {
      onImported: (county) =>
        print(
          `Imported ${county.name} (${county.code}): ${county.townships} townships, ${county.villages} villages.`,
        ),
      onQueued: () =>
        print('Planning it as operated, each carrier alone, and pooled: about a minute on two cores.'),
      onProgress: ({ progress }) => line.update(progress),
    });
  } finally {
    line.end();
  }
}

function toAddresses(url: string, plan: PlanRecord | null): string {
  const addresses = [
    ['the county on a map', `${url}/`],
    ['the API, to try out', `${url}/docs`],
    ['OpenAPI 3.1', `${url}/openapi.json`],
    ...(plan ? [['the trips as GeoJSON', `${url}/v1/plans/${plan.id}/routes.geojson`]] : []),
  ];
  return `\n${addresses.map(([what, where]) => `  ${what.padEnd(22)} ${where}`).join('\n')}\n`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

await runUntilSignal(serve, explainStartError);
