import { wholeMatrix } from '../../network/travel-matrix.ts';
import type { MatrixPart } from '../../network/travel-matrix.ts';
import type { App } from '../app-dependencies.ts';
import { AtOnce } from '../plugins/at-once.ts';
import type { ProblemDetail } from '../problems/problem-error.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { toAnsweredSnap, toTenth } from '../routing/answered-travel.ts';
import { readRoadChanges, toAnsweredOverrides } from '../routing/road-changes.ts';
import type { TravelEngines } from '../routing/request-travel.ts';
import type { MatrixAnswer, MatrixRequest } from '../routing/matrix-schemas.ts';
import { MatrixAnswerSchema, MatrixRequestSchema } from '../routing/matrix-schemas.ts';
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
  const part = readPart(request);
  const changes = readRoadChanges(request);
  return engines.use({ ...request, changes }, async (engine) => {
    const snapped = await engine.snap(points, profile);
    const matrix = await engine.matrix(points, profile, part);
    return {
      engine: engine.name,
      estimated: engine.estimated,
      attributions: engine.attributions,
      roadOverrides: toAnsweredOverrides(changes),
      snapped: snapped.map(toAnsweredSnap),
      metres: toRows(matrix.distances, matrix.size, part),
      seconds: toRows(matrix.durations, matrix.size, part),
    };
  });
}

/** Rows and columns asked for; all where nothing is said. */
function readPart({ points, sources, destinations }: MatrixRequest): MatrixPart {
  const whole = wholeMatrix(points.length);
  const errors = [
    ...listOutside('sources', sources, points.length),
    ...listOutside('destinations', destinations, points.length),
  ];
  if (errors.length > 0) {
    const message = errors.map((error) => `body ${error.path} ${error.message}`).join('; ');
    throw new ProblemError('invalid_request', message, { errors });
  }
  return { rows: sources ?? whole.rows, columns: destinations ?? whole.columns };
}

function listOutside(
  name: string,
  positions: readonly number[] = [],
  count: number,
): readonly ProblemDetail[] {
  return positions.flatMap((position, index) =>
    position < count
      ? []
      : [{ in: 'body', path: `/${name}/${index}`, code: 'invalid', message: `must be below ${count}` }],
  );
}

function toRows(values: Float64Array, size: number, { rows, columns }: MatrixPart) {
  return rows.map((row) => columns.map((column) => toTenth(values[row * size + column])));
}
