import { createHash } from 'node:crypto';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toBoundaryFeatures } from '../../geojson/boundary-feature.ts';
import { toRouteFeatures } from '../../geojson/route-features.ts';
import { toCountySiteFeatures, toSiteFeatures } from '../../geojson/site-features.ts';
import { describeLayers } from '../../geojson/tiles/county-tiles.ts';
import { MAX_TILE_ZOOM } from '../../geojson/tiles/tile-index.ts';
import type { RungName } from '../../model/plan.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import type { MapMaker } from '../maps/map-maker.ts';
import type { TileResult, TileTask } from '../maps/map-thread.ts';
import { TileCache } from '../maps/tile-cache.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { chooseCounty } from '../routing/county-choice.ts';
import { RungQuery } from '../schemas/plan-schemas.ts';
import { closed, CountyCode, documented } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import type { TileJson } from '../schemas/tile-schemas.ts';
import { TileJsonSchema } from '../schemas/tile-schemas.ts';
import { getCurrentDataset } from './county-map-routes.ts';
import { getPlanSubject, getRungName } from './plan-subject.ts';

export const TILE_MEDIA_TYPE = 'application/vnd.mapbox-vector-tile';
const CACHE_BYTES = 32 * 2 ** 20;
const YEAR_SECONDS = 31_536_000;
const HASH_CHARACTERS = 16;

const SUBJECT = {
  county: Type.Optional(
    Type.Unsafe<string>({
      ...CountyCode,
      description: 'County; `DEFAULT_COUNTY` or the only one when absent',
    }),
  ),
  plan: Type.Optional(
    Type.String({ maxLength: 64, description: 'A plan: its county, as it was then, and its trips' }),
  ),
  rung: RungQuery,
};

interface SubjectQuery {
  readonly county?: string;
  readonly plan?: string;
  readonly rung?: RungName;
}

/** What tiles show: their key changes when they do. */
interface TileSubject {
  readonly key: string;
  readonly name: string;
  readonly attributions: readonly string[];
  readonly withTrips: boolean;
  readonly load: () => Promise<NonNullable<TileTask['source']>>;
}

/**
 * `GET /tiles/{z}/{x}/{y}.mvt` and `GET /tiles.json` (TileJSON 3.0): roads, sites and, of a plan, its trips as vector
 * tiles, so that a page has a base map without the internet. Tiles whose address carries their version may be kept for
 * good.
 */
export function addTileRoutes(app: App, { stores, settings }: AppDependencies, maps: MapMaker): void {
  const cache = new TileCache(CACHE_BYTES);
  const findSubject = async (query: SubjectQuery): Promise<TileSubject> =>
    query.plan === undefined
      ? findCounty(stores, await chooseCounty(stores, query.county, settings.defaultCounty))
      : findPlan(stores, query.plan, query);
  const problems = problemAnswers(
    'invalid_request',
    'county_not_found',
    'plan_not_found',
    'rung_not_found',
    'county_not_chosen',
    'overloaded',
  );
  app.route({
    method: 'GET',
    url: '/tiles.json',
    schema: {
      tags: ['maps'],
      summary: 'Describes the vector tiles (TileJSON 3.0), for MapLibre and others',
      querystring: closed(SUBJECT),
      response: { 200: TileJsonSchema, ...problems },
    },
    handler: async (request, reply) => {
      const subject = await findSubject(request.query);
      const tile = { tileKey: subject.key, z: 0, x: 0, y: 0 };
      const cut = await maps.cutTile(tile, subject.load);
      void reply.header('cache-control', 'no-cache').header('vary', 'host, x-forwarded-proto');
      return toTileJson(request, subject, request.query, cut);
    },
  });
  app.route({
    method: 'GET',
    url: '/tiles/:z/:x/:y.mvt',
    schema: {
      tags: ['maps'],
      summary:
        'One vector tile of layers boundary, roads, sites and trips (Mapbox Vector Tile 2.1, Web Mercator)',
      params: closed({
        z: Type.Integer({ minimum: 0, maximum: MAX_TILE_ZOOM }),
        x: Type.Integer({ minimum: 0 }),
        y: Type.Integer({ minimum: 0 }),
      }),
      querystring: closed({
        ...SUBJECT,
        v: Type.Optional(Type.String({ maxLength: 64, description: 'Version, as `/tiles.json` gives it' })),
      }),
      response: {
        200: {
          description: 'The tile',
          content: { [TILE_MEDIA_TYPE]: { schema: documented<unknown>(Type.String()) } },
        },
        204: documented<unknown>(Type.Null({ description: 'The tile shows nothing' })),
        304: documented<unknown>(Type.Null({ description: 'As the `If-None-Match` of the request says' })),
        ...problems,
        ...problemAnswers('county_not_found', 'plan_not_found', 'rung_not_found', 'tile_not_found'),
      },
    },
    handler: async (request, reply) => {
      const { z, x, y } = request.params;
      if (Math.max(x, y) >= 2 ** z) {
        throw new ProblemError('tile_not_found', `There is no tile ${z}/${x}/${y}.`);
      }
      const subject = await findSubject(request.query);
      const key = `${subject.key} ${z}/${x}/${y}`;
      let bytes = cache.find(key);
      if (bytes === null) {
        ({ bytes } = await maps.cutTile({ tileKey: subject.key, z, x, y }, subject.load));
        cache.keep(key, bytes);
      }
      return sendTile(reply, bytes, request.query.v === versionOf(subject));
    },
  });
}

function sendTile(reply: FastifyReply, bytes: Uint8Array, isVersioned: boolean): FastifyReply {
  const caching = isVersioned ? `private, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
  void reply.header('cache-control', caching);
  if (bytes.byteLength === 0) return reply.code(204).send();
  return reply.type(TILE_MEDIA_TYPE).send(Buffer.from(bytes));
}

async function findCounty(stores: AppDependencies['stores'], code: string): Promise<TileSubject> {
  const { county, hash } = await getCurrentDataset(stores, code);
  return {
    key: hash,
    name: county.name,
    attributions: county.attributions,
    withTrips: false,
    load: async () => ({
      roads: await stores.counties.getRoads(hash),
      boundary: toBoundaryFeatures(county, hash).features,
      sites: toCountySiteFeatures(county, hash).features,
      trips: [],
    }),
  };
}

async function findPlan(
  stores: AppDependencies['stores'],
  id: string,
  query: SubjectQuery,
): Promise<TileSubject> {
  const { plan, county } = await getPlanSubject(stores, id);
  const rung = getRungName(plan, query);
  const { datasetHash } = plan;
  return {
    key: `${datasetHash} ${id} ${rung}`,
    name: `${county.name}: ${plan.scenario.name}`,
    attributions: [...new Set([...county.attributions, ...plan.attributions])],
    withTrips: true,
    load: async () => ({
      roads: await stores.counties.getRoads(datasetHash),
      boundary: toBoundaryFeatures(county, datasetHash).features,
      sites: toSiteFeatures(county, plan, rung).features,
      trips: toRouteFeatures(county, plan, rung).features,
    }),
  };
}

function versionOf({ key }: TileSubject): string {
  return createHash('sha256').update(key).digest('hex').slice(0, HASH_CHARACTERS);
}

/** Tile addresses are absolute, as MapLibre wants them; a proxy that ends TLS says so in `X-Forwarded-Proto`. */
function toTileJson(
  request: FastifyRequest,
  subject: TileSubject,
  query: SubjectQuery,
  { bounds, attributions }: TileResult,
): TileJson {
  const isSecure = request.headers['x-forwarded-proto'] === 'https' || request.protocol === 'https';
  const parameters = new URLSearchParams({ ...query, v: versionOf(subject) });
  const [west, south, east, north] = bounds ?? [-180, -85, 180, 85];
  return {
    tilejson: '3.0.0',
    name: subject.name,
    attribution: [...new Set([...subject.attributions, ...attributions])].join('; '),
    scheme: 'xyz',
    tiles: [
      `${isSecure ? 'https' : 'http'}://${request.host}/tiles/{z}/{x}/{y}.mvt?${parameters.toString()}`,
    ],
    minzoom: 0,
    maxzoom: MAX_TILE_ZOOM,
    bounds: [west, south, east, north],
    center: [(west + east) / 2, (south + north) / 2, 9],
    vector_layers: describeLayers(subject.withTrips),
  };
}
