import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { LonLat } from '../../../src/model/units.ts';
import type {
  ExternalEngineKind,
  ExternalEngineSettings,
} from '../../../src/network/external/engine-settings.ts';
import { ENGINE_MAX_POINTS, ENGINE_PROFILES } from '../../../src/network/external/engine-settings.ts';
import { encodePolyline } from '../../../src/network/external/polyline.ts';
import type { TravelEngine } from '../../../src/network/travel-engine.ts';

/** What goes wrong with one request: a status, or something done to the connection or the answer. */
export type Fault =
  | 'silence'
  | 'dropped'
  | 'broken-refusal'
  | 'cut'
  | 'half-json'
  | 'html'
  | 'endless'
  | 'redirect'
  | 'short-rows'
  | 'negative'
  | 'no-code'
  | number;

/** A small server that speaks an engine's protocol, over figures of a travel engine; faults are used up in order. */
export interface EngineServer {
  readonly url: string;
  readonly requests: string[];
  readonly faults: Fault[];
  /** Pairs that have no time in a matrix of Valhalla, as "from>to" by coordinates; `route` still finds a way. */
  readonly timeless: Set<string>;
  /** Services that answer 503 each time, by the beginning of their path. */
  readonly broken: Set<string>;
  /** Where Valhalla's and OSRM's answers may not go at all. */
  readonly islands: Set<string>;
  close(): Promise<void>;
}

export function settingsFor(
  kind: ExternalEngineKind,
  url: string,
  more: Partial<ExternalEngineSettings> = {},
): ExternalEngineSettings {
  return {
    kind,
    url,
    allowedHosts: [new URL(url).host],
    timeoutMilliseconds: 20_000,
    retries: 1,
    maxResponseBytes: 1_000_000,
    maxPoints: ENGINE_MAX_POINTS[kind],
    maxSnapMetres: 2000,
    profiles: ENGINE_PROFILES[kind],
    attributions: ['© OpenStreetMap contributors'],
    fallback: false,
    ...more,
  };
}

export async function startEngineServer(
  kind: ExternalEngineKind,
  engine: TravelEngine,
): Promise<EngineServer> {
  const state = {
    requests: [] as string[],
    faults: [] as Fault[],
    timeless: new Set<string>(),
    broken: new Set<string>(),
    islands: new Set<string>(),
  };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await readBody(request);
      state.requests.push(`${request.method} ${request.url}`);
      const isBroken = [...state.broken].some((path) => request.url?.startsWith(path) === true);
      const fault = isBroken ? 503 : state.faults.shift();
      if (fault !== undefined && misbehave(fault, response)) return;
      const answer =
        kind === 'osrm'
          ? await answerOsrm(engine, state, request.url ?? '')
          : await answerValhalla(engine, state, request.url ?? '', body);
      const text = JSON.stringify(fault === undefined ? answer.body : spoil(fault, answer.body));
      response.writeHead(answer.status, { 'content-type': 'application/json;charset=utf-8' });
      response.end(text);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function* repeatSpaces(): Generator<string> {
  for (;;) yield ' '.repeat(65_536);
}

/** True when the fault has answered, or never will. */
function misbehave(fault: Fault, response: ServerResponse): boolean {
  if (typeof fault === 'number') {
    response.writeHead(fault, { 'content-type': 'text/html' }).end('<h1>Sorry</h1>');
    return true;
  }
  if (fault === 'silence') return true;
  if (fault === 'broken-refusal') {
    response.writeHead(503, { 'content-length': '1000' });
    response.write('<h1>', () => response.destroy());
  }
  if (fault === 'dropped') response.destroy();
  if (fault === 'cut') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"code":"Ok","durations":[[0,');
    setTimeout(() => response.destroy(), 20);
  }
  if (fault === 'half-json') response.end('{"code":"Ok","durations":[[0,');
  if (fault === 'html') response.end('<!doctype html>');
  if (fault === 'redirect') response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
  if (fault === 'endless') Readable.from(repeatSpaces()).pipe(response);
  return (
    response.writableEnded ||
    response.destroyed ||
    fault === 'cut' ||
    fault === 'broken-refusal' ||
    fault === 'endless'
  );
}

/** A right answer made wrong. */
function spoil(fault: Fault, answer: unknown): unknown {
  const copy = structuredClone(answer) as Record<string, unknown>;
  const key = ['durations', 'sources_to_targets'].find((each) => each in copy) ?? 'durations';
  if (fault === 'short-rows') copy[key] = (copy[key] as unknown[][]).map((row) => row.slice(1));
  if (fault === 'negative') copy[key] = (copy[key] as unknown[][]).map((row) => row.map(() => -1));
  if (fault === 'no-code') {
    delete copy.code;
    delete copy[key];
  }
  return copy;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type State = Pick<EngineServer, 'timeless' | 'islands'>;

const keyOf = ([lon, lat]: LonLat): string => `${lon.toFixed(6)},${lat.toFixed(6)}`;

/** As osrm-routed of OSRM 5 answers, hints included; table size is limited to 100. */
async function answerOsrm(engine: TravelEngine, { islands }: State, url: string): Promise<Answer> {
  const [, service, , , list, query] = /^\/(\w+)\/v1\/(\w+)()\/([^?]+)\?(.*)$/.exec(url) ?? [];
  const points = list.split(';').map((text) => text.split(',').map(Number) as unknown as LonLat);
  const options = new URLSearchParams(query);
  const refuse = (code: string, message: string): Answer => ({ status: 400, body: { code, message } });
  if (points.length < 2) return refuse('InvalidOptions', 'Number of coordinates needs to be at least two.');
  if (points.length > 100) return refuse('TooBig', 'Too many table coordinates');
  const lost = points.findIndex((point) => islands.has(keyOf(point)));
  if (lost >= 0) return refuse('NoSegment', `Could not find a matching segment for coordinate ${lost}`);
  const snapped = await engine.snap(points, 'van');
  const waypoints = snapped.map(({ location, snapMetres }) => ({
    hint: 'KSoKADRYroqUBAEAEAAAABkAAAAGAAAAAAAAABhnCQCLtwAA',
    distance: snapMetres,
    name: 'county road',
    location,
  }));
  const { size, durations, distances } = await engine.matrix(points, 'van');
  const finite = (value: number) => (Number.isFinite(value) ? Math.round(value * 10) / 10 : null);
  if (service === 'table') {
    const places = (name: string) => (options.get(name) ?? '').split(';').map(Number);
    const pick = (values: Float64Array) =>
      places('sources').map((from) => places('destinations').map((to) => finite(values[from * size + to])));
    const body = {
      code: 'Ok',
      distances: pick(distances),
      durations: pick(durations),
      destinations: places('destinations').map((place) => waypoints[place]),
      sources: places('sources').map((place) => waypoints[place]),
    };
    return { status: 200, body };
  }
  const [{ line }] = await engine.legs([[points[0], points[1]]], 'van');
  const figures = {
    weight: finite(durations[1]),
    duration: finite(durations[1]),
    distance: finite(distances[1]),
  };
  const legs = [{ steps: [], summary: '', ...figures }];
  const route = { geometry: encodePolyline(line, 6), legs, weight_name: 'routability', ...figures };
  return { status: 200, body: { code: 'Ok', waypoints, routes: [route] } };
}

interface ValhallaRequest {
  readonly locations: readonly ValhallaLocation[];
  readonly sources: readonly ValhallaLocation[];
  readonly targets: readonly ValhallaLocation[];
}

interface ValhallaLocation {
  readonly lat: number;
  readonly lon: number;
}

/** As valhalla_service of Valhalla 3 answers; a matrix is limited to 2,500 pairs, a `locate` to 20 locations. */
async function answerValhalla(
  engine: TravelEngine,
  { timeless, islands }: State,
  url: string,
  body: string,
): Promise<Answer> {
  const request = JSON.parse(body) as ValhallaRequest;
  const toPoint = ({ lon, lat }: ValhallaLocation): LonLat => [lon, lat];
  const refuse = (code: number, error: string): Answer => ({
    status: 400,
    body: { error_code: code, error, status_code: 400, status: 'Bad Request' },
  });
  if (url === '/locate') {
    const points = request.locations.map(toPoint);
    if (points.length > 20) return refuse(150, 'Exceeded max locations: 20');
    const snapped = await engine.snap(points, 'van');
    const answers = points.map((point, index) => {
      const [input_lon, input_lat] = point;
      const { location } = snapped[index];
      if (location === null || islands.has(keyOf(point))) {
        return { input_lon, input_lat, edges: null, nodes: null };
      }
      const edge = {
        way_id: 4711,
        correlated_lat: location[1],
        correlated_lon: location[0],
        side_of_street: 'neither',
        percent_along: 0.5,
      };
      const farther = { ...edge, correlated_lat: location[1] + 1 };
      return { input_lon, input_lat, edges: [farther, edge], nodes: [] };
    });
    return { status: 200, body: answers };
  }
  if (url === '/sources_to_targets') {
    const [sources, targets] = [request.sources.map(toPoint), request.targets.map(toPoint)];
    if (sources.length * targets.length > 2500) return refuse(150, 'Exceeded max locations: 50');
    const { size, durations, distances } = await engine.matrix([...sources, ...targets], 'van');
    const rows = sources.map((from, row) =>
      targets.map((to, column) => {
        const at = row * size + sources.length + column;
        const lost = timeless.has(`${keyOf(from)}>${keyOf(to)}`) || !Number.isFinite(durations[at]);
        return {
          from_index: row,
          to_index: column,
          // The distance is that of another pair when there is no time.
          distance: lost ? 7.777 : Math.round(distances[at]) / 1000,
          time: lost ? null : Math.round(durations[at]),
        };
      }),
    );
    const algorithm = 'costmatrix';
    return {
      status: 200,
      body: {
        algorithm,
        units: 'kilometers',
        sources: [request.sources],
        targets: [request.targets],
        sources_to_targets: rows,
      },
    };
  }
  const [from, to] = request.locations.map(toPoint);
  if (islands.has(keyOf(from)) || islands.has(keyOf(to)))
    return refuse(442, 'No path could be found for input');
  const { durations, distances } = await engine.matrix([from, to], 'van');
  const [{ line }] = await engine.legs([[from, to]], 'van');
  const summary = { time: durations[1], length: Math.round(distances[1]) / 1000, cost: durations[1] };
  const leg = { maneuvers: [], summary, shape: encodePolyline(line, 6) };
  return {
    status: 200,
    body: {
      trip: {
        locations: request.locations,
        legs: [leg],
        summary,
        status_message: 'Found route between points',
        status: 0,
        units: 'kilometers',
        language: 'en-US',
      },
    },
  };
}
