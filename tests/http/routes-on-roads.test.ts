import { booleanPointInPolygon, point } from '@turf/turf';
import type { Feature, MultiPolygon } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSmallCounty } from '../journeys/small-county.ts';
import { buildLattice, importRoadCounty } from './road-county.ts';
import type { TestServer } from './test-server.ts';
import { readProblem, startTestServer } from './test-server.ts';

const CODE = '999311';
const BARE = '999312';
const POINTS = [
  [110.1, 30.2],
  [110.14, 30.2],
  [110.15, 30.24],
];

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ workers: 0 });
  await server.service.stores.counties.save(await importRoadCounty(CODE));
  await server.service.stores.counties.save(await importSmallCounty(BARE));
});
afterAll(() => server.close());

interface Route {
  readonly engine: string;
  readonly estimated: boolean;
  readonly metres: number | null;
  readonly seconds: number | null;
  readonly snapped: readonly { readonly position: number[] | null; readonly snapMetres: number }[];
  readonly legs: readonly {
    readonly metres: number | null;
    readonly seconds: number | null;
    readonly geometry: { readonly coordinates: number[][] } | null;
  }[];
}

describe('a route', () => {
  test('has the legs of the matrix, with lines that meet', async () => {
    const body = { points: POINTS, countyCode: CODE };
    const route = (await (await server.post('/v1/route', body)).json()) as Route;
    const matrix = (await (await server.post('/v1/matrix', body)).json()) as {
      metres: number[][];
      seconds: number[][];
    };
    expect(route).toMatchObject({ engine: 'roads/2', estimated: false, attributions: ['test'] });
    expect(route.legs.map(({ metres }) => metres)).toEqual([matrix.metres[0][1], matrix.metres[1][2]]);
    expect(route.legs.map(({ seconds }) => seconds)).toEqual([matrix.seconds[0][1], matrix.seconds[1][2]]);
    expect(route.seconds).toBeCloseTo(matrix.seconds[0][1] + matrix.seconds[1][2], 0);
    expect(route.metres).toBeCloseTo(matrix.metres[0][1] + matrix.metres[1][2], 0);
    const [first, second] = route.legs.map(({ geometry }) => geometry?.coordinates ?? []);
    expect(first).toEqual([
      [110.1, 30.2],
      [110.12, 30.2],
      [110.14, 30.2],
    ]);
    expect(second[0]).toEqual([110.14, 30.2]);
    expect(second.at(-1)).toEqual([110.15, 30.24]);
  });

  test('drops positions that a simpler line does not need', async () => {
    const body = { points: POINTS.slice(0, 2), countyCode: CODE, simplifyMetres: 10 };
    const route = (await (await server.post('/v1/route', body)).json()) as Route;
    expect(route.legs[0].geometry?.coordinates).toEqual([
      [110.1, 30.2],
      [110.14, 30.2],
    ]);
  });

  test('says by nulls that there is no way, and which point is off the roads', async () => {
    const points = [POINTS[0], [111, 31], POINTS[1], POINTS[2]];
    const route = (await (await server.post('/v1/route', { points, countyCode: CODE })).json()) as Route;
    expect(route.legs.map(({ seconds }) => seconds === null)).toEqual([true, true, false]);
    expect(route.legs[0]).toEqual({ metres: null, seconds: null, geometry: null });
    expect([route.metres, route.seconds]).toEqual([null, null]);
    expect(route.snapped[1].position).toBe(null);
    expect(route.snapped[1].snapMetres).toBeGreaterThan(10_000);
  });

  test('without a county is in straight lines', async () => {
    const route = (await (
      await server.post('/v1/route', { points: POINTS, detourFactor: 1 })
    ).json()) as Route;
    expect(route.estimated).toBe(true);
    expect(route.legs[0].geometry?.coordinates).toEqual(POINTS.slice(0, 2));
  });

  test.each([
    [{ points: [[110, 30]] }, '/points'],
    [{ points: Array.from({ length: 101 }, () => [110, 30]) }, '/points'],
    [{ points: POINTS, simplifyMetres: -1 }, '/simplifyMetres'],
    [{ points: POINTS, alternatives: 2 }, '/alternatives'],
  ])('refuses what it does not take: %#', async (body, path) => {
    const problem = await readProblem(await server.post('/v1/route', body));
    expect(problem.errors?.map((error) => error.path)).toContain(path);
  });
});

describe('a matrix', () => {
  interface Matrix {
    readonly metres: readonly (readonly (number | null)[])[];
    readonly seconds: readonly (readonly (number | null)[])[];
    readonly snapped: readonly object[];
  }

  test.each([[CODE], [undefined]])(
    'of some rows and columns is that part of the whole (%s)',
    async (countyCode) => {
      const points = [...POINTS, [111, 31]];
      const ask = async (part: object) =>
        (await (await server.post('/v1/matrix', { points, countyCode, ...part })).json()) as Matrix;
      const whole = await ask({});
      const part = await ask({ sources: [2, 0, 0], destinations: [3, 2] });
      const pick = (rows: Matrix['metres']) =>
        [2, 0, 0].map((row) => [3, 2].map((column) => rows[row][column]));
      expect(part).toEqual({ ...whole, metres: pick(whole.metres), seconds: pick(whole.seconds) });
      expect((await ask({ destinations: [1] })).metres).toEqual(whole.metres.map((row) => [row[1]]));
    },
  );

  test.each([
    [{ sources: [3] }, '/sources/0'],
    [{ sources: [0], destinations: [0, 1, 99] }, '/destinations/2'],
    [{ sources: [] }, '/sources'],
    [{ destinations: [-1] }, '/destinations/0'],
    [{ destinations: [0.5] }, '/destinations/0'],
  ])('of rows or columns that there are not is refused: %j', async (part, path) => {
    const problem = await readProblem(await server.post('/v1/matrix', { points: POINTS, ...part }));
    expect([problem.code, problem.errors?.[0].path]).toEqual(['invalid_request', path]);
  });
});

describe('isolines', () => {
  interface Areas {
    readonly attribution: string;
    readonly start: { readonly position: number[]; readonly snapMetres: number };
    readonly features: readonly Feature<MultiPolygon, { minutes: number; reachMetres: number }>[];
  }

  test('hold the points that the matrix reaches in time, and not the others', async () => {
    const request = { countyCode: CODE, point: [110.1, 30.2], minutes: [10, 4] };
    const response = await server.post('/v1/isoline', request);
    expect(response.headers.get('content-type')).toContain('application/geo+json');
    const areas = (await response.json()) as Areas;
    expect(areas.features.map(({ properties }) => properties.minutes)).toEqual([10, 4]);
    expect(areas.attribution).toBe('test');
    expect(areas.start).toEqual({ position: [110.1, 30.2], snapMetres: 0 });
    const targets = Array.from({ length: 40 }, (_, at) => [
      110 + 0.01 * (at % 20),
      30.2 + 0.02 * Math.floor(at / 20),
    ]);
    const matrix = (await (
      await server.post('/v1/matrix', { points: [request.point, ...targets], countyCode: CODE })
    ).json()) as { seconds: number[][] };
    for (const area of areas.features) {
      const seconds = matrix.seconds[0].slice(1);
      const limit = area.properties.minutes * 60;
      const isInside = (index: number): boolean => booleanPointInPolygon(point(targets[index]), area);
      const inTime = [...seconds.keys()].filter((index) => seconds[index] < limit);
      // 150 m of reach are some 15 s at 36 km/h.
      const late = [...seconds.keys()].filter((index) => seconds[index] > limit + 60);
      expect([inTime.length, late.length].every((count) => count > 3)).toBe(true);
      expect(inTime.filter((index) => !isInside(index))).toEqual([]);
      expect(late.filter(isInside)).toEqual([]);
    }
  });

  test.each([
    [{ countyCode: CODE, point: [112, 30], minutes: [5] }, 'point_off_network'],
    [{ countyCode: BARE, point: [110.1, 30.2], minutes: [5] }, 'county_without_roads'],
    [{ countyCode: '999399', point: [110.1, 30.2], minutes: [5] }, 'county_not_found'],
    [{ countyCode: CODE, point: [110.1, 30.2], minutes: [0] }, 'invalid_request'],
    [{ countyCode: CODE, point: [110.1, 30.2], minutes: [5, 5] }, 'invalid_request'],
    [{ countyCode: CODE, point: [110.1, 30.2], minutes: [1, 2, 3, 4, 5, 6, 7] }, 'invalid_request'],
    [{ countyCode: CODE, point: [110.1, 30.2], minutes: [241] }, 'invalid_request'],
    [{ point: [110.1, 30.2], minutes: [5] }, 'invalid_request'],
  ])('are refused with a code: %j', async (body, code) => {
    expect((await readProblem(await server.post('/v1/isoline', body))).code).toBe(code);
  });
});

describe('road overrides of a request', () => {
  const NOTED = { recordedOn: '2026-05-04' };
  /** The road from the first to the second point. */
  const CLOSED = { ...NOTED, name: 'landslide', wayId: 4, near: [110.11, 30.2], closed: true };
  const SHORTCUT = {
    ...NOTED,
    name: 'new road',
    line: [
      [110.1, 30.2],
      [110.12, 30.22],
    ],
    speedKmh: 60,
  };
  const SOUTH_TO_NORTH = [
    [110.1, 30.2],
    [110.12, 30.22],
  ];
  const named = ({ name, recordedOn }: { name: string; recordedOn: string }) => ({ name, recordedOn });

  async function ask<Answer>(path: string, body: object): Promise<Answer> {
    const response = await server.post(path, { countyCode: CODE, ...body });
    expect(response.status).toBe(200);
    return (await response.json()) as Answer;
  }

  test('change its matrix and its route alike, are named, and leave the county as it is', async () => {
    const points = POINTS.slice(0, 2);
    const before = await ask<Route>('/v1/route', { points });
    const route = await ask<Route & { roadOverrides: object[] }>('/v1/route', {
      points,
      roadOverrides: [CLOSED],
    });
    const matrix = await ask<{ metres: number[][]; seconds: number[][]; roadOverrides: object[] }>(
      '/v1/matrix',
      {
        points,
        roadOverrides: [CLOSED],
      },
    );
    expect(route.metres).toBeGreaterThan((before.metres ?? 0) + 1000);
    expect([matrix.metres[0][1], matrix.seconds[0][1]]).toEqual([route.metres, route.seconds]);
    expect([route.roadOverrides, matrix.roadOverrides]).toEqual([[named(CLOSED)], [named(CLOSED)]]);
    expect(await ask<Route>('/v1/route', { points })).toEqual({ ...before, roadOverrides: [] });
  });

  test('may add a road', async () => {
    const before = await ask<Route>('/v1/route', { points: SOUTH_TO_NORTH });
    const after = await ask<Route>('/v1/route', { points: SOUTH_TO_NORTH, roadOverrides: [SHORTCUT] });
    expect(after.metres).toBeLessThan((before.metres ?? 0) - 1000);
    expect(after.legs[0].geometry?.coordinates).toEqual(SOUTH_TO_NORTH);
  });

  test('count on their days and in their hours alone', async () => {
    const points = POINTS.slice(0, 2);
    const winter = { ...CLOSED, season: { from: '11-15', until: '03-01' } };
    const school = { ...CLOSED, hours: { earliest: 25_200, latest: 28_800 } };
    const metresOf = async (change: object) => (await ask<Route>('/v1/route', { points, ...change })).metres;
    const free = await metresOf({});
    const closed = await metresOf({ roadOverrides: [CLOSED] });
    const late = { earliest: 28_800, latest: 64_800 };
    expect(await metresOf({ roadOverrides: [winter], travelDay: '06-01' })).toBe(free);
    expect(await metresOf({ roadOverrides: [winter], travelDay: '12-31' })).toBe(closed);
    expect(await metresOf({ roadOverrides: [winter] })).toBe(closed);
    expect(await metresOf({ roadOverrides: [school], travelHours: late })).toBe(free);
    expect(await metresOf({ roadOverrides: [school] })).toBe(closed);
    const night = { earliest: 79_200, latest: 115_200 };
    expect(await metresOf({ roadOverrides: [school], travelHours: night })).toBe(closed);
    expect(await metresOf({ roadOverrides: [school], travelHours: { ...night, latest: 111_600 } })).toBe(
      free,
    );
    const answer = await ask<{ roadOverrides: object[] }>('/v1/matrix', {
      points,
      roadOverrides: [winter, { ...school, name: 'school' }],
      travelDay: '06-01',
    });
    expect(answer.roadOverrides).toEqual([{ ...named(CLOSED), name: 'school' }]);
  });

  test('change areas too, and the next area without them is as before', async () => {
    interface Areas {
      readonly roadOverrides: readonly object[];
      readonly features: readonly { readonly properties: { readonly roadMetres: number } }[];
    }
    const body = { point: [110.1, 30.2], minutes: [6] };
    const before = await ask<Areas>('/v1/isoline', body);
    const closed = await ask<Areas>('/v1/isoline', { ...body, roadOverrides: [CLOSED] });
    const grown = await ask<Areas>('/v1/isoline', { ...body, roadOverrides: [SHORTCUT] });
    const metres = ({ features }: Areas) => features[0].properties.roadMetres;
    expect(metres(closed)).toBeLessThan(metres(before));
    expect(metres(grown)).toBeGreaterThan(metres(before));
    expect(closed.roadOverrides).toEqual([named(CLOSED)]);
    expect(await ask<Areas>('/v1/isoline', body)).toEqual(before);
  });

  test('that close every road leave no way, and say so', async () => {
    const roadOverrides = [...buildLattice().wayIds].map((wayId) =>
      Object.assign({ name: 'flood', wayId, closed: true }, NOTED),
    );
    const points = POINTS.slice(0, 2);
    const matrix = await ask<{ metres: (number | null)[][] }>('/v1/matrix', { points, roadOverrides });
    expect(matrix.metres).toEqual([
      [0, null],
      [null, 0],
    ]);
    const body = { countyCode: CODE, point: POINTS[0], minutes: [5], roadOverrides };
    const problem = await readProblem(await server.post('/v1/isoline', body));
    expect([problem.code, problem.detail]).toEqual(['point_off_network', 'No road is open to a van.']);
  });

  const NOWHERE = {
    ...SHORTCUT,
    line: [
      [119, 31],
      [119, 31.1],
    ],
  };
  test.each([
    [
      { roadOverrides: [CLOSED, { ...CLOSED, wayId: 77 }] },
      'invalid_road_overrides',
      'roads_unknown_way /roadOverrides/1/wayId',
    ],
    [
      { roadOverrides: [{ ...CLOSED, near: [30.2, 80] }] },
      'invalid_road_overrides',
      'roads_bad_value /roadOverrides/0/near',
    ],
    [{ roadOverrides: [NOWHERE] }, 'invalid_road_overrides', 'roads_unconnected /roadOverrides/0/line'],
    [
      { roadOverrides: [{ ...NOTED, name: 'x', wayId: 4 }] },
      'invalid_road_overrides',
      'override_without_effect /roadOverrides/0',
    ],
    [
      { roadOverrides: [{ ...CLOSED, recordedOn: '2026-02-30' }] },
      'invalid_road_overrides',
      'wrong_type /roadOverrides/0/recordedOn',
    ],
    [{ roadOverrides: [CLOSED], travelDay: '02-30' }, 'invalid_road_overrides', 'wrong_type /travelDay'],
    [
      { roadOverrides: [CLOSED], travelHours: { earliest: 9, latest: 9 } },
      'invalid_road_overrides',
      'wrong_type /travelHours',
    ],
    [
      { roadOverrides: Array.from({ length: 101 }, () => CLOSED) },
      'invalid_request',
      'invalid /roadOverrides',
    ],
    [{ roadOverrides: [{ ...CLOSED, name: undefined }] }, 'invalid_request', 'missing /roadOverrides/0/name'],
    [{ roadOverrides: [{ ...CLOSED, lanes: 2 }] }, 'invalid_request', 'unknown /roadOverrides/0/lanes'],
    [{ roadOverrides: 'none' }, 'invalid_request', 'invalid /roadOverrides'],
  ])('that are wrong are refused with their place: %#', async (change, code, place) => {
    const requests = {
      '/v1/matrix': { points: POINTS },
      '/v1/route': { points: POINTS },
      '/v1/isoline': { point: POINTS[0], minutes: [5] },
    };
    for (const [path, body] of Object.entries(requests)) {
      const problem = await readProblem(await server.post(path, { countyCode: CODE, ...body, ...change }));
      expect(problem.code).toBe(code);
      expect(problem.errors?.map((error) => `${String(error.code)} ${String(error.path)}`)).toContain(place);
    }
  });

  test('need a county, and one with roads', async () => {
    const body = { points: POINTS, roadOverrides: [CLOSED] };
    const nowhere = await readProblem(await server.post('/v1/route', body));
    expect([nowhere.code, nowhere.errors?.[0].path]).toEqual(['invalid_road_overrides', '/countyCode']);
    const bare = await readProblem(await server.post('/v1/matrix', { ...body, countyCode: BARE }));
    expect(bare.code).toBe('county_without_roads');
  });
});
