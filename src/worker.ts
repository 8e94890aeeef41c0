import { explainStartError } from './cli/explain-error.ts';
import { openLog } from './cli/open-log.ts';
import { runUntilSignal } from './cli/run-until-signal.ts';
import type { ProcessEnd } from './cli/run-until-signal.ts';
import { ConfigError, parseConfig } from './config.ts';
import { startPlanningService } from './jobs/planning-service.ts';
import { openDatabase } from './persistence/database.ts';
import { migrate } from './persistence/migrate.ts';

/** `npm run worker`: takes planning jobs from the queue of a PostgreSQL server; any number may run. */
async function work(open: AsyncDisposableStack, end: ProcessEnd): Promise<void> {
  const config = parseConfig({ ...process.env, HOST: '127.0.0.1' });
  if (config.databaseUrl === null) {
    throw new ConfigError([
      { name: 'DATABASE_URL', message: 'must name the PostgreSQL server whose queue this worker serves.' },
    ]);
  }
  const log = openLog(config.logLevel);
  const database = await openDatabase({
    ...config,
    onConnectionLost: (error) => log.warn({ error: String(error) }, 'a database connection was lost'),
  });
  open.defer(() => database.close());
  await migrate(database);
  const workers = Math.max(1, config.workers);
  const service = await startPlanningService(database, { workers, log, travelEngine: config.travelEngine });
  open.defer(() => service.stop());
  log.info({ workers }, 'waiting for planning jobs');
  await end.requested;
}

await runUntilSignal(work, explainStartError);
