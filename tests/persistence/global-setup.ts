import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { openDatabase } from '../../src/persistence/database.ts';
import { startPostgresServer } from './postgres-server.ts';
import type { PostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers where the run's databases are, and starts them when first asked. */
    databasesUrl: string;
  }
}

/**
 * One PostgreSQL server and one freshly made embedded database for the whole run, made when the first test asks for
 * them: a run that needs no database does not pay for one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let postgres: Promise<PostgresServer> | null = null;
  let template: Promise<string> | null = null;
  const answer = async (path: string): Promise<string> => {
    if (path === '/postgres') return (await (postgres ??= startPostgresServer())).url;
    return await (template ??= makeEmbeddedTemplate());
  };
  const server = createServer((request, response) => {
    answer(request.url ?? '/').then(
      (body) => response.end(body),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  project.provide('databasesUrl', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.close();
    await (await postgres)?.stop();
    if (template) await rm(await template, { recursive: true, force: true });
  };
}

/** A data folder as a first start leaves it; copying it is ten times quicker than making another. */
async function makeEmbeddedTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cunda-template-'));
  const database = await openDatabase({ databaseUrl: null, dataDir: folder });
  await database.close();
  return folder;
}
