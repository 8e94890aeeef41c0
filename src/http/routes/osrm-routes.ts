import { Type } from '@fastify/type-provider-typebox';
import type { TProperties } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import type { LonLat } from '../../model/units.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import { measureWay } from '../../network/legs.ts';
import type { TravelEngine } from '../../network/travel-engine.ts';
import type { MatrixPart } from '../../network/travel-matrix.ts';
import { PersistenceError } from '../../persistence/persistence-error.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { toOsrmRoute, toOsrmTable, toWaypoints } from '../osrm/osrm-answers.ts';
import { parseOsrmCoordinates, parseOsrmProfile } from '../osrm/osrm-coordinates.ts';
import { OsrmError } from '../osrm/osrm-error.ts';
import type { OsrmCommonOptions, OsrmQuery, OsrmTableOptions } from '../osrm/osrm-options.ts';
import { parseOsrmCommon, parseOsrmRoute, parseOsrmTable } from '../osrm/osrm-options.ts';
import { osrmAnswers, OsrmRouteSchema, OsrmTableSchema } from '../osrm/osrm-schemas.ts';
import { AtOnce } from '../plugins/at-once.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { chooseCounty } from '../routing/county-choice.ts';
import type { TravelEngines } from '../routing/request-travel.ts';
import { MAX_ROUTE_POINTS } from '../routing/route-schemas.ts';
import { MAX_MATRIX_POINTS } from '../routing/matrix-schemas.ts';
import { closed } from '../schemas/primitives.ts';

const AT_ONCE = 8;

/** What a service is asked, common parts read. */
interface OsrmRequest {
  readonly points: readonly LonLat[];
  readonly profile: TravelProfile;
  readonly common: OsrmCommonOptions;
  readonly query: OsrmQuery;
}

/** One service of OSRM's HTTP API. */
interface OsrmService {
  readonly name: 'table' | 'route';
  readonly summary: string;
  readonly schema: typeof OsrmTableSchema;
  readonly parameters: TProperties;
  readonly maxPoints: number;
  /** Reads the options, before any work, and gives what is to be asked of an engine. */
  readonly prepare: (request: OsrmRequest) => (engine: TravelEngine) => Promise<object>;
}

const Word = Type.Optional(Type.String());
const SERVICES: readonly OsrmService[] = [
  {
    name: 'table',
    summary: 'Times and distances between coordinates, in the form of OSRM',
    schema: OsrmTableSchema,
    parameters: { sources: Word, destinations: Word, annotations: Word },
    maxPoints: MAX_MATRIX_POINTS,
    prepare: prepareTable,
  },
  {
    name: 'route',
    summary: 'Fastest way through coordinates, in the form of OSRM',
    schema: OsrmRouteSchema,
    parameters: {
      overview: Word,
      geometries: Word,
      steps: Word,
      alternatives: Word,
      annotations: Word,
      continue_straight: Word,
    },
    maxPoints: MAX_ROUTE_POINTS,
    prepare: prepareRoute,
  },
];

/**
 * `GET /table/v1/{profile}/{coordinates}` and `GET /route/v1/...` as OSRM answers them (HTTP API of OSRM 5), so that
 * its clients work unchanged: at the root for the default county, below `/osrm/{code}` for any, for clients that
 * take nothing but a base address.
 */
export function addOsrmRoutes(app: App, dependencies: AppDependencies, engines: TravelEngines): void {
  app.setErrorHandler((error, _request, reply) => {
    const refusal = toRefusal(error);
    if (refusal === null) throw error;
    return reply.code(400).type('application/json; charset=utf-8').send(refusal);
  });
  const atOnce = new AtOnce(AT_ONCE, 'Too many routes are being computed.');
  for (const service of SERVICES) {
    for (const prefix of ['', '/osrm/:code']) addService(app, dependencies, engines, service, prefix, atOnce);
  }
}

function addService(
  app: App,
  { stores, settings }: AppDependencies,
  engines: TravelEngines,
  service: OsrmService,
  prefix: string,
  atOnce: AtOnce,
): void {
  const ofCounty = prefix !== '';
  app.route({
    method: 'GET',
    url: `${prefix}/${service.name}/v1/:profile/:coordinates`,
    attachValidation: true,
    onRequest: async (_request, reply) => atOnce.admit(reply),
    schema: {
      tags: ['osrm'],
      summary: `${service.summary}${ofCounty ? ', on the roads of a county' : ''}`,
      params: closed({
        ...(ofCounty ? { code: Type.String() } : {}),
        profile: Type.String({ description: 'van, truck, trike, bus; also car, driving, hgv' }),
        coordinates: Type.String({ description: '`lon,lat;lon,lat`, `polyline(...)` or `polyline6(...)`' }),
      }),
      querystring: closed({
        ...(ofCounty ? {} : { county: Word }),
        ...service.parameters,
        radiuses: Word,
        generate_hints: Word,
        hints: Word,
        skip_waypoints: Word,
      }),
      response: osrmAnswers(service.schema),
    },
    handler: (request, reply: FastifyReply) =>
      atOnce.work(async () => {
        const { code, profile, coordinates } = request.params as Readonly<Record<string, string>>;
        const query = request.query as OsrmQuery;
        const ask = service.prepare(readRequest(profile, coordinates, query, service.maxPoints));
        const named = ofCounty ? code : (query.county as string | undefined);
        const countyCode = await chooseCounty(stores, named, settings.defaultCounty);
        return reply.send({ code: 'Ok', ...(await engines.use({ countyCode }, ask)) });
      }),
  });
}

function readRequest(profile: string, coordinates: string, query: OsrmQuery, maxPoints: number): OsrmRequest {
  const points = parseOsrmCoordinates(coordinates);
  const common = parseOsrmCommon(query, points.length);
  if (points.length > maxPoints) {
    throw new OsrmError('TooBig', `Too many coordinates: ${points.length} of at most ${maxPoints}`);
  }
  return { points, profile: parseOsrmProfile(profile), common, query };
}

function prepareTable({ points, profile, common, query }: OsrmRequest) {
  const options = parseOsrmTable(query, points.length);
  return async (engine: TravelEngine): Promise<object> => {
    const waypoints = toWaypoints(await engine.snap(points, profile), common.radiuses);
    const table = toOsrmTable(await engine.matrix(points, profile, toPart(options)), options);
    if (!common.waypoints) return table;
    const pick = (positions: readonly number[]) => positions.map((position) => waypoints[position]);
    return { ...table, sources: pick(options.sources), destinations: pick(options.destinations) };
  };
}

function toPart({ sources, destinations }: OsrmTableOptions): MatrixPart {
  return { rows: sources, columns: destinations };
}

function prepareRoute({ points, profile, common, query }: OsrmRequest) {
  const options = parseOsrmRoute(query);
  if (points.length < 2) {
    throw new OsrmError('InvalidOptions', 'Number of coordinates needs to be at least two.');
  }
  return async (engine: TravelEngine): Promise<object> => {
    const { snapped, legs } = await measureWay(engine, points, profile);
    const waypoints = toWaypoints(snapped, common.radiuses);
    const routes = [toOsrmRoute(legs, options)];
    return common.waypoints ? { routes, waypoints } : { routes };
  };
}

/** Errors that clients of OSRM understand; null for all others, which are answered as everywhere. */
function toRefusal(error: unknown): { code: string; message: string } | null {
  if (error instanceof OsrmError) return { code: error.code, message: error.message };
  const isChoice =
    (error instanceof PersistenceError && error.code === 'county_not_found') ||
    (error instanceof ProblemError && error.code === 'county_not_chosen');
  return isChoice ? { code: 'InvalidOptions', message: error.message } : null;
}
