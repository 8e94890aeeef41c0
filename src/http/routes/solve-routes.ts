import type { FastifyReply } from 'fastify';
import { checkRouting } from '../../checker/routing-check.ts';
import { checkFrozen } from '../../checker/routing-frozen-check.ts';
import { createCancelFlag } from '../../jobs/cancel-flag.ts';
import type { CancelFlag } from '../../jobs/cancel-flag.ts';
import type { TravelMatrix } from '../../network/travel-matrix.ts';
import type { RoutingProblem } from '../../solver/routing/problem.ts';
import type { FrozenRoute, RoutingSolution } from '../../solver/routing/solution.ts';
import { validateRoutingProblem } from '../../solver/routing/validate-routing-problem.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { AtOnce } from '../plugins/at-once.ts';
import { RequestIssues } from '../routing/request-issues.ts';
import type { TravelEngines } from '../routing/request-travel.ts';
import { measureAll, toTravelMatrix } from '../routing/request-travel.ts';
import type { RoutingAnswer, RoutingRequest } from '../routing/routing-schemas.ts';
import { MAX_SECONDS, RoutingAnswerSchema, RoutingRequestSchema } from '../routing/routing-schemas.ts';
import type { GivenRoutes } from '../routing/to-given-routes.ts';
import { toGivenRoutes } from '../routing/to-given-routes.ts';
import { toRoutingAnswer } from '../routing/to-routing-answer.ts';
import { listPositions, listProfiles, toRoutingProblem } from '../routing/to-routing-problem.ts';
import { problemAnswers, TRAVEL_PROBLEMS } from '../schemas/problem-schema.ts';

/** Room for two tables of 1,000 x 1,000; parsing and checking a body stops the event loop. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
const DEFAULT_BUDGET = { kind: 'seconds', seconds: 5 } as const;
/** Requests solved at once, by solver thread; plans share the threads. */
const AT_ONCE_PER_THREAD = 2;

/** `POST /solve/routing`: solves a routing problem of the caller's own; nothing is stored. */
export function addSolveRoutes(
  app: App,
  { solver, settings }: AppDependencies,
  engines: TravelEngines,
): void {
  const most = solver.threads * AT_ONCE_PER_THREAD;
  const atOnce = new AtOnce(most, 'Too many routing problems are being solved.');
  const ceiling = settings.maxSolveSeconds ?? MAX_SECONDS;
  app.route({
    method: 'POST',
    url: '/solve/routing',
    bodyLimit: MAX_BODY_BYTES,
    onRequest: async (_request, reply) => atOnce.admit(reply),
    schema: {
      tags: ['stateless'],
      summary: 'Solves a vehicle routing problem of your own; nothing is stored',
      body: RoutingRequestSchema,
      response: {
        200: RoutingAnswerSchema,
        ...problemAnswers(
          'invalid_request',
          'county_not_found',
          'invalid_routing_problem',
          ...TRAVEL_PROBLEMS,
          'overloaded',
        ),
      },
    },
    handler: (request, reply) =>
      atOnce.work(async () => {
        const prepared = await prepare(request.body, engines);
        const { problem, travel, given } = prepared;
        const solved = await solve(solver, prepared, request.body, raiseOnClose(reply), ceiling);
        const { solution, stoppedEarly } = solved;
        const answer = toRoutingAnswer(request.body, problem, solution, travel, given.frozen);
        return { ...answer, stoppedEarly };
      }),
  });
}

interface Prepared {
  readonly problem: RoutingProblem;
  readonly given: GivenRoutes;
  readonly travel: RoutingAnswer['travel'];
}

async function prepare(request: RoutingRequest, engines: TravelEngines): Promise<Prepared> {
  const issues = new RequestIssues();
  const positions = listPositions(request, issues);
  if (request.matrices !== undefined) {
    const problem = toRoutingProblem(request, toOwnMatrices(request, issues), issues);
    return finish(request, problem, issues, { engine: 'matrices', estimated: false });
  }
  toRoutingProblem(request, [], issues);
  issues.refuse();
  const { matrices, travel } = await engines.use(request, async (engine) => ({
    matrices: await measureAll(engine, positions, listProfiles(request)),
    travel: { engine: engine.name, estimated: engine.estimated },
  }));
  return finish(request, toRoutingProblem(request, matrices, issues), issues, travel);
}

function finish(
  request: RoutingRequest,
  problem: RoutingProblem,
  issues: RequestIssues,
  travel: RoutingAnswer['travel'],
): Prepared {
  issues.refuse();
  validateRoutingProblem(problem);
  return { problem, travel, given: toGivenRoutes(request, problem, issues) };
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

interface Solved {
  readonly solution: RoutingSolution;
  readonly stoppedEarly: boolean;
}

/** Iterations are searched without a clock, so that they reproduce; past the ceiling the search is cancelled. */
async function solve(
  solver: AppDependencies['solver'],
  { problem, given }: Prepared,
  { seed = 1, budget = DEFAULT_BUDGET }: RoutingRequest,
  cancel: CancelFlag,
  ceilingSeconds: number,
): Promise<Solved> {
  if (budget.kind === 'seconds') {
    const solution = await solver.solve(
      problem,
      { ...given, seed, stop: { seconds: budget.seconds } },
      cancel,
    );
    return { solution: checked(problem, solution, given.frozen), stoppedEarly: false };
  }
  const { iterations } = budget;
  const timer = setTimeout(() => cancel.raise(), ceilingSeconds * 1000);
  try {
    const solution = await solver.solve(problem, { ...given, seed, stop: { iterations } }, cancel);
    const stoppedEarly = cancel.isRaised() && solution.iterations < iterations;
    return { solution: checked(problem, solution, given.frozen), stoppedEarly };
  } finally {
    clearTimeout(timer);
  }
}

function checked(
  problem: RoutingProblem,
  solution: RoutingSolution,
  frozen: readonly FrozenRoute[],
): RoutingSolution {
  const broken = solution.feasible ? checkRouting(problem, solution).violations : [];
  const violations = [...broken, ...checkFrozen(frozen, solution)];
  if (violations.length > 0) {
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
