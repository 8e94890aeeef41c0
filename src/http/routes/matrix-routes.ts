import type { TravelMatrix } from '../../network/travel-matrix.ts';
import type { App } from '../app-dependencies.ts';
import { AtOnce } from '../plugins/at-once.ts';
import { toAnsweredSnap, toTenth } from '../routing/answered-travel.ts';
import { readRoadChanges, toAnsweredOverrides } from '../routing/road-changes.ts';
import type { TravelEngines } from '../routing/request-travel.ts';
import type { MatrixAnswer, MatrixRequest } from '../routing/routing-schemas.ts';
import { MatrixAnswerSchema, MatrixRequestSchema } from '../routing/routing-schemas.ts';
import { problemAnswers, CHANGE_PROBLEMS, TRAVEL_PROBLEMS } from '../schemas/problem-schema.ts';

/** Matrices are computed in this thread, so more at once would only wait for each other. */
const AT_ONCE = 4;

/** `POST /matrix`: travel distances and times between points, on a county's roads or in straight lines. */
export function addMatrixRoutes(app: App, engines: TravelEngines): void {
  const atOnce = new AtOnce(AT_ONCE, 'Too many matrices are being computed.');
  app.route({
    method: 'POST',
    url: '/matrix',
    onRequest: async (_request, reply) => atOnce.admit(reply),
    schema: {
      tags: ['stateless'],
      summary: 'Travel distances and times between points; null where there is no way',
      body: MatrixRequestSchema,
      response: {
        200: MatrixAnswerSchema,
        ...problemAnswers(
          'invalid_request',
          'county_not_found',
          ...CHANGE_PROBLEMS,
          ...TRAVEL_PROBLEMS,
          'overloaded',
        ),
      },
    },
    handler: (request) => atOnce.work(() => measure(request.body, engines)),
  });
}

async function measure(request: MatrixRequest, engines: TravelEngines): Promise<MatrixAnswer> {
  const { points, profile = 'van' } = request;
  const changes = readRoadChanges(request);
  return engines.use({ ...request, changes }, async (engine) => {
    const snapped = await engine.snap(points, profile);
    const matrix = await engine.matrix(points, profile);
    return {
      engine: engine.name,
      estimated: engine.estimated,
      attributions: engine.attributions,
      roadOverrides: toAnsweredOverrides(changes),
      snapped: snapped.map(toAnsweredSnap),
      metres: toRows(matrix, matrix.distances),
      seconds: toRows(matrix, matrix.durations),
    };
  });
}

function toRows({ size }: TravelMatrix, values: Float64Array): readonly (readonly (number | null)[])[] {
  return Array.from({ length: size }, (_, row) =>
    Array.from(values.subarray(row * size, (row + 1) * size), toTenth),
  );
}
