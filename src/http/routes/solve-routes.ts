import type { FastifyReply } from 'fastify';
import { checkRouting } from '../../checker/routing-check.ts';
import { createCancelFlag } from '../../jobs/cancel-flag.ts';
import type { CancelFlag } from '../../jobs/cancel-flag.ts';
import type { TravelMatrix } from '../../network/travel-matrix.ts';
import type { RoutingProblem } from '../../solver/routing/problem.ts';
import type { RoutingSolution } from '../../solver/routing/solution.ts';
import { validateRoutingProblem } from '../../solver/routing/validate-routing-problem.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { RequestIssues } from '../routing/request-issues.ts';
import type { TravelEngines } from '../routing/request-travel.ts';
import { measureAll, toTravelMatrix } from '../routing/request-travel.ts';
import type { RoutingAnswer, RoutingRequest } from '../routing/routing-schemas.ts';
import { MAX_SECONDS, RoutingAnswerSchema, RoutingRequestSchema } from '../routing/routing-schemas.ts';
import { toRoutingAnswer } from '../routing/to-routing-answer.ts';
import { listPositions, listProfiles, toRoutingProblem } from '../routing/to-routing-problem.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const DEFAULT_BUDGET = { kind: 'seconds', seconds: 5 } as const;
/** Requests solved at once, by solver thread; plans share the threads. */
const AT_ONCE_PER_THREAD = 2;

/** `POST /solve/routing`: solves a routing problem of the caller's own; nothing is stored. */
export function addSolveRoutes(app: App, { solver }: AppDependencies, engines: TravelEngines): void {
  let underWay = 0;
  app.route({
    method: 'POST',
    url: '/solve/routing',
    bodyLimit: MAX_BODY_BYTES,
    schema: {
      tags: ['stateless'],
      summary: 'Solves a vehicle routing problem of your own; nothing is stored',
      body: RoutingRequestSchema,
      response: {
        200: RoutingAnswerSchema,
        ...problemAnswers('invalid_request', 'county_not_found', 'invalid_routing_problem', 'overloaded'),
      },
    },
    handler: async (request, reply) => {
      if (underWay >= solver.threads * AT_ONCE_PER_THREAD) {
        throw new ProblemError('overloaded', 'Too many routing problems are being solved.');
      }
      underWay += 1;
      try {
        const { problem, travel } = await prepare(request.body, engines);
        const solution = await solve(solver, problem, request.body, raiseOnClose(reply));
        return toRoutingAnswer(request.body, problem, solution, travel);
      } finally {
        underWay -= 1;
      }
    },
  });
}

interface Prepared {
  readonly problem: RoutingProblem;
  readonly travel: RoutingAnswer['travel'];
}

async function prepare(request: RoutingRequest, engines: TravelEngines): Promise<Prepared> {
  const issues = new RequestIssues();
  const positions = listPositions(request, issues);
  if (request.matrices !== undefined) {
    const problem = toRoutingProblem(request, toOwnMatrices(request, issues), issues);
    return finish(problem, issues, { engine: 'matrices', estimated: false });
  }
  toRoutingProblem(request, [], issues);
  issues.refuse();
  const engine = await engines.get(request);
  const matrices = await measureAll(engine, positions, listProfiles(request));
  const { name, estimated } = engine;
  return finish(toRoutingProblem(request, matrices, issues), issues, { engine: name, estimated });
}

function finish(problem: RoutingProblem, issues: RequestIssues, travel: RoutingAnswer['travel']): Prepared {
  issues.refuse();
  validateRoutingProblem(problem);
  return { problem, travel };
}

function toOwnMatrices(request: RoutingRequest, issues: RequestIssues): readonly TravelMatrix[] {
  return listProfiles(request).map((profile) => {
    const tables = request.matrices?.[profile];
    if (tables !== undefined) return toTravelMatrix(tables, `/matrices/${profile}`, issues);
    issues.add(
      'matrix_missing',
      `/matrices/${profile}`,
      'is required, since a vehicle type has this profile',
    );
    return { size: 0, distances: new Float64Array(), durations: new Float64Array() };
  });
}

async function solve(
  solver: AppDependencies['solver'],
  problem: RoutingProblem,
  { seed = 1, budget = DEFAULT_BUDGET }: RoutingRequest,
  cancel: CancelFlag,
): Promise<RoutingSolution> {
  const seconds = budget.kind === 'seconds' ? budget.seconds : MAX_SECONDS;
  const stop = budget.kind === 'seconds' ? { seconds } : { iterations: budget.iterations, seconds };
  const solution = await solver.solve(problem, { seed, stop }, cancel);
  const { violations } = checkRouting(problem, solution);
  if (solution.feasible && violations.length > 0) {
    throw new Error(`the checker refused a solution: ${JSON.stringify(violations.slice(0, 3))}`);
  }
  return solution;
}

/** A caller who has gone needs no answer. */
function raiseOnClose(reply: FastifyReply): CancelFlag {
  const cancel = createCancelFlag();
  reply.raw.once('close', () => cancel.raise());
  return cancel;
}
