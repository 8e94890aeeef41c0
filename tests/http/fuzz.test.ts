import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSmallCounty } from '../journeys/small-county.ts';
import type { TestServer } from './test-server.ts';
import { startTestServer } from './test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ settings: { requestsPerMinute: 100_000 } });
  await server.service.stores.counties.save(await importSmallCounty('999501'));
});
afterAll(() => server.close());

/** Values that code tends to stumble over, beside any JSON. */
const oddValue = fc.oneof(
  fc.constantFrom(
    null,
    '',
    '__proto__',
    'constructor',
    '00:00',
    '24:00',
    0,
    -1,
    1e308,
    2 ** 53,
    [],
    {},
    [[]],
    true,
  ),
  fc.jsonValue(),
);

/** A valid body with one member anywhere replaced, left out or added. */
function mutations(body: object): fc.Arbitrary<unknown> {
  const paths = listPaths(body);
  return fc.tuple(fc.constantFrom(...paths), oddValue, fc.boolean()).map(([path, value, leaveOut]) => {
    const copy = structuredClone(body);
    const parent = path
      .slice(0, -1)
      .reduce<Record<string, unknown>>(
        (node, key) => node[key] as Record<string, unknown>,
        copy as Record<string, unknown>,
      );
    const key = path[path.length - 1];
    if (leaveOut) delete parent[key];
    else parent[key] = value;
    return copy;
  });
}

function listPaths(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const own = [...path, key];
    return [own].concat(listPaths(member, own) as string[][]);
  });
}

const problem = {
  bases: [{ id: 'depot', position: [110.1, 30.2], window: ['05:00', '20:00'], loadingMinutes: 10 }],
  clients: [
    {
      id: 'a',
      position: [110.12, 30.2],
      delivery: { kg: 5, litres: 9 },
      windows: [['08:00', '12:00']],
      serviceMinutes: 4,
    },
    {
      id: 'b',
      position: [110.14, 30.2],
      pickup: { kg: 5 },
      handlingClass: 'chilled',
      prizeFen: 100,
      vehicleTypeIds: ['van'],
    },
  ],
  vehicleTypes: [
    {
      id: 'van',
      count: 1,
      capacity: { kg: 50 },
      startBaseId: 'depot',
      endBaseId: 'depot',
      maxTrips: 2,
      maxHours: 9,
      maxKm: 90,
    },
  ],
  seed: 3,
  budget: { kind: 'iterations', iterations: 5 },
};
const matrices = {
  ...problem,
  matrices: {
    van: {
      metres: [
        [0, 5],
        [5, 0],
      ],
      seconds: [
        [0, 1],
        [1, 0],
      ],
    },
  },
  bases: [{ id: 'depot', matrixIndex: 0 }],
  clients: [{ id: 'a', matrixIndex: 1 }],
};
const scenario = {
  name: 'x',
  coalitions: [],
  closedSiteIds: [],
  openSiteIds: ['T1'],
  vehicleCounts: {},
  prices: { fenPerKmFactor: 1 },
  minVisitsPerWeek: 3,
  budget: { kind: 'iterations', iterations: 5 },
};

describe('a body that is a little wrong', () => {
  test.each([
    ['/v1/solve/routing', problem],
    ['/v1/solve/routing', matrices],
    [
      '/v1/matrix',
      {
        points: [
          [110, 30],
          [110.1, 30],
        ],
        profile: 'van',
        detourFactor: 1.5,
        countyCode: '999501',
      },
    ],
    [
      '/v1/route',
      {
        points: [
          [110, 30],
          [110.1, 30],
        ],
        profile: 'van',
        simplifyMetres: 5,
        countyCode: '999501',
      },
    ],
    [
      '/v1/isoline',
      { countyCode: '999501', point: [110, 30], minutes: [5, 10], profile: 'van', reachMetres: 100 },
    ],
    ['/v1/counties/999501/scenarios', scenario],
  ])('gets an answer or a coded refusal, never a 500: %s %#', async (path, body) => {
    await fc.assert(
      fc.asyncProperty(mutations(body), async (mutated) => {
        const response = await server.post(path, mutated);
        const answer = (await response.json()) as { code?: string };
        expect({ mutated, answer, fault: response.status >= 500 }).toMatchObject({ fault: false });
      }),
      { numRuns: 120 },
    );
  });
});

describe('an address with anything in it', () => {
  test('gets an answer or a coded refusal, never a 500', async () => {
    const templates = [
      '/v1/counties/$',
      '/v1/plans/$/routes.csv',
      '/v1/jobs/$/events',
      '/v1/jobs?cursor=$',
      '/v1/counties?limit=$',
      '/table/v1/driving/$',
      '/route/v1/driving/110,30;110.1,30?overview=$',
      '/table/v1/driving/110,30;110.1,30?sources=$',
      '/tiles/$/0/0.mvt',
      '/tiles.json?v=$',
      '/v1/counties/999501/network/diagnosis?hub=$',
    ];
    const part = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('999501', '..', '%00', "'", '0x10', '1e3', '-0'),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...templates), part, async (template, text) => {
        const path = template.replace('$', () => encodeURIComponent(text));
        const { status } = await server.get(path);
        expect({ path, fault: status >= 500 }).toEqual({ path, fault: false });
      }),
      { numRuns: 300 },
    );
  });
});
