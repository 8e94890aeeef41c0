import { Type } from '@fastify/type-provider-typebox';
import { toDiagnosisFeatures } from '../../geojson/diagnosis-features.ts';
import type { County } from '../../model/county.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import type { AccessRow } from '../../planning/plan-records/access-records.ts';
import { listAccessRows } from '../../planning/plan-records/access-records.ts';
import type { NetworkDiagnosis } from '../../network/diagnosis/network-diagnosis.ts';
import { DEFAULT_MAX_SNAP_METRES } from '../../network/road-engine.ts';
import { RecentValues } from '../../persistence/recent-values.ts';
import { toAccessCsv } from '../../report/diagnosis-table.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import type { MapMaker } from '../maps/map-maker.ts';
import { ProblemError } from '../problems/problem-error.ts';
import type { DiagnosisAnswer } from '../schemas/diagnosis-schemas.ts';
import { DiagnosisAnswerSchema } from '../schemas/diagnosis-schemas.ts';
import { csvAnswer, GEOJSON_MEDIA_TYPE, geojsonAnswer } from '../schemas/geojson-schema.ts';
import { CSV_OPTIONS } from '../schemas/plan-schemas.ts';
import { closed, CountyParams, words } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import { getCurrentDataset } from './county-map-routes.ts';

const MAX_FINDINGS = 500;
const KEPT_DIAGNOSES = 4;

const QUERY = {
  profile: Type.Optional(words(TRAVEL_PROFILES, 'Kind of vehicle; a van when absent')),
  hub: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'Site from which all are reached; the public warehouse when absent',
    }),
  ),
};

interface DiagnosisQuery {
  readonly profile?: TravelProfile;
  readonly hub?: string;
}

/** A diagnosis with the county that it is of. */
interface Diagnosed {
  readonly county: County;
  readonly hash: string;
  readonly profile: TravelProfile;
  readonly attributions: readonly string[];
  readonly diagnosis: NetworkDiagnosis;
  readonly rows: readonly AccessRow[];
}

/** What keeps a county's sites from being reached, or hangs them on one thread: JSON, CSV of the sites, GeoJSON. */
export function addDiagnosisRoutes(app: App, { stores }: AppDependencies, maps: MapMaker): void {
  const kept = new RecentValues<Diagnosed>(KEPT_DIAGNOSES);
  const diagnose = async (code: string, query: DiagnosisQuery): Promise<Diagnosed> => {
    const { county, hash } = await getCurrentDataset(stores, code);
    const { profile = 'van', hub } = query;
    if (hub !== undefined && county.sites.every(({ id }) => id !== hub)) {
      throw new ProblemError('site_not_found', `County ${code} has no site ${hub}.`);
    }
    return kept.get(JSON.stringify([hash, profile, hub]), async () => {
      const hubIds = hub === undefined ? listHubs(county) : [hub];
      const places = county.sites.map(({ id, location }) => ({ id, location }));
      const limits = { maxSnapMetres: DEFAULT_MAX_SNAP_METRES, maxFindings: MAX_FINDINGS };
      const made = await maps.make(hash, { kind: 'diagnosis', profile, places, hubIds, ...limits });
      const attributions = [...new Set([...county.attributions, ...made.attributions])];
      const rows = listAccessRows(county.sites, made.diagnosis);
      return { county, hash, profile, attributions, diagnosis: made.diagnosis, rows };
    });
  };
  addForms(app, diagnose);
}

function addForms(app: App, diagnose: (code: string, query: DiagnosisQuery) => Promise<Diagnosed>): void {
  const summary = 'Sites that vehicles do not reach, sole accesses, one-ways that trap, and suspicious ends';
  const problems = problemAnswers(
    'invalid_request',
    'county_not_found',
    'site_not_found',
    'county_without_roads',
    'overloaded',
  );
  app.route({
    method: 'GET',
    url: '/counties/:code/network/diagnosis',
    schema: {
      tags: ['counties'],
      summary,
      params: CountyParams,
      querystring: closed(QUERY),
      response: { 200: DiagnosisAnswerSchema, ...problems },
    },
    handler: async (request) => toAnswer(await diagnose(request.params.code, request.query)),
  });
  app.route({
    method: 'GET',
    url: '/counties/:code/network/diagnosis.csv',
    schema: {
      tags: ['counties'],
      summary: 'How each site is reached from the hub, as CSV',
      params: CountyParams,
      querystring: closed({ ...QUERY, ...CSV_OPTIONS }),
      response: { ...csvAnswer('Access of each site'), ...problems },
    },
    handler: async (request, reply) => {
      const { rows } = await diagnose(request.params.code, request.query);
      const { bom, lang } = request.query;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="network-diagnosis.csv"')
        .send(toAccessCsv(rows, { byteOrderMark: bom === '1', language: lang }));
    },
  });
  app.route({
    method: 'GET',
    url: '/counties/:code/network/diagnosis.geojson',
    schema: {
      tags: ['maps'],
      summary: 'Sites with their access, and each finding of the diagnosis where it is',
      params: CountyParams,
      querystring: closed(QUERY),
      response: { ...geojsonAnswer('Sites and findings'), ...problems },
    },
    handler: async (request, reply) => {
      const made = await diagnose(request.params.code, request.query);
      const origin = { attributions: made.attributions, datasetHash: made.hash };
      const features = toDiagnosisFeatures(made.county, made.diagnosis, made.rows, origin);
      return reply.type(GEOJSON_MEDIA_TYPE).send(features);
    },
  });
}

/** County sites, those without an owner first. */
function listHubs({ sites }: County): readonly string[] {
  const hubs = sites.filter(({ tier }) => tier === 'county');
  const own = hubs.filter(({ ownerId }) => ownerId !== null);
  return [...hubs.filter(({ ownerId }) => ownerId === null), ...own].map(({ id }) => id);
}

function toAnswer({ county, hash, profile, attributions, diagnosis, rows }: Diagnosed): DiagnosisAnswer {
  const describe = (found: NetworkDiagnosis['soleAccesses'][number]) => ({
    wayIds: found.wayIds,
    names: found.names,
    metres: Math.round(found.metres),
    siteIds: found.placeIds,
  });
  const factors = rows.flatMap(({ detourFactor }) => detourFactor ?? []).sort((a, b) => a - b);
  return {
    countyCode: county.code,
    datasetHash: hash,
    profile,
    hubSiteId: diagnosis.hubId,
    attributions,
    summary: {
      openMetres: Math.round(diagnosis.openMetres),
      mainMetres: Math.round(diagnosis.mainMetres),
      sites: rows.length,
      unreachable: rows.filter(({ status }) => status !== 'reachable').length,
      behindSoleAccess: rows.filter(({ cutEdges }) => cutEdges > 0).length,
      medianDetourFactor: factors[Math.floor((factors.length - 1) / 2)] ?? null,
      soleAccesses: diagnosis.soleAccessCount,
      outsideRoads: diagnosis.outsideCount,
      suspiciousEnds: diagnosis.suspiciousEndCount,
    },
    sites: rows,
    soleAccesses: diagnosis.soleAccesses.map(describe),
    outsideRoads: diagnosis.outsideRoads.map((found) => ({ kind: found.kind, ...describe(found) })),
    suspiciousEnds: diagnosis.suspiciousEnds,
  };
}
