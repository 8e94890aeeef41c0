import type { LonLat, Metres } from '../../model/units.ts';
import { distanceOf } from '../great-circle.ts';
import type { SnappedPoint, TravelEngine, TravelLeg } from '../travel-engine.ts';
import { createEmptyMatrix } from '../travel-matrix.ts';
import type { MatrixPart } from '../travel-matrix.ts';
import { badAnswer, membersOf, readFigure, readList, readPosition } from './answer-shape.ts';
import type { ExternalEngineOptions } from './engine-settings.ts';
import type { EngineTransport } from './engine-transport.ts';
import { toSnappedPoint, toTravelEngine } from './external-engine.ts';
import type { EngineClient } from './external-engine.ts';
import { enterWay, listBlocks } from './matrix-blocks.ts';
import { decodePolyline } from './polyline.ts';
import { TravelEngineError } from './travel-engine-error.ts';

const NAME = 'osrm/1';
/** Coordinates of one address, so that it stays below the 8 kB that servers and proxies take. */
const MAX_COORDINATES = 300;

/**
 * Travel by an OSRM server (HTTP API of OSRM 5: `table` with durations and distances, `route`). Large matrices are
 * asked for in blocks within the server's limit. OSRM moves any point to the nearest road, however far; a point that
 * it moves beyond the limit is off the network, and so is one for which it knows no segment.
 */
export function createOsrmEngine(transport: EngineTransport, options: ExternalEngineOptions): TravelEngine {
  return toTravelEngine(NAME, new OsrmClient(transport, options), options);
}

class OsrmClient implements EngineClient {
  readonly #transport: EngineTransport;
  readonly #maxSnapMetres: Metres;
  readonly #maxPoints: number;

  constructor(transport: EngineTransport, { maxPoints, maxSnapMetres }: ExternalEngineOptions) {
    this.#transport = transport;
    this.#maxPoints = Math.max(2, Math.min(maxPoints, MAX_COORDINATES));
    this.#maxSnapMetres = maxSnapMetres;
  }

  async snap(points: readonly LonLat[], profile: string): Promise<readonly SnappedPoint[]> {
    const snapped: SnappedPoint[] = points.map(() => ({ location: null, snapMetres: Infinity }));
    const columnsAtOnce = this.#maxPoints - 1;
    for (let first = 0; first < points.length; first += columnsAtOnce) {
      const columns = [...points.keys()].slice(first, first + columnsAtOnce);
      const table = await this.#askTable(points, { rows: null, columns }, profile);
      table?.columns.forEach((location, index) => {
        const point = table.block.columns[index];
        snapped[point] = toSnappedPoint(points[point], location, this.#maxSnapMetres);
      });
    }
    return snapped;
  }

  async measure(points: readonly LonLat[], profile: string, part: MatrixPart) {
    const matrix = createEmptyMatrix(points.length);
    const involved = new Set([...part.rows, ...part.columns]).size;
    const size = involved <= this.#maxPoints ? this.#maxPoints : Math.floor(this.#maxPoints / 2);
    for (const block of listBlocks(part, size)) {
      const table = await this.#askTable(points, block, profile);
      if (table === null) continue;
      const { rows, columns } = table.block;
      const isNear = (point: number, location: LonLat) =>
        distanceOf(points[point], location) <= this.#maxSnapMetres;
      rows.forEach((from, row) => {
        columns.forEach((to, column) => {
          if (!isNear(from, table.rows[row]) || !isNear(to, table.columns[column])) return;
          const [seconds, metres] = [table.durations[row][column], table.distances[row][column]];
          enterWay(matrix, from, to, { seconds, metres });
        });
      });
    }
    return matrix;
  }

  async findWay(from: LonLat, to: LonLat, profile: string): Promise<TravelLeg | null> {
    const query = 'overview=full&geometries=polyline6&steps=false&alternatives=false';
    const { code, members } = await this.#ask('route', profile, [from, to], query);
    if (code === 'NoRoute' || code === 'NoSegment') return null;
    requireOk(code, members);
    const ends = readWaypoints(members.waypoints, 2);
    if ([from, to].some((point, end) => distanceOf(point, ends[end]) > this.#maxSnapMetres)) return null;
    const route = Array.isArray(members.routes) ? membersOf(members.routes[0]) : {};
    const line = typeof route.geometry === 'string' ? decodePolyline(route.geometry, 6) : null;
    if (line === null || line.length === 0) throw badAnswer(NAME, 'without a line');
    const [metres, seconds] = [readFigure(NAME, route.distance), readFigure(NAME, route.duration)];
    return { metres, seconds, line: line.length === 1 ? [line[0], line[0]] : line };
  }

  /**
   * Table over a block, without the points that OSRM finds no segment for; null where none is left. Where no rows are
   * asked for, it has that of the first column.
   */
  async #askTable(
    points: readonly LonLat[],
    asked: { readonly rows: readonly number[] | null; readonly columns: readonly number[] },
    profile: string,
  ): Promise<OsrmTable | null> {
    let { columns, rows } = asked;
    for (;;) {
      const block = { rows: rows ?? columns.slice(0, 1), columns };
      if (block.rows.length === 0 || block.columns.length === 0) return null;
      const { coordinates, query } = toTableQuery(block);
      const list = coordinates.map((point) => points[point]);
      const { code, members } = await this.#ask('table', profile, list, query);
      if (code !== 'NoSegment') {
        requireOk(code, members);
        return readTable(members, block);
      }
      const lost = coordinates[Number(/\d+/.exec(String(members.message))?.[0])];
      if (lost === undefined) throw refused(code, members);
      const isKept = (point: number) => point !== lost;
      rows = rows?.filter(isKept) ?? null;
      columns = columns.filter(isKept);
    }
  }

  async #ask(service: string, profile: string, points: readonly LonLat[], query: string) {
    const list = points.map(([lon, lat]) => `${toDegrees(lon)},${toDegrees(lat)}`).join(';');
    const { body } = await this.#transport.send({
      path: `/${service}/v1/${encodeURIComponent(profile)}/${list}?${query}`,
    });
    const members = membersOf(body);
    if (typeof members.code !== 'string') throw badAnswer(NAME, 'without a code');
    return { code: members.code, members };
  }
}

interface OsrmTable {
  readonly block: MatrixPart;
  readonly durations: readonly (readonly number[])[];
  readonly distances: readonly (readonly number[])[];
  /** Where rows and columns met the network. */
  readonly rows: readonly LonLat[];
  readonly columns: readonly LonLat[];
}

/** Each point once, at least two of them, since OSRM takes no table of one. */
function toTableQuery({ rows, columns }: MatrixPart) {
  const distinct = [...new Set([...rows, ...columns])];
  const coordinates = distinct.length === 1 ? [distinct[0], distinct[0]] : distinct;
  const places = new Map(distinct.map((point, place) => [point, place]));
  const listOf = (chosen: readonly number[]) => chosen.map((point) => places.get(point)).join(';');
  const query = `annotations=duration,distance&sources=${listOf(rows)}&destinations=${listOf(columns)}`;
  return { coordinates, query };
}

function readTable(members: Readonly<Record<string, unknown>>, block: MatrixPart): OsrmTable {
  const { rows, columns } = block;
  const read = (value: unknown, what: string) =>
    readList(NAME, value, rows.length, `rows of ${what}`).map((row) =>
      readList(NAME, row, columns.length, what).map((figure) => readFigure(NAME, figure)),
    );
  return {
    block,
    durations: read(members.durations, 'durations'),
    distances: read(members.distances, 'distances'),
    rows: readWaypoints(members.sources, rows.length),
    columns: readWaypoints(members.destinations, columns.length),
  };
}

function readWaypoints(value: unknown, count: number): readonly LonLat[] {
  return readList(NAME, value, count, 'waypoints').map((waypoint) => {
    const [lon, lat] = readList(NAME, membersOf(waypoint).location, 2, 'degrees');
    return readPosition(NAME, lon, lat);
  });
}

function requireOk(code: string, members: Readonly<Record<string, unknown>>): void {
  if (code !== 'Ok') throw refused(code, members);
}

function refused(code: string, { message }: Readonly<Record<string, unknown>>): TravelEngineError {
  const reason = typeof message === 'string' ? `: ${message.slice(0, 200)}` : '';
  return new TravelEngineError('travel_engine_refused', `${NAME} refused with ${code}${reason}.`);
}

/** Decimal digits without an exponent, about 0.1 m. */
function toDegrees(value: number): string {
  return value.toFixed(6);
}
