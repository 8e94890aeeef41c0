import { toPosition } from '../../geojson/feature-collection.ts';
import { measureWay } from '../../network/legs.ts';
import { simplifyLine } from '../../network/roads/simplify-line.ts';
import type { TravelLeg } from '../../network/travel-engine.ts';
import type { App } from '../app-dependencies.ts';
import { AtOnce } from '../plugins/at-once.ts';
import { toAnsweredSnap, toTenth } from '../routing/answered-travel.ts';
import { readRoadChanges, toAnsweredOverrides } from '../routing/road-changes.ts';
import type { TravelEngines } from '../routing/request-travel.ts';
import type { AnsweredLeg, RouteAnswer, RouteRequest } from '../routing/route-schemas.ts';
import { RouteAnswerSchema, RouteRequestSchema } from '../routing/route-schemas.ts';
import { problemAnswers, CHANGE_PROBLEMS, TRAVEL_PROBLEMS } from '../schemas/problem-schema.ts';

/** Ways are computed in this thread, so more at once would only wait for each other. */
const AT_ONCE = 4;

/** `POST /route`: the fastest way through points, leg by leg, on a county's roads or in straight lines. */
export function addRouteRoutes(app: App, engines: TravelEngines): void {
  const atOnce = new AtOnce(AT_ONCE, 'Too many routes are being computed.');
  app.route({
    method: 'POST',
    url: '/route',
    onRequest: async (_request, reply) => atOnce.admit(reply),
    schema: {
      tags: ['stateless'],
      summary: 'Fastest way through points in their order: metres, seconds and line of each leg',
      body: RouteRequestSchema,
      response: {
        200: RouteAnswerSchema,
        ...problemAnswers(
          'invalid_request',
          'county_not_found',
          ...CHANGE_PROBLEMS,
          ...TRAVEL_PROBLEMS,
          'overloaded',
        ),
      },
    },
    handler: (request) => atOnce.work(() => findWay(request.body, engines)),
  });
}

async function findWay(request: RouteRequest, engines: TravelEngines): Promise<RouteAnswer> {
  const { points, profile = 'van', simplifyMetres = 0 } = request;
  const changes = readRoadChanges(request);
  return engines.use({ ...request, changes }, async (engine) => {
    const { snapped, legs } = await measureWay(engine, points, profile);
    return {
      engine: engine.name,
      estimated: engine.estimated,
      attributions: engine.attributions,
      roadOverrides: toAnsweredOverrides(changes),
      snapped: snapped.map(toAnsweredSnap),
      metres: toTenth(legs.reduce((sum, leg) => sum + leg.metres, 0)),
      seconds: toTenth(legs.reduce((sum, leg) => sum + leg.seconds, 0)),
      legs: legs.map((leg) => toAnsweredLeg(leg, simplifyMetres)),
    };
  });
}

function toAnsweredLeg({ metres, seconds, line }: TravelLeg, simplifyMetres: number): AnsweredLeg {
  if (!Number.isFinite(seconds)) return { metres: null, seconds: null, geometry: null };
  const coordinates = simplifyLine(line, simplifyMetres).map(toPosition);
  return {
    metres: toTenth(metres),
    seconds: toTenth(seconds),
    geometry: { type: 'LineString', coordinates },
  };
}
