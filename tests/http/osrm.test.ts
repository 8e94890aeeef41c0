import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodePolyline, encodePolyline } from '../../src/network/external/polyline.ts';
import { importRoadCounty } from './road-county.ts';
import type { TestServer } from './test-server.ts';
import { readProblem, startTestServer } from './test-server.ts';

const CODE = '999321';
const POINTS = ['110.1,30.2', '110.14,30.2', '110.15,30.24'];
const PATH = POINTS.join(';');

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ workers: 0 });
  await server.service.stores.counties.save(await importRoadCounty(CODE));
});
afterAll(() => server.close());

interface Waypoint {
  readonly name: string;
  readonly location: number[];
  readonly distance: number;
}

interface Table {
  readonly code: string;
  readonly durations?: (number | null)[][];
  readonly distances?: (number | null)[][];
  readonly sources?: Waypoint[];
  readonly destinations?: Waypoint[];
}

interface Route {
  readonly code: string;
  readonly routes: {
    readonly distance: number;
    readonly duration: number;
    readonly weight_name: string;
    readonly geometry?: string | { readonly type: string; readonly coordinates: number[][] };
    readonly legs: { readonly distance: number; readonly duration: number; readonly steps: Step[] }[];
  }[];
  readonly waypoints: Waypoint[];
}

interface Step {
  readonly distance: number;
  readonly geometry: string;
  readonly maneuver: { readonly type: string; readonly location: number[]; readonly bearing_after: number };
  readonly intersections: { readonly in?: number; readonly out?: number; readonly bearings: number[] }[];
}

async function get<Answer>(path: string): Promise<Answer> {
  const response = await server.get(path);
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

async function refusalOf(path: string): Promise<string> {
  const response = await server.get(path);
  const { code, message } = (await response.json()) as { code: string; message: string };
  expect({ status: response.status, message: typeof message }).toEqual({ status: 400, message: 'string' });
  return code;
}

async function readMatrix(): Promise<{ metres: number[][]; seconds: number[][] }> {
  const points = POINTS.map((text) => text.split(',').map(Number));
  const response = await server.post('/v1/matrix', { points, countyCode: CODE });
  return (await response.json()) as { metres: number[][]; seconds: number[][] };
}

describe('the table service', () => {
  test('gives durations of all pairs by default, as the matrix does', async () => {
    const table = await get<Table>(`/table/v1/driving/${PATH}`);
    const matrix = await readMatrix();
    expect(table.code).toBe('Ok');
    expect(table.durations).toEqual(matrix.seconds);
    expect(table.distances).toBeUndefined();
    expect(table.sources).toHaveLength(3);
    expect(table.destinations?.[2]).toEqual({ name: '', location: [110.15, 30.24], distance: 0 });
  });

  test('picks rows and columns, in the order asked for', async () => {
    const table = await get<Table>(
      `/table/v1/driving/${PATH}?sources=2;0&destinations=1&annotations=duration,distance`,
    );
    const matrix = await readMatrix();
    expect(table.durations).toEqual([[matrix.seconds[2][1]], [matrix.seconds[0][1]]]);
    expect(table.distances).toEqual([[matrix.metres[2][1]], [matrix.metres[0][1]]]);
    expect(table.sources?.map(({ location }) => location)).toEqual([
      [110.15, 30.24],
      [110.1, 30.2],
    ]);
  });

  test('reads polylines, and may leave the waypoints out', async () => {
    // 38.5,-120.2 40.7,-120.95 43.252,-126.453 is the example of the format's own description.
    expect(decodePolyline('_p~iF~ps|U_ulLnnqC_mqNvxq`@', 5)).toEqual([
      [-120.2, 38.5],
      [-120.95, 40.7],
      [-126.453, 43.252],
    ]);
    const line = [
      [110.1, 30.2],
      [110.13, 30.2],
    ] as const;
    const encoded = encodeURIComponent(`polyline(${encodePolyline(line, 5)})`);
    const table = await get<Table>(`/table/v1/car/${encoded}?skip_waypoints=true`);
    const plain = await get<Table>(`/table/v1/car/110.1,30.2;110.13,30.2.json`);
    expect(table.durations).toEqual(plain.durations);
    expect(table.sources).toBeUndefined();
  });

  test('drives as the profile does', async () => {
    const van = await get<Table>(`/table/v1/van/${PATH}`);
    const trike = await get<Table>(`/table/v1/trike/${PATH}`);
    expect(trike.durations?.[0][1]).toBeGreaterThan(van.durations?.[0][1] ?? Infinity);
  });
});

describe('the route service', () => {
  test('gives distance, duration, legs, a polyline and waypoints', async () => {
    const { code, routes, waypoints } = await get<Route>(`/route/v1/driving/${PATH}?overview=full`);
    const matrix = await readMatrix();
    expect(code).toBe('Ok');
    expect(routes).toHaveLength(1);
    expect(routes[0].legs.map(({ duration }) => duration)).toEqual([
      matrix.seconds[0][1],
      matrix.seconds[1][2],
    ]);
    expect(routes[0].distance).toBeCloseTo(matrix.metres[0][1] + matrix.metres[1][2], 0);
    expect(routes[0].weight_name).toBe('duration');
    const line = decodePolyline(routes[0].geometry as string, 5) ?? [];
    expect(line[0]).toEqual([110.1, 30.2]);
    expect(line.at(-1)).toEqual([110.15, 30.24]);
    expect(line).toHaveLength(6);
    expect(waypoints.map(({ location }) => location.join(','))).toEqual(POINTS);
  });

  test('has every form of line', async () => {
    const six = await get<Route>(`/route/v1/driving/${PATH}?geometries=polyline6`);
    const geojson = await get<Route>(`/route/v1/driving/${PATH}?geometries=geojson`);
    const none = await get<Route>(`/route/v1/driving/${PATH}?overview=false`);
    const line = geojson.routes[0].geometry as { readonly type: string; readonly coordinates: number[][] };
    expect(line.type).toBe('LineString');
    expect(decodePolyline(six.routes[0].geometry as string, 6)).toEqual(line.coordinates);
    // Simplified: the crossings that are passed straight on are gone.
    expect(line.coordinates.length).toBeLessThan(6);
    expect(none.routes[0]).not.toHaveProperty('geometry');
  });

  test('has the two steps of each leg on request', async () => {
    const { routes } = await get<Route>(`/route/v1/driving/${PATH}?steps=true`);
    for (const leg of routes[0].legs) {
      const [depart, arrive] = leg.steps;
      expect([depart.maneuver.type, arrive.maneuver.type]).toEqual(['depart', 'arrive']);
      expect(depart.distance).toBe(leg.distance);
      expect(depart.intersections).toMatchObject([{ out: 0 }]);
      expect(depart.intersections[0]).not.toHaveProperty('in');
      expect(arrive.intersections).toMatchObject([{ in: 0 }]);
      expect(arrive.intersections[0]).not.toHaveProperty('out');
      expect(decodePolyline(depart.geometry, 5)?.at(-1)).toEqual(arrive.maneuver.location);
    }
    expect(routes[0].legs[0].steps[0].maneuver.bearing_after).toBe(90);
  });
});

describe('which county', () => {
  test('is the one named, below a base address or as a parameter, or the only one', async () => {
    const alone = await get<Table>(`/table/v1/driving/${PATH}`);
    expect(await get<Table>(`/osrm/${CODE}/table/v1/driving/${PATH}`)).toEqual(alone);
    expect(await get<Table>(`/table/v1/driving/${PATH}?county=${CODE}`)).toEqual(alone);
    expect(await refusalOf(`/osrm/999399/table/v1/driving/${PATH}`)).toBe('InvalidOptions');
  });

  test('must be said where there are several, unless one is the default', async () => {
    const several = await startTestServer({ workers: 0, settings: { defaultCounty: '999322' } });
    try {
      for (const code of ['999322', '999323']) {
        await several.service.stores.counties.save(await importRoadCounty(code));
      }
      expect((await several.get(`/table/v1/driving/${PATH}`)).status).toBe(200);
    } finally {
      await several.close();
    }
    await server.service.stores.counties.save(await importRoadCounty('999324'));
    expect(await refusalOf(`/table/v1/driving/${PATH}`)).toBe('InvalidOptions');
    await server.service.stores.counties.delete('999324');
  });
});

describe('what cannot be answered', () => {
  test.each([
    ['/route/v1/driving/abc', 'InvalidUrl'],
    ['/route/v1/driving/110.1,30.2;110.14', 'InvalidUrl'],
    ['/route/v1/driving/polyline(%01)', 'InvalidUrl'],
    ['/table/v1/driving/110.1,95;110.14,30.2', 'InvalidValue'],
    [`/table/v1/rocket/${PATH}`, 'InvalidValue'],
    [`/route/v1/driving/${POINTS[0]}`, 'InvalidOptions'],
    [`/route/v1/driving/${PATH}?alternative_wishes=3`, 'InvalidOptions'],
    [`/route/v1/driving/${PATH}?bearings=0,20;;`, 'InvalidOptions'],
    [`/route/v1/driving/${PATH}?annotations=true`, 'InvalidOptions'],
    [`/route/v1/driving/${PATH}?overview=maybe`, 'InvalidQuery'],
    [`/route/v1/driving/${PATH}?steps=true&steps=true`, 'InvalidQuery'],
    [`/table/v1/driving/${PATH}?sources=0;x`, 'InvalidQuery'],
    [`/table/v1/driving/${PATH}?sources=3`, 'InvalidOptions'],
    [`/table/v1/driving/${PATH}?radiuses=5`, 'InvalidOptions'],
    [`/table/v1/driving/110.11,30.21;110.14,30.2?radiuses=5;unlimited`, 'NoSegment'],
    [`/table/v1/driving/111,31;110.14,30.2`, 'NoSegment'],
    [`/table/v1/driving/${Array.from({ length: 501 }, () => '1,2').join(';')}`, 'TooBig'],
    [`/route/v1/driving/${Array.from({ length: 101 }, () => '1,2').join(';')}`, 'TooBig'],
  ])('says so in OSRM’s own words: %s', async (path, code) => {
    expect(await refusalOf(path)).toBe(code);
  });

  test('where keys are needed is kept from others', async () => {
    const locked = await startTestServer({ workers: 0, settings: { apiKeys: ['the-only-key-there-is'] } });
    try {
      expect((await readProblem(await locked.get(`/table/v1/driving/${PATH}`))).code).toBe('unauthorized');
    } finally {
      await locked.close();
    }
  });
});
