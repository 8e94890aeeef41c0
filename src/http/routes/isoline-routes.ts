import { toPosition } from '../../geojson/feature-collection.ts';
import { toIsolineFeatures } from '../../geojson/isoline-features.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import type { MapMaker } from '../maps/map-maker.ts';
import { AtOnce } from '../plugins/at-once.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { toTenth } from '../routing/answered-travel.ts';
import { explainMisfit, readRoadChanges, toAnsweredOverrides } from '../routing/road-changes.ts';
import type { IsolineRequest } from '../routing/route-schemas.ts';
import { DEFAULT_REACH_METRES, IsolineRequestSchema } from '../routing/route-schemas.ts';
import { GEOJSON_MEDIA_TYPE, geojsonAnswer } from '../schemas/geojson-schema.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import { getCurrentDataset } from './county-map-routes.ts';

const AT_ONCE = 8;

/** `POST /isoline`: areas that a vehicle reaches in given minutes, from the county's own road graph. */
export function addIsolineRoutes(app: App, { stores }: AppDependencies, maps: MapMaker): void {
  const atOnce = new AtOnce(AT_ONCE, 'Too many isolines are being computed.');
  app.route({
    method: 'POST',
    url: '/isoline',
    onRequest: async (_request, reply) => atOnce.admit(reply),
    schema: {
      tags: ['stateless'],
      summary: 'Areas reached in given minutes, as MultiPolygons, one feature per time',
      description:
        'Every place within `reachMetres` of a stretch of road that is reached in time. `start` says where the point meets the road.',
      body: IsolineRequestSchema,
      response: {
        ...geojsonAnswer('Areas by travel time, in the order asked for'),
        ...problemAnswers(
          'invalid_request',
          'county_not_found',
          'county_without_roads',
          'invalid_road_overrides',
          'point_off_network',
          'overloaded',
        ),
      },
    },
    handler: async (request, reply) =>
      reply.type(GEOJSON_MEDIA_TYPE).send(await atOnce.work(() => drawIsolines(request.body, stores, maps))),
  });
}

async function drawIsolines(
  request: IsolineRequest,
  stores: AppDependencies['stores'],
  maps: MapMaker,
): Promise<object> {
  const { countyCode, point, minutes, profile = 'van', reachMetres = DEFAULT_REACH_METRES } = request;
  const changes = readRoadChanges(request);
  const { hash, county } = await getCurrentDataset(stores, countyCode);
  const work = { kind: 'isoline', point, minutes, profile, reachMetres } as const;
  const drawn = await maps.make(hash, work, changes).catch((error: unknown) => {
    throw explainMisfit(error);
  });
  if (drawn.location === null) {
    const message = Number.isFinite(drawn.snapMetres)
      ? `The nearest road for a ${profile} is ${Math.round(drawn.snapMetres)} m away.`
      : `No road is open to a ${profile}.`;
    throw new ProblemError('point_off_network', message);
  }
  const attributions = [...new Set([...county.attributions, ...drawn.attributions])];
  return {
    ...toIsolineFeatures(drawn.isolines, { attributions, datasetHash: hash }),
    profile,
    roadOverrides: toAnsweredOverrides(changes),
    start: { position: toPosition(drawn.location), snapMetres: toTenth(drawn.snapMetres) },
  };
}
