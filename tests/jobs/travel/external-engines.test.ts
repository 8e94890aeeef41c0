import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpTransport } from '../../../src/jobs/travel/http-transport.ts';
import { createCountyTravel } from '../../../src/jobs/travel/county-travel.ts';
import type { LonLat } from '../../../src/model/units.ts';
import type {
  ExternalEngineKind,
  ExternalEngineSettings,
} from '../../../src/network/external/engine-settings.ts';
import { createOsrmEngine } from '../../../src/network/external/osrm-engine.ts';
import { TravelEngineError } from '../../../src/network/external/travel-engine-error.ts';
import { createValhallaEngine, MAX_ROUTE_RETRIES } from '../../../src/network/external/valhalla-engine.ts';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import { serializeRoadGraph } from '../../../src/network/roads/road-graph-bytes.ts';
import type { TravelEngine, TravelLeg } from '../../../src/network/travel-engine.ts';
import { createEmptyMatrix } from '../../../src/network/travel-matrix.ts';
import { buildLattice } from '../../http/road-county.ts';
import type { EngineServer, Fault } from './engine-servers.ts';
import { settingsFor, startEngineServer } from './engine-servers.ts';

const GRAPH = buildLattice();
/** Moves every point to a road, however far, as the engines do. */
const TRUTH = createRoadEngine(GRAPH, { maxSnapMetres: 1e9 });
/** The servers answer in whole seconds and metres, or tenths of them. */
const ROUNDING = 0.6;
const KINDS: readonly ExternalEngineKind[] = ['osrm', 'valhalla'];

/** Points along and beside the lattice, all within 2 km of it. */
function placePoints(count: number): readonly LonLat[] {
  return Array.from({ length: count }, (_, at): LonLat => [
    Math.round((109.95 + 0.0231 * (at % 13) + 0.0001 * at) * 1e6) / 1e6,
    Math.round((30.15 + 0.0173 * (at % 7)) * 1e6) / 1e6,
  ]);
}

const FAR: LonLat = [110.1, 30.4];

function keyOf([lon, lat]: LonLat): string {
  return `${lon.toFixed(6)},${lat.toFixed(6)}`;
}

let server: EngineServer;

afterEach(() => server.close());

function connect(kind: ExternalEngineKind, more: Partial<ExternalEngineSettings> = {}): TravelEngine {
  const settings = settingsFor(kind, server.url, more);
  const transport = createHttpTransport(settings);
  return kind === 'osrm' ? createOsrmEngine(transport, settings) : createValhallaEngine(transport, settings);
}

/** Largest difference of any figure from those of the truth; NaN where the size differs. */
async function worstOf(engine: TravelEngine, points: readonly LonLat[]): Promise<number> {
  const found = await engine.matrix(points, 'van');
  const truth = await TRUTH.matrix(points, 'van');
  const worst = (a: Float64Array, b: Float64Array) =>
    b.reduce((most, value, at) => Math.max(most, Math.abs(value - a[at])), 0);
  return Math.max(worst(found.durations, truth.durations), worst(found.distances, truth.distances));
}

describe.each(KINDS)('%s', (kind) => {
  beforeEach(async () => {
    server = await startEngineServer(kind, TRUTH);
  });

  test('gives the matrix of its server', async () => {
    expect(await worstOf(connect(kind), placePoints(20))).toBeLessThanOrEqual(ROUNDING);
  });

  test('asks in blocks that keep to the limit of the server', async () => {
    expect(await worstOf(connect(kind), placePoints(130))).toBeLessThanOrEqual(ROUNDING);
    const matrices = server.requests.filter((request) => /table|sources_to_targets/.test(request));
    expect(matrices.length).toBe(9);
  });

  test('asks for no more than the part of a matrix that is wanted', async () => {
    const points = placePoints(120);
    const part = { rows: [3, 3, 119], columns: [7, 8, 3] };
    const matrix = await connect(kind).matrix(points, 'van', part);
    const whole = await TRUTH.matrix(points, 'van');
    const known = [...matrix.durations.keys()].filter((entry) => matrix.durations[entry] < Infinity);
    const own = [...points.keys()].map((point) => point * 121);
    const asked = [3 * 120 + 7, 3 * 120 + 8, 119 * 120 + 7, 119 * 120 + 8, 119 * 120 + 3];
    expect(known).toEqual([...own, ...asked].toSorted((a, b) => a - b));
    for (const entry of asked) {
      expect(Math.abs(matrix.durations[entry] - whole.durations[entry])).toBeLessThanOrEqual(ROUNDING);
    }
    expect(server.requests.map((request) => /table|locate|sources_to_targets/.exec(request)?.[0])).toEqual(
      kind === 'osrm' ? ['table'] : ['locate', 'sources_to_targets'],
    );
  });

  test('answers for no point and for one', async () => {
    const engine = connect(kind);
    expect((await engine.matrix([], 'van')).size).toBe(0);
    expect([...(await engine.matrix(placePoints(1), 'van')).durations]).toEqual([0]);
    expect(await engine.snap(placePoints(1), 'van')).toHaveLength(1);
  });

  test('refuses a match kilometres away, with its distance', async () => {
    const engine = connect(kind);
    const points = [...placePoints(3), FAR];
    const snapped = await engine.snap(points, 'van');
    expect(snapped[3].location).toBe(null);
    expect(snapped[3].snapMetres).toBeGreaterThan(13_000);
    expect(snapped[0].location).not.toBe(null);
    const { durations, distances } = await engine.matrix(points, 'van');
    for (const values of [durations, distances]) {
      expect([...values.subarray(12)]).toEqual([Infinity, Infinity, Infinity, 0]);
      expect([values[3], values[7], values[11]]).toEqual([Infinity, Infinity, Infinity]);
      expect(values[1]).toBeLessThan(Infinity);
    }
    expect(await engine.legs([[points[0], FAR]], 'van')).toEqual([
      { metres: Infinity, seconds: Infinity, line: [points[0], FAR] },
    ]);
    const wider = connect(kind, { maxSnapMetres: 50_000 });
    expect((await wider.matrix(points, 'van')).durations[3]).toBeLessThan(Infinity);
  });

  test('snaps where the server does', async () => {
    const points = placePoints(45);
    const snapped = await connect(kind).snap(points, 'van');
    const truth = await TRUTH.snap(points, 'van');
    for (const [index, { location, snapMetres }] of snapped.entries()) {
      expect(location?.[0]).toBeCloseTo(truth[index].location?.[0] ?? NaN, 6);
      expect(snapMetres).toBeCloseTo(truth[index].snapMetres, -1);
    }
  });

  test('draws the line of each leg', async () => {
    const points = placePoints(6);
    const pairs = points.slice(1).map((to, index) => [points[index], to] as const);
    const legs = await connect(kind).legs(pairs, 'van');
    const truth = await TRUTH.legs(pairs, 'van');
    legs.forEach(({ metres, seconds }, leg) => {
      expect(Math.abs(metres - truth[leg].metres)).toBeLessThan(1);
      expect(Math.abs(seconds - truth[leg].seconds)).toBeLessThan(1);
    });
    const round = ({ line }: TravelLeg) =>
      line.map((position) => position.map((degrees) => degrees.toFixed(6)).join());
    expect(legs.map(round)).toEqual(truth.map(round));
  });

  test('leaves out a point for which the server has no segment', async () => {
    const points = placePoints(5);
    server.islands.add(keyOf(points[0]));
    server.islands.add(keyOf(points[3]));
    const engine = connect(kind);
    const { durations } = await engine.matrix(points, 'van');
    expect([durations[1], durations[5], durations[3 * 5 + 1]]).toEqual([Infinity, Infinity, Infinity]);
    expect(durations[1 * 5 + 2]).toBeLessThan(Infinity);
    const snapped = await engine.snap(points, 'van');
    expect(snapped.map(({ location }) => location !== null)).toEqual([false, true, true, false, true]);
    expect(await engine.legs([[points[0], points[1]]], 'van')).toEqual([
      { metres: Infinity, seconds: Infinity, line: [points[0], points[1]] },
    ]);
    const row = await engine.matrix(points, 'van', { rows: [0], columns: [1, 2, 4] });
    expect(row).toEqual(createEmptyMatrix(5));
  });

  test.each<[Fault]>([[500], [502], [429], ['dropped'], ['cut'], ['half-json']])(
    'asks again after %s',
    async (fault) => {
      server.faults.push(fault);
      expect(await worstOf(connect(kind), placePoints(4))).toBeLessThanOrEqual(ROUNDING);
    },
  );

  test.each<[Fault, string]>([
    [503, 'travel_engine_unavailable'],
    ['broken-refusal', 'travel_engine_unavailable'],
    ['dropped', 'travel_engine_unavailable'],
    ['cut', 'travel_engine_unavailable'],
    ['half-json', 'travel_engine_bad_answer'],
    ['html', 'travel_engine_bad_answer'],
    ['endless', 'travel_engine_bad_answer'],
    ['redirect', 'travel_engine_bad_answer'],
    [404, 'travel_engine_bad_answer'],
  ])('says what is wrong with %s each time', async (fault, code) => {
    server.faults.push(fault, fault);
    const failure = await connect(kind)
      .matrix(placePoints(3), 'van')
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TravelEngineError);
    expect(failure).toMatchObject({ code });
  });

  test('gives up after its time', async () => {
    server.faults.push('silence', 'silence');
    const engine = connect(kind, { timeoutMilliseconds: 50 });
    await expect(engine.matrix(placePoints(2), 'van')).rejects.toMatchObject({
      code: 'travel_engine_unavailable',
    });
    expect(server.requests).toHaveLength(2);
  });

  test('asks no host that is not on the list', async () => {
    const engine = connect(kind, { allowedHosts: ['router.example'] });
    await expect(engine.matrix(placePoints(2), 'van')).rejects.toMatchObject({
      code: 'travel_engine_refused',
    });
    expect(server.requests).toEqual([]);
  });

  test('says that the limit configured is higher than that of the server', async () => {
    await expect(connect(kind, { maxPoints: 200 }).matrix(placePoints(130), 'van')).rejects.toMatchObject({
      code: 'travel_engine_refused',
    });
  });

  test('hands over to the embedded engine for the whole of a work, under a name that says so', async () => {
    const roads = serializeRoadGraph(GRAPH);
    const settings = settingsFor(kind, server.url, { retries: 0, fallback: true });
    const travel = createCountyTravel({ roads, detourFactor: 1.4 }, settings);
    const points = placePoints(4);
    const names: string[] = [];
    const work = async (engine: TravelEngine) => {
      names.push(engine.name);
      await engine.matrix(points, 'van');
      return engine.legs([[points[0], points[1]]], 'van');
    };
    await travel.use(work);
    expect(names).toEqual([`${kind}/1`]);
    // The matrix succeeds, a later request fails: nothing of the first is kept.
    names.length = 0;
    await travel.use(async (engine) => {
      names.push(engine.name);
      await engine.matrix(points, 'van');
      if (names.length === 1) server.faults.push(500);
      return engine.legs([[points[0], points[1]]], 'van');
    });
    expect(names).toEqual([`${kind}/1`, `roads/2 in place of ${kind}/1`]);
    const strict = createCountyTravel({ roads, detourFactor: 1.4 }, { ...settings, fallback: false });
    server.faults.push(500);
    await expect(strict.use(work)).rejects.toMatchObject({ code: 'travel_engine_unavailable' });
  });
});

describe('osrm', () => {
  beforeEach(async () => {
    server = await startEngineServer('osrm', TRUTH);
  });

  test.each<[Fault]>([['short-rows'], ['negative'], ['no-code']])('takes no table with %s', async (fault) => {
    server.faults.push(fault);
    await expect(connect('osrm').matrix(placePoints(3), 'van')).rejects.toMatchObject({
      code: 'travel_engine_bad_answer',
    });
  });
});

describe('valhalla', () => {
  beforeEach(async () => {
    server = await startEngineServer('valhalla', TRUTH);
  });

  test('takes a missing time beside a stale distance for no way, and finds it by route', async () => {
    const points = placePoints(4);
    server.timeless.add(`${keyOf(points[0])}>${keyOf(points[2])}`);
    expect(await worstOf(connect('valhalla'), points)).toBeLessThanOrEqual(ROUNDING);
    expect(server.requests.filter((request) => request === 'POST /route')).toHaveLength(1);
  });

  test('leaves a pair without a way where route finds none either, whatever the distance says', async () => {
    const points = placePoints(4);
    server.timeless.add(`${keyOf(points[0])}>${keyOf(points[2])}`);
    const settings = settingsFor('valhalla', server.url);
    const transport = createHttpTransport(settings);
    const engine = createValhallaEngine(
      {
        send: (request) => {
          if (request.path === '/route') server.islands.add(keyOf(points[2]));
          return transport.send(request);
        },
      },
      settings,
    );
    const { durations, distances } = await engine.matrix(points, 'van');
    expect([durations[2], distances[2]]).toEqual([Infinity, Infinity]);
    expect(durations[2 * 4]).toBeLessThan(Infinity);
  });

  test('asks for no more than so many pairs again', async () => {
    const points = placePoints(30);
    for (const from of points) for (const to of points) server.timeless.add(`${keyOf(from)}>${keyOf(to)}`);
    await connect('valhalla').matrix(points, 'van');
    expect(server.requests.filter((request) => request === 'POST /route')).toHaveLength(MAX_ROUTE_RETRIES);
  });

  test('takes no matrix with rows that are too short', async () => {
    const settings = settingsFor('valhalla', server.url);
    const transport = createHttpTransport(settings);
    const spoiled = createValhallaEngine(
      {
        send: (request) => {
          if (request.path === '/sources_to_targets') server.faults.push('short-rows');
          return transport.send(request);
        },
      },
      settings,
    );
    await expect(spoiled.matrix(placePoints(3), 'van')).rejects.toMatchObject({
      code: 'travel_engine_bad_answer',
    });
  });
});
