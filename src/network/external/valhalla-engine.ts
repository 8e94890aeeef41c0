import type { LonLat, Metres } from '../../model/units.ts';
import { distanceOf } from '../great-circle.ts';
import type { SnappedPoint, TravelEngine, TravelLeg } from '../travel-engine.ts';
import { createEmptyMatrix } from '../travel-matrix.ts';
import type { MatrixPart, TravelMatrix } from '../travel-matrix.ts';
import { badAnswer, membersOf, readFigure, readList, readPosition } from './answer-shape.ts';
import type { ExternalEngineOptions } from './engine-settings.ts';
import type { EngineTransport } from './engine-transport.ts';
import { toSnappedPoint, toTravelEngine } from './external-engine.ts';
import type { EngineClient } from './external-engine.ts';
import { enterWay, listBlocks, mapFew } from './matrix-blocks.ts';
import { decodePolyline } from './polyline.ts';
import { TravelEngineError } from './travel-engine-error.ts';

const NAME = 'valhalla/1';
/** Locations of one `locate` (the limit that Valhalla has for most costings). */
const LOCATIONS_AT_ONCE = 20;
const ROUTES_AT_ONCE = 4;
/** Pairs without a time that are asked for again by `route`; further ones stay unreachable. */
export const MAX_ROUTE_RETRIES = 500;
/** "No suitable edges near location" and "No path could be found for input". */
const NO_WAY_CODES: ReadonlySet<unknown> = new Set([171, 442]);

/**
 * Travel by a Valhalla server (`locate`, `sources_to_targets`, `route`). Its matrix may hold no time beside the
 * distance of another pair: such a pair has no way, and is asked for again by `route`, which may find one. It
 * moves points up to 35 km to a road without a word: a point moved beyond the limit is off the network.
 */
export function createValhallaEngine(
  transport: EngineTransport,
  options: ExternalEngineOptions,
): TravelEngine {
  return toTravelEngine(NAME, new ValhallaClient(transport, options), options);
}

class ValhallaClient implements EngineClient {
  readonly #transport: EngineTransport;
  readonly #maxPoints: number;
  readonly #maxSnapMetres: Metres;

  constructor(transport: EngineTransport, { maxPoints, maxSnapMetres }: ExternalEngineOptions) {
    this.#transport = transport;
    this.#maxPoints = maxPoints;
    this.#maxSnapMetres = maxSnapMetres;
  }

  async snap(points: readonly LonLat[], costing: string): Promise<readonly SnappedPoint[]> {
    const snapped: SnappedPoint[] = [];
    for (let first = 0; first < points.length; first += LOCATIONS_AT_ONCE) {
      const some = points.slice(first, first + LOCATIONS_AT_ONCE);
      const locations = some.map((point) => this.#toLocation(point));
      const { body } = await this.#ask('locate', { locations, costing, verbose: false });
      const answers = readList(
        NAME,
        Array.isArray(body) ? body : membersOf(body).locations,
        some.length,
        'locations',
      );
      snapped.push(...answers.map((answer, index) => this.#toSnapped(some[index], answer)));
    }
    return snapped;
  }

  async measure(points: readonly LonLat[], costing: string, part: MatrixPart): Promise<TravelMatrix> {
    const involved = [...new Set([...part.rows, ...part.columns])];
    const snapped = await this.snap(
      involved.map((point) => points[point]),
      costing,
    );
    const nearPoints = new Set(involved.filter((_, at) => snapped[at].location !== null));
    const isNear = (point: number) => nearPoints.has(point);
    const near = { rows: part.rows.filter(isNear), columns: part.columns.filter(isNear) };
    const matrix = createEmptyMatrix(points.length);
    const timeless: (readonly [number, number])[] = [];
    for (const block of listBlocks(near, this.#maxPoints)) {
      const cells = await this.#askMatrix(points, block, costing);
      block.rows.forEach((from, row) => {
        block.columns.forEach((to, column) => {
          const way = cells[row][column];
          if (Number.isFinite(way.seconds)) enterWay(matrix, from, to, way);
          else if (from !== to) timeless.push([from, to]);
        });
      });
    }
    await mapFew(timeless.slice(0, MAX_ROUTE_RETRIES), ROUTES_AT_ONCE, async ([from, to]) => {
      const way = await this.findWay(points[from], points[to], costing);
      if (way !== null) enterWay(matrix, from, to, way);
    });
    return matrix;
  }

  /** The way from one point to another; null where there is none, or where it begins or ends elsewhere. */
  async findWay(from: LonLat, to: LonLat, costing: string): Promise<TravelLeg | null> {
    const locations = [from, to].map((point) => this.#toLocation(point));
    const request = { locations, costing, units: 'kilometers', directions_type: 'none' };
    const { status, body } = await this.#ask('route', request, NO_WAY_CODES);
    if (status >= 400) return null;
    const trip = membersOf(membersOf(body).trip);
    const [leg] = readList(NAME, trip.legs, 1, 'legs');
    const { shape, summary } = membersOf(leg);
    const line = typeof shape === 'string' ? decodePolyline(shape, 6) : null;
    if (line === null || line.length === 0) throw badAnswer(NAME, 'without a line');
    requireKilometres(trip.units);
    const { time, length } = membersOf(summary);
    const [seconds, metres] = [readFigure(NAME, time), readFigure(NAME, length) * 1000];
    const ends = [line[0], line[line.length - 1]];
    const isMoved = [from, to].some((point, end) => distanceOf(point, ends[end]) > this.#maxSnapMetres);
    if (isMoved || !Number.isFinite(seconds)) return null;
    return { seconds, metres, line: line.length === 1 ? [line[0], line[0]] : line };
  }

  async #askMatrix(points: readonly LonLat[], { rows, columns }: MatrixPart, costing: string) {
    const sources = rows.map((point) => this.#toLocation(points[point]));
    const targets = columns.map((point) => this.#toLocation(points[point]));
    const request = { sources, targets, costing, verbose: true, units: 'kilometers' };
    const { body } = await this.#ask('sources_to_targets', request);
    const members = membersOf(body);
    requireKilometres(members.units);
    return readList(NAME, members.sources_to_targets, rows.length, 'rows').map((row, from) =>
      readList(NAME, row, columns.length, 'cells').map((cell, to) => readCell(cell, from, to)),
    );
  }

  /** @param expected error codes of Valhalla that the caller understands */
  async #ask(action: string, body: unknown, expected: ReadonlySet<unknown> = new Set()) {
    const reply = await this.#transport.send({ path: `/${action}`, body });
    if (reply.status < 400) return reply;
    const { error_code: code, error } = membersOf(reply.body);
    if (expected.has(code)) return reply;
    const reason = typeof error === 'string' ? `: ${error.slice(0, 200)}` : '';
    const stated = typeof code === 'number' ? code : reply.status;
    const message = `${NAME} refused ${action} with ${stated}${reason}.`;
    throw new TravelEngineError('travel_engine_refused', message);
  }

  #toLocation([lon, lat]: LonLat) {
    return { lon: toDegrees(lon), lat: toDegrees(lat), search_cutoff: Math.ceil(this.#maxSnapMetres) };
  }

  /** Of several edges the nearest. */
  #toSnapped(point: LonLat, answer: unknown): SnappedPoint {
    const { edges } = membersOf(answer);
    let nearest: SnappedPoint = { location: null, snapMetres: Infinity };
    for (const edge of Array.isArray(edges) ? edges : []) {
      const { correlated_lon: lon, correlated_lat: lat } = membersOf(edge);
      const snapped = toSnappedPoint(point, readPosition(NAME, lon, lat), this.#maxSnapMetres);
      if (snapped.snapMetres < nearest.snapMetres) nearest = snapped;
    }
    return nearest;
  }
}

/** Time in seconds, distance in kilometres; a cell without a time is without a way, whatever its distance says. */
function readCell(cell: unknown, from: number, to: number): { seconds: number; metres: number } {
  const { time, distance, from_index: row, to_index: column } = membersOf(cell);
  if ((row !== undefined && row !== from) || (column !== undefined && column !== to)) {
    throw badAnswer(NAME, 'with cells out of order');
  }
  const seconds = readFigure(NAME, time);
  if (seconds === Infinity) return { seconds, metres: Infinity };
  return { seconds, metres: readFigure(NAME, distance) * 1000 };
}

function requireKilometres(units: unknown): void {
  if (units !== undefined && units !== 'kilometers') throw badAnswer(NAME, 'in other units than kilometres');
}

function toDegrees(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
