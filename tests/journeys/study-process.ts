/** Queues one pooling study of a small county and works on it. Arguments: a `DatabaseConfig`, iterations. */
import { setTimeout as sleep } from 'node:timers/promises';

import { startPlanningService } from '../../src/jobs/planning-service.ts';
import { openDatabase } from '../../src/persistence/database.ts';
import type { DatabaseConfig } from '../../src/persistence/database.ts';
import { migrate } from '../../src/persistence/migrate.ts';
import { resolveStudyOptions } from '../../src/planning/pooling-study/study-options.ts';
import { importSmallCounty, smallScenario } from './small-county.ts';

const SILENT = { info() {}, warn() {}, error() {} };

const database = await openDatabase(JSON.parse(process.argv[2]) as DatabaseConfig);
await migrate(database);
const { stores, jobs } = await startPlanningService(database, { workers: 1, log: SILENT });
const iterations = Number(process.argv[3]);
const imported = await importSmallCounty('999002', 3);
await stores.counties.save(imported);
const carriers = imported.county.carriers.slice(0, 4).map(({ id }) => id);
const pooled = { ...smallScenario(imported, 5), coalitions: [carriers] };
const { id } = await stores.inTransaction(async (inside, db) => {
  const scenario = await inside.scenarios.create(pooled, imported.datasetHash);
  const budget = { kind: 'iterations', iterations } as const;
  const options = resolveStudyOptions(scenario.scenario, { budget, costingSeeds: 1, testSeeds: 2 });
  return jobs.enqueueStudy(scenario, options, { stores: inside, db });
});
process.stdout.write(`job ${id}\n`);
for (;;) {
  const { rows } = await database.pool.query<{ kept: number }>(
    'SELECT count(*)::int AS kept FROM coalition_solutions',
  );
  for (let kept = 0; kept <= rows[0].kept; kept++) process.stdout.write(`kept ${kept}\n`);
  await sleep(50);
}
