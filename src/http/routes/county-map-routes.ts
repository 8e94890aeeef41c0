import { Type } from '@fastify/type-provider-typebox';
import { toBoundaryFeatures } from '../../geojson/boundary-feature.ts';
import { toCountyRoadFeatures } from '../../geojson/road-features.ts';
import { toCountySiteFeatures } from '../../geojson/site-features.ts';
import { deserializeRoadGraph } from '../../network/roads/road-graph-bytes.ts';
import type { Dataset } from '../../persistence/county-store.ts';
import type { DatabaseStores } from '../../persistence/stores.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { GEOJSON_MEDIA_TYPE, geojsonAnswer } from '../schemas/geojson-schema.ts';
import { closed, CountyParams } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';

const MAX_ROADS = 50_000;
const DEFAULT_ROADS = 20_000;

/** A county's map: sites, boundary and roads as GeoJSON (RFC 7946). */
export function addCountyMapRoutes(app: App, { stores }: AppDependencies): void {
  addLayer(
    app,
    stores,
    'sites',
    'Every site; one that could not be placed has a null geometry',
    ({ county, hash }) => toCountySiteFeatures(county, hash),
  );
  addLayer(
    app,
    stores,
    'boundary',
    'Outline of the county; no feature where none was imported',
    ({ county, hash }) => toBoundaryFeatures(county, hash),
  );
  app.route({
    method: 'GET',
    url: '/counties/:code/roads.geojson',
    schema: {
      tags: ['maps'],
      summary: 'Roads by class, simplified, the most important first; no feature where none were imported',
      params: CountyParams,
      querystring: closed({
        max: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: MAX_ROADS,
            default: DEFAULT_ROADS,
            description: 'Most roads',
          }),
        ),
      }),
      response: { ...geojsonAnswer('Roads'), ...problemAnswers('county_not_found') },
    },
    handler: async (request, reply) => {
      const dataset = await getCurrentDataset(stores, request.params.code);
      const bytes = await stores.counties.getRoads(dataset.hash);
      const graph = bytes === null ? null : deserializeRoadGraph(bytes);
      const max = request.query.max ?? DEFAULT_ROADS;
      return reply
        .type(GEOJSON_MEDIA_TYPE)
        .send(toCountyRoadFeatures(dataset.county, dataset.hash, graph, max));
    },
  });
}

function addLayer(
  app: App,
  stores: DatabaseStores,
  name: string,
  summary: string,
  toFeatures: (dataset: Dataset) => object,
): void {
  app.route({
    method: 'GET',
    url: `/counties/:code/${name}.geojson`,
    schema: {
      tags: ['maps'],
      summary,
      params: CountyParams,
      response: { ...geojsonAnswer(summary), ...problemAnswers('county_not_found') },
    },
    handler: async (request, reply) => {
      const dataset = await getCurrentDataset(stores, request.params.code);
      return reply.type(GEOJSON_MEDIA_TYPE).send(toFeatures(dataset));
    },
  });
}

/** The dataset that a county has now. @throws PersistenceError `county_not_found` */
export async function getCurrentDataset(stores: DatabaseStores, code: string): Promise<Dataset> {
  return stores.counties.getDataset((await stores.counties.get(code)).datasetHash);
}
