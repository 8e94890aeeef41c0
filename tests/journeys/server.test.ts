import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openDatabase } from '../../src/persistence/database.ts';
import { createStores } from '../../src/persistence/stores.ts';
import { createTestDatabase } from '../persistence/databases.ts';
import type { TestDatabase } from '../persistence/databases.ts';
import { runFile } from './child-process.ts';
import type { Child } from './child-process.ts';

const DEMO_FOLDER = join(import.meta.dirname, '../../data/demo/county');

describe('npm start', { timeout: 180_000 }, () => {
  let target: TestDatabase;
  let children: Child[];

  beforeEach(async () => {
    target = await createTestDatabase('embedded');
    children = [];
  });
  afterEach(async () => {
    await Promise.all(children.map((child) => child.end('SIGKILL')));
    await target.dispose();
  });

  function start(environment: NodeJS.ProcessEnv = {}): Child {
    const child = runFile('src/main.ts', [], {
      DATA_DIR: target.config.dataDir,
      PORT: '0',
      WORKERS: '1',
      DEMO: 'off',
      ...environment,
    });
    children.push(child);
    return child;
  }

  async function untilListening(child: Child): Promise<string> {
    await child.untilWritten('Cunda listens at ');
    await child.untilWritten('\n');
    return /listens at (\S+)/.exec(child.output())![1];
  }

  async function readState(url: string): Promise<{ health: number; ready: number }> {
    const [health, ready] = await Promise.all([fetch(`${url}/healthz`), fetch(`${url}/readyz`)]);
    return { health: health.status, ready: ready.status };
  }

  test('serves, keeps its folder to itself, and ends at Ctrl-C, which npm passes on twice', async () => {
    const server = start();
    const url = await untilListening(server);
    await server.untilWritten('/openapi.json');
    expect(await readState(url)).toEqual({ health: 200, ready: 200 });

    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('is in use by another process');
    expect(second.output()).not.toContain('    at ');

    process.kill(server.pid, 'SIGINT');
    expect(await server.end('SIGINT')).toBe(0);
    const database = await openDatabase(target.config);
    await database.close();
  });

  /** Listens to the only job's events; resolves once the connection has ended, with what came. */
  async function openEvents(url: string): Promise<{ ended: Promise<string> }> {
    const jobs = (await (await fetch(`${url}/v1/jobs`)).json()) as { items: { id: string }[] };
    const response = await fetch(`${url}/v1/jobs/${jobs.items[0].id}/events`);
    const read = async (): Promise<string> => {
      let text = '';
      try {
        for await (const chunk of response.body!) text += Buffer.from(chunk).toString();
      } catch {
        return text;
      }
      return text;
    };
    return { ended: read() };
  }

  test('says everything that is wrong with the environment, without a stack', async () => {
    const server = start({ PORT: 'http', HOST: '0.0.0.0' });
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain('PORT must be a whole number');
    expect(server.output()).toContain('API_KEYS must hold at least one key');
    expect(server.output()).not.toContain('    at ');
  });

  test('is up but not ready while the first plan is made, and goes on with it after a stop', async () => {
    const first = start({ DEMO: 'on', LOG_LEVEL: 'info' });
    const url = await untilListening(first);
    await first.untilWritten('planning started');
    expect(await readState(url)).toEqual({ health: 200, ready: 503 });
    expect(first.output()).toContain('Imported 雾岭县 (999001): 15 townships, 180 villages');
    const events = await openEvents(url);
    await sleep(500);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(await events.ended).toContain('running');

    const second = start({ DEMO: 'on', LOG_LEVEL: 'info' });
    await second.untilWritten('planning started');
    expect(second.output()).toContain('"attempt":2');
    expect(second.output()).not.toContain('Imported');
  });

  test('imports a whole county or none of it when it is killed', async () => {
    const names = await readdir(DEMO_FOLDER);
    const files = await Promise.all(names.map((name) => readFile(join(DEMO_FOLDER, name))));
    for (const milliseconds of [300, 900]) {
      const server = start();
      const url = await untilListening(server);
      const form = new FormData();
      for (const [index, name] of names.entries()) form.append('files', new Blob([files[index]]), name);
      const upload = fetch(`${url}/v1/counties?replace=true`, { method: 'POST', body: form }).then(
        ({ status }) => status,
        () => null,
      );
      await sleep(milliseconds);
      await server.end('SIGKILL');
      expect([null, 201]).toContain(await upload);

      const database = await openDatabase(target.config);
      expect(['none', 'whole']).toContain(await inspectDemo(createStores(database)));
      await database.close();
    }
  });
});

async function inspectDemo(stores: ReturnType<typeof createStores>): Promise<string> {
  const record = await stores.counties.find('999001').catch(() => null);
  if (!record) return 'none';
  const { county, roadsHash } = await stores.counties.getDataset(record.datasetHash);
  const roads = await stores.counties.getRoads(record.datasetHash);
  const roadsAgree = roads !== null && createHash('sha256').update(roads).digest('hex') === roadsHash;
  return county.demands.length === record.demands && roadsAgree ? 'whole' : 'part';
}
