import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSmallCounty } from '../journeys/small-county.ts';
import type { TestServer } from './test-server.ts';
import { readProblem, startTestServer } from './test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await server.service.stores.counties.save(await importSmallCounty('999301'));
});
afterAll(() => server.close());

const ITERATIONS = { kind: 'iterations', iterations: 200 };

const depot = { id: 'depot', position: [110.1, 30.2] };
const van = {
  id: 'van',
  count: 2,
  capacity: { kg: 100, litres: 1000 },
  startBaseId: 'depot',
  fenPerDay: 1000,
  fenPerKm: 100,
  shift: ['06:00', '18:00'],
};

function client(id: string, east: number, more: object = {}): object {
  return { id, position: [110.1 + east, 30.2], delivery: { kg: 40 }, serviceMinutes: 6, ...more };
}

/** A request under way without an end to its body; resolves once the server has asked for the body. */
async function openBodyThatNeverEnds(): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /v1/solve/routing HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\n` +
      'Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n',
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toContain('100 Continue');
  socket.write('{');
  return socket;
}

interface Answer {
  readonly feasible: boolean;
  readonly costFen: number;
  readonly travel: { readonly engine: string; readonly estimated: boolean };
  readonly routes: readonly {
    readonly start: string;
    readonly end: string;
    readonly metres: number;
    readonly trips: readonly {
      readonly departure: string;
      readonly stops: readonly {
        readonly clientId: string;
        readonly arrival: string;
        readonly serviceStart: string;
      }[];
    }[];
  }[];
  readonly unserved: readonly { readonly clientId: string; readonly code: string }[];
  readonly infeasibilities: readonly {
    readonly code: string;
    readonly clientIds: readonly string[];
    readonly figures: Readonly<Record<string, number>>;
  }[];
}

async function solve(problem: object): Promise<Answer> {
  const response = await server.post('/v1/solve/routing', { budget: ITERATIONS, ...problem });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

describe('solving a routing problem', () => {
  test('serves every client, in time, at the cost of its routes', async () => {
    const clients = [
      client('a', 0.02),
      client('b', 0.04, { windows: [['10:00', '11:00']] }),
      client('c', -0.03),
    ];
    const answer = await solve({ bases: [{ ...depot, loadingMinutes: 15 }], clients, vehicleTypes: [van] });
    expect(answer.feasible).toBe(true);
    expect(answer.travel.estimated).toBe(true);
    const stops = answer.routes.flatMap((route) => route.trips.flatMap((trip) => trip.stops));
    expect(stops.map((stop) => stop.clientId).sort()).toEqual(['a', 'b', 'c']);
    const late = stops.find((stop) => stop.clientId === 'b');
    expect(late?.serviceStart.localeCompare('10:00')).toBeGreaterThanOrEqual(0);
    expect(late?.serviceStart.localeCompare('11:00')).toBeLessThanOrEqual(0);
    const metres = answer.routes.reduce((sum, route) => sum + route.metres, 0);
    expect(answer.costFen).toBeCloseTo(answer.routes.length * 1000 + metres * 0.1, -1);
  });

  test('gives the same answer for the same seed and iterations', async () => {
    const clients = Array.from({ length: 20 }, (_, i) =>
      client(`c${i}`, 0.01 * (i - 9.5), { delivery: { kg: 9 } }),
    );
    const problem = { bases: [depot], clients, vehicleTypes: [van], seed: 7 };
    expect(await solve(problem)).toEqual(await solve(problem));
  });

  test('takes matrices of the caller, with null for no way', async () => {
    const table = (unit: number): (number | null)[][] => [
      [0, unit, null],
      [unit, 0, null],
      [null, null, 0],
    ];
    const answer = await solve({
      matrices: { van: { metres: table(1000), seconds: table(60) } },
      bases: [{ id: 'depot', matrixIndex: 0 }],
      clients: [
        { id: 'near', matrixIndex: 1 },
        { id: 'island', matrixIndex: 2, prizeFen: 5 },
      ],
      vehicleTypes: [van],
    });
    expect(answer.routes[0].metres).toBe(2000);
    expect(answer.unserved).toMatchObject([{ clientId: 'island', code: 'no_road' }]);
  });

  test('says why a client cannot be served', async () => {
    const clients = [
      client('heavy', 0.02, { delivery: { kg: 101 } }),
      client('early', 0.05, { windows: [['00:00', '00:30']] }),
      client('cold', 0.01, { handlingClass: 'chilled' }),
      client('fine', 0.01),
    ];
    const ambient = { ...van, handlingClasses: ['ambient'] };
    const answer = await solve({ bases: [depot], clients, vehicleTypes: [ambient] });
    expect(answer.feasible).toBe(false);
    expect(Object.fromEntries(answer.unserved.map(({ clientId, code }) => [clientId, code]))).toEqual({
      heavy: 'exceeds_every_vehicle',
      early: 'window_unreachable',
      cold: 'handling_class_carried_by_none',
    });
  });

  test('makes several trips where the vehicle may reload, and ends open where it may', async () => {
    const clients = [client('a', 0.01), client('b', 0.02), client('c', 0.03)];
    const shuttle = { ...van, count: 1, capacity: { kg: 40 }, maxTrips: 3 };
    const several = await solve({ bases: [depot], clients, vehicleTypes: [shuttle] });
    expect(several.routes).toHaveLength(1);
    expect(several.routes[0].trips).toHaveLength(3);
    const open = await solve({
      bases: [depot],
      clients: [client('a', 0.05)],
      vehicleTypes: [{ ...van, endBaseId: null }],
    });
    const closed = await solve({ bases: [depot], clients: [client('a', 0.05)], vehicleTypes: [van] });
    expect(open.routes[0].metres * 2).toBeCloseTo(closed.routes[0].metres, -1);
  });

  test('keeps what is frozen when the day is planned anew, and starts from given routes', async () => {
    const clients = [client('a', 0.03), client('b', -0.02), client('c', 0.01), client('d', -0.03)];
    const frozen = [
      { vehicleTypeId: 'van', trips: [{ clientIds: ['a', 'b'] }], stops: 1 },
      { vehicleTypeId: 'van', trips: [{ clientIds: ['d'] }] },
    ];
    const initialRoutes = [{ vehicleTypeId: 'van', trips: [{ clientIds: ['a', 'c'] }] }];
    const answer = await solve({ bases: [depot], clients, vehicleTypes: [van], frozen, initialRoutes });
    const days = answer.routes.map(({ trips }) =>
      trips.map(({ stops }) => stops.map(({ clientId }) => clientId)),
    );
    expect(days.find(([[first]]) => first === 'a')).toBeTruthy();
    expect(days).toContainEqual([['d']]);
    expect(answer.routes).toHaveLength(2);
  });

  test('says by how much a frozen route breaks a limit, and the fleet falls short', async () => {
    const clients = [client('a', 0.01), client('b', 0.02), client('c', 0.03)];
    const frozen = [{ vehicleTypeId: 'van', trips: [{ clientIds: ['a', 'b', 'c'] }] }];
    const answer = await solve({ bases: [depot], clients, vehicleTypes: [{ ...van, count: 1 }], frozen });
    expect(answer).toMatchObject({ feasible: false, unserved: [] });
    expect(answer.infeasibilities).toMatchObject([
      { code: 'frozen_breaks_limit', clientIds: ['a', 'b', 'c'], figures: { excess: 20_000 } },
      { code: 'load_exceeds_fleet', clientIds: ['a', 'b', 'c'], figures: { excess: 20_000 } },
    ]);
  });

  test('refuses frozen routes that name what is not there or do not fit together', async () => {
    const clients = [client('a', 0.01), client('b', 0.02)];
    const problem = { bases: [depot], clients, vehicleTypes: [van] };
    const frozen = [{ vehicleTypeId: 'bus', trips: [{ clientIds: ['a', 'x'], startBaseId: 'port' }] }];
    const unknown = await readProblem(await server.post('/v1/solve/routing', { ...problem, frozen }));
    expect(unknown.errors?.map(({ path }) => path)).toEqual([
      '/frozen/0/vehicleTypeId',
      '/frozen/0/trips/0/clientIds/1',
      '/frozen/0/trips/0/startBaseId',
    ]);
    const twice = [0, 1].map(() => ({ vehicleTypeId: 'van', trips: [{ clientIds: ['a'] }] }));
    const refused = await readProblem(await server.post('/v1/solve/routing', { ...problem, frozen: twice }));
    expect(refused.errors).toMatchObject([{ path: '/frozen/1/trips', code: 'client_twice' }]);
    const initialRoutes = twice;
    const again = await readProblem(await server.post('/v1/solve/routing', { ...problem, initialRoutes }));
    expect(again.errors?.[0]).toMatchObject({ path: '/initialRoutes/1/trips/0/clientIds/0' });
  });

  test('serves one of a group, and loads no trip before its goods are ready', async () => {
    const clients = [
      client('near', 0.01, { groupId: 'g' }),
      client('far', 0.05, { groupId: 'g' }),
      client('later', 0.02, { readyAt: '10:00' }),
    ];
    const answer = await solve({ bases: [depot], clients, vehicleTypes: [{ ...van, minCount: 2 }] });
    const days = answer.routes.map(({ start, trips }) => ({
      start,
      ids: trips.flatMap(({ stops }) => stops.map(({ clientId }) => clientId)),
    }));
    expect(days.map(({ ids }) => ids.join()).toSorted()).toEqual(['later', 'near']);
    expect(days.find(({ ids }) => ids[0] === 'later')?.start.localeCompare('10:00')).toBeGreaterThanOrEqual(
      0,
    );
    expect(answer).toMatchObject({ feasible: true, unserved: [], infeasibilities: [] });
  });

  test('travels on a county where one is named', async () => {
    const answer = await solve({
      countyCode: '999301',
      bases: [depot],
      clients: [client('a', 0.02)],
      vehicleTypes: [van],
    });
    expect(answer.travel.engine).toContain('straight-line');
    const missing = await server.post('/v1/solve/routing', {
      countyCode: '999399',
      bases: [depot],
      clients: [client('a', 0.02)],
      vehicleTypes: [van],
    });
    expect((await readProblem(missing)).code).toBe('county_not_found');
  });

  test('refuses what contradicts itself, with every place', async () => {
    const problem = await readProblem(
      await server.post('/v1/solve/routing', {
        bases: [depot],
        clients: [
          client('a', 0.01, { vehicleTypeIds: ['bus'] }),
          client('a', 0.02),
          { id: 'b', matrixIndex: 4 },
        ],
        vehicleTypes: [{ ...van, startBaseId: 'nowhere' }],
      }),
    );
    expect(problem.code).toBe('invalid_routing_problem');
    expect(problem.errors?.map(({ path, code }) => `${String(path)} ${String(code)}`).sort()).toEqual([
      '/clients/0/vehicleTypeIds/0 unknown_id',
      '/clients/1/id duplicate_id',
      '/clients/2/position place_missing',
      '/vehicleTypes/0/startBaseId unknown_id',
    ]);
  });

  test('refuses windows that the solver cannot read, at the place of the request', async () => {
    const clients = [client('a', 0.01, { windows: [['12:00', '08:00']] })];
    const response = await server.post('/v1/solve/routing', { bases: [depot], clients, vehicleTypes: [van] });
    const problem = await readProblem(response);
    expect(problem.code).toBe('invalid_routing_problem');
    expect(problem.errors?.[0]).toMatchObject({ path: '/clients/0/windows/0', code: 'window_inverted' });
  });

  test('refuses tables that are not square or missing', async () => {
    const base = { id: 'depot', matrixIndex: 0 };
    const bodies = [
      { matrices: { van: { metres: [[0, 1]], seconds: [[0]] } }, code: 'not_square' },
      { matrices: { truck: { metres: [[0]], seconds: [[0]] } }, code: 'matrix_missing' },
    ];
    for (const { matrices, code } of bodies) {
      const clients = [{ id: 'a', matrixIndex: 0 }];
      const response = await server.post('/v1/solve/routing', {
        matrices,
        bases: [base],
        clients,
        vehicleTypes: [van],
      });
      expect((await readProblem(response)).errors?.map((error) => error.code)).toContain(code);
    }
  });

  test('refuses more than it takes on', async () => {
    const clients = Array.from({ length: 1001 }, (_, i) => client(`c${i}`, 0.0001 * i));
    const many = await server.post('/v1/solve/routing', { bases: [depot], clients, vehicleTypes: [van] });
    expect((await readProblem(many)).errors?.[0]).toMatchObject({ path: '/clients' });
    const long = await server.post('/v1/solve/routing', {
      bases: [depot],
      clients: [client('a', 0.01)],
      vehicleTypes: [van],
      budget: { kind: 'seconds', seconds: 31 },
    });
    expect((await readProblem(long)).code).toBe('invalid_request');
  });

  test('says that iterations were cut short by the ceiling, and that they were not', async () => {
    const clients = Array.from({ length: 30 }, (_, i) => client(`c${i}`, 0.01 * i, { delivery: { kg: 5 } }));
    const problem = { bases: [depot], clients, vehicleTypes: [van] };
    expect(await solve(problem)).toMatchObject({ stoppedEarly: false, iterations: 200 });
    const hasty = await startTestServer({ settings: { maxSolveSeconds: 0.2 } });
    try {
      const budget = { kind: 'iterations', iterations: 5_000_000 };
      const answer = (await (await hasty.post('/v1/solve/routing', { ...problem, budget })).json()) as Answer;
      expect(answer).toMatchObject({ feasible: true, stoppedEarly: true });
    } finally {
      await hasty.close();
    }
  });

  test('turns away before reading: a body that never ends holds one place, no more', async () => {
    const open = [await openBodyThatNeverEnds(), await openBodyThatNeverEnds()];
    const problem = { bases: [depot], clients: [client('a', 0.01)], vehicleTypes: [van] };
    const post = (): Promise<Response> =>
      server.post('/v1/solve/routing', { budget: ITERATIONS, ...problem });
    await expect.poll(async () => (await post()).status, { timeout: 5000 }).toBe(503);
    for (const socket of open) socket.destroy();
    await expect.poll(async () => (await post()).status, { timeout: 5000 }).toBe(200);
  });

  test('turns away what comes while too much is under way', async () => {
    const clients = Array.from({ length: 30 }, (_, i) => client(`c${i}`, 0.01 * i, { delivery: { kg: 5 } }));
    const problem = { bases: [depot], clients, vehicleTypes: [van], budget: { kind: 'seconds', seconds: 2 } };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => server.post('/v1/solve/routing', problem)),
    );
    const refused = answers.filter((answer) => answer.status === 503);
    expect(refused.length).toBe(2);
    expect(refused[0].headers.get('retry-after')).toBeTruthy();
    expect((await readProblem(refused[0])).code).toBe('overloaded');
  });
});

describe('a travel matrix', () => {
  interface Matrix {
    readonly estimated: boolean;
    readonly metres: (number | null)[][];
    readonly seconds: (number | null)[][];
    readonly snapped: { readonly position: number[]; readonly snapMetres: number }[];
  }

  test('in straight lines is the great circle times the detour factor', async () => {
    const points = [
      [110, 30],
      [110, 31],
    ];
    const response = await server.post('/v1/matrix', { points, detourFactor: 1.5 });
    const matrix = (await response.json()) as Matrix;
    expect(matrix.estimated).toBe(true);
    expect(matrix.metres[0][1]).toBeCloseTo(1.5 * 111_195, -2);
    expect(matrix.metres[0][0]).toBe(0);
    expect(matrix.snapped[0]).toEqual({ position: [110, 30], snapMetres: 0 });
  });

  test('uses the detour factor of a county without roads', async () => {
    const points = [
      [110.1, 30.2],
      [110.2, 30.2],
    ];
    const { county } = await server.service.stores.counties.getDataset(
      (await server.service.stores.counties.get('999301')).datasetHash,
    );
    const ofCounty = (await (
      await server.post('/v1/matrix', { points, countyCode: '999301' })
    ).json()) as Matrix;
    const { detourFactor } = county.rates;
    const plain = (await (await server.post('/v1/matrix', { points, detourFactor })).json()) as Matrix;
    expect(ofCounty.metres).toEqual(plain.metres);
  });

  test.each([
    [{ points: [] }, '/points'],
    [{ points: [[200, 30]] }, '/points/0/0'],
    [{ points: [[110, 30, 5]] }, '/points/0'],
    [{ points: [[110, 30]], profile: 'boat' }, '/profile'],
    [{ points: [[110, 30]], speed: 3 }, '/speed'],
    [{ points: [['110', 30]] }, '/points/0/0'],
  ])('refuses %j', async (body, path) => {
    const problem = await readProblem(await server.post('/v1/matrix', body));
    expect(problem.code).toBe('invalid_request');
    expect(problem.errors?.map((error) => error.path)).toContain(path);
  });
});
