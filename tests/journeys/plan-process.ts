/** Queues one job of a small county and works on it. Arguments: a `DatabaseConfig`, iterations. */
import { startPlanningService } from '../../src/jobs/planning-service.ts';
import { openDatabase } from '../../src/persistence/database.ts';
import type { DatabaseConfig } from '../../src/persistence/database.ts';
import { migrate } from '../../src/persistence/migrate.ts';
import { importSmallCounty, smallScenario } from './small-county.ts';

const SILENT = { info() {}, warn() {}, error() {} };

const database = await openDatabase(JSON.parse(process.argv[2]) as DatabaseConfig);
await migrate(database);
const { stores, jobs } = await startPlanningService(database, { workers: 1, log: SILENT });
const imported = await importSmallCounty('999002');
await stores.counties.save(imported);
const scenario = await stores.scenarios.create(
  smallScenario(imported, Number(process.argv[3])),
  imported.datasetHash,
);
const { id } = await jobs.enqueue(scenario);
jobs.subscribe(id, (job) => process.stdout.write(`job ${id} ${job?.state} ${job?.progress.percent}\n`));
