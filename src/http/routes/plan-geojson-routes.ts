import { toFlowFeatures } from '../../geojson/flow-features.ts';
import { toRouteFeatures } from '../../geojson/route-features.ts';
import { toSiteFeatures } from '../../geojson/site-features.ts';
import { toStopFeatures } from '../../geojson/stop-features.ts';
import type { RungName } from '../../model/plan.ts';
import type { TripFilter } from '../../planning/plan-records/planned-trips.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { GEOJSON_MEDIA_TYPE, geojsonAnswer } from '../schemas/geojson-schema.ts';
import { RungQuery, TRIP_FILTERS } from '../schemas/plan-schemas.ts';
import { closed, IdParams } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import type { PlanSubject } from './plan-subject.ts';
import { getPlanSubject, getRungName, toTripFilter } from './plan-subject.ts';

type ToFeatures = (subject: PlanSubject, rung: RungName, filter: TripFilter) => object;

/** A plan's map: routes, stops, sites and flows as GeoJSON (RFC 7946). */
export function addPlanGeojsonRoutes(app: App, dependencies: AppDependencies): void {
  addFilteredLayer(
    app,
    dependencies,
    'routes',
    'One LineString per trip, along the roads',
    (of, rung, filter) => toRouteFeatures(of.county, of.plan, rung, filter),
  );
  addFilteredLayer(app, dependencies, 'stops', 'One Point per stop', (of, rung, filter) =>
    toStopFeatures(of.county, of.plan, rung, filter),
  );
  addFilteredLayer(
    app,
    dependencies,
    'flows',
    'One straight line per base and site that exchange goods, with the mass of a week',
    (of, rung, filter) => toFlowFeatures(of.county, of.plan, rung, filter),
  );
  app.route({
    method: 'GET',
    url: '/plans/:id/sites.geojson',
    schema: {
      tags: ['maps'],
      summary: 'Every site with the service that it gets; a site without a place has a null geometry',
      params: IdParams,
      querystring: closed({ rung: RungQuery }),
      response: { ...geojsonAnswer('Sites'), ...problemAnswers('plan_not_found', 'rung_not_found') },
    },
    handler: async (request, reply) => {
      const { plan, county } = await getPlanSubject(dependencies.stores, request.params.id);
      const features = toSiteFeatures(county, plan, getRungName(plan, request.query));
      return reply.type(GEOJSON_MEDIA_TYPE).send(features);
    },
  });
}

function addFilteredLayer(
  app: App,
  { stores }: AppDependencies,
  name: string,
  summary: string,
  toFeatures: ToFeatures,
): void {
  app.route({
    method: 'GET',
    url: `/plans/:id/${name}.geojson`,
    schema: {
      tags: ['maps'],
      summary,
      params: IdParams,
      querystring: closed(TRIP_FILTERS),
      response: { ...geojsonAnswer(summary), ...problemAnswers('plan_not_found', 'rung_not_found') },
    },
    handler: async (request, reply) => {
      const subject = await getPlanSubject(stores, request.params.id);
      const rung = getRungName(subject.plan, request.query);
      return reply.type(GEOJSON_MEDIA_TYPE).send(toFeatures(subject, rung, toTripFilter(request.query)));
    },
  });
}
