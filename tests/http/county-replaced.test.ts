import { afterAll, beforeAll, expect, test } from 'vitest';
import { importSmallCounty } from '../journeys/small-county.ts';
import type { TestServer } from './test-server.ts';
import { startTestServer } from './test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ workers: 0, kind: 'postgres' });
});
afterAll(() => server.close());

test('orders and scenarios that meet the replacement of their county are taken all the same', async () => {
  const { counties } = server.service.stores;
  const imported = await importSmallCounty('999401');
  await counties.save(imported);
  const statuses: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    const replaced = counties.save({ ...imported, datasetHash: `replaced-${round}` }, { replace: true });
    const requests = ['plans', 'scenarios', 'plans', 'scenarios'].map((what) =>
      server.post(`/v1/counties/999401/${what}`, { seed: round }).then(({ status }) => status),
    );
    statuses.push(...(await Promise.all(requests)));
    await replaced;
  }
  expect(new Set(statuses)).toEqual(new Set([201, 202]));
});
