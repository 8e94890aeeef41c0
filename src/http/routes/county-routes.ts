import type { App, AppDependencies } from '../app-dependencies.ts';
import type { County } from '../../model/county.ts';
import type { CountyRecord } from '../../persistence/county-store.ts';
import { toPageAnswer, toPageRequest } from '../page-answer.ts';
import {
  CarrierSchema,
  CountyDetailSchema,
  CountyRecordSchema,
  DemandSchema,
  IssueSchema,
  OperationSchema,
  SiteSchema,
  VehicleTypeSchema,
} from '../schemas/county-schemas.ts';
import type { CountyDetail } from '../schemas/county-schemas.ts';
import { CountyParams, PageQuery, pageOf, DELETED } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import { addCountyListRoute } from './county-list-route.ts';

const TAGS = ['counties'];

/** Reading and deleting counties, and the rows that they were imported with. */
export function addCountyRoutes(app: App, dependencies: AppDependencies): void {
  const { counties } = dependencies.stores;
  app.route({
    method: 'GET',
    url: '/counties',
    schema: {
      tags: TAGS,
      summary: 'Lists the counties by code',
      querystring: PageQuery,
      response: { 200: pageOf(CountyRecordSchema), ...problemAnswers('invalid_request', 'invalid_cursor') },
    },
    handler: async (request) => toPageAnswer(request, await counties.list(toPageRequest(request.query))),
  });
  app.route({
    method: 'GET',
    url: '/counties/:code',
    schema: {
      tags: TAGS,
      summary: 'Shows a county, its rates and commodities, and where its parts are',
      params: CountyParams,
      response: { 200: CountyDetailSchema, ...problemAnswers('county_not_found') },
    },
    handler: async (request) => {
      const record = await counties.get(request.params.code);
      return toCountyDetail(record, (await counties.getDataset(record.datasetHash)).county);
    },
  });
  app.route({
    method: 'DELETE',
    url: '/counties/:code',
    schema: {
      tags: TAGS,
      summary: 'Deletes a county with its scenarios, jobs and plans',
      params: CountyParams,
      response: { 204: DELETED, ...problemAnswers('county_not_found', 'county_busy') },
    },
    handler: async (request, reply) => {
      await counties.delete(request.params.code);
      return reply.code(204).send();
    },
  });
  addRowRoutes(app, dependencies);
}

function addRowRoutes(app: App, { stores }: AppDependencies): void {
  const add = addCountyListRoute(app, stores.counties);
  add(
    'sites',
    'Lists the sites: warehouses, stations and villages',
    SiteSchema,
    ({ county }) => county.sites,
  );
  add('carriers', 'Lists the carriers', CarrierSchema, ({ county }) => county.carriers);
  add('vehicle-types', 'Lists the vehicle types', VehicleTypeSchema, ({ county }) => county.vehicleTypes);
  add('demands', 'Lists what is to be moved', DemandSchema, ({ county }) => county.demands);
  add('operations', "Lists today's runs", OperationSchema, ({ county }) => county.operations);
  add('warnings', 'Lists the warnings of the import', IssueSchema, ({ warnings }) => warnings);
}

const PARTS = [
  'sites',
  'carriers',
  'vehicle-types',
  'demands',
  'operations',
  'warnings',
  'sites.geojson',
  'roads.geojson',
  'boundary.geojson',
  'network',
  'scenarios',
  'plans',
];

function toCountyDetail(record: CountyRecord, county: County): CountyDetail {
  const self = `/v1/counties/${record.code}`;
  const parts = record.hasRoads ? [...PARTS, 'network/diagnosis'] : PARTS;
  const links = Object.fromEntries(parts.map((part) => [part, `${self}/${part}`]));
  return {
    ...record,
    commodities: county.commodities,
    rates: county.rates,
    attributions: county.attributions,
    links: { self, ...links },
  };
}
