import type { RoutingProblem } from '../problem.ts';
import { Random } from '../random.ts';
import { MOST_GENETIC_CLIENTS } from '../search-portfolio.ts';
import type { RoutingSolution } from '../solution.ts';
import type { SolveRoutingOptions } from '../solve-routing.ts';

/** Solves the problem on some thread. */
export type SolveOnce = (options: SolveRoutingOptions, search: number) => Promise<RoutingSolution>;

/** Whether a problem is better solved apart than in rounds: it is small enough for the genetic search, vehicles come first, or routes are frozen. */
export function suitsSearchesApart(
  { clients, fewestVehiclesFirst }: RoutingProblem,
  { frozen = [] }: SolveRoutingOptions,
): boolean {
  return clients.length <= MOST_GENETIC_CLIENTS || fewestVehiclesFirst === true || frozen.length > 0;
}

/**
 * Has `count` searches with seeds of their own solve the problem, which share the iterations granted, and returns the
 * best answer, the first among equals, with the iterations of all. Deterministic under a budget in iterations.
 */
export async function solveApart(
  problem: RoutingProblem,
  options: SolveRoutingOptions,
  count: number,
  solve: SolveOnce,
): Promise<RoutingSolution> {
  const random = new Random(options.seed);
  const { iterations } = options.stop;
  const stop =
    iterations === undefined ? options.stop : { ...options.stop, iterations: Math.ceil(iterations / count) };
  const answers = await Promise.all(
    Array.from({ length: count }, (_, search) => {
      return solve({ ...options, stop, seed: search === 0 ? options.seed : random.bits() }, search);
    }),
  );
  const best = answers.reduce((one, other) => (isBetter(problem, other, one) ? other : one));
  return { ...best, iterations: answers.reduce((sum, answer) => sum + answer.iterations, 0) };
}

function isBetter(problem: RoutingProblem, one: RoutingSolution, other: RoutingSolution): boolean {
  if (one.feasible !== other.feasible) return one.feasible;
  if (!one.feasible && one.unserved.length !== other.unserved.length)
    return one.unserved.length < other.unserved.length;
  if (problem.fewestVehiclesFirst && one.routes.length !== other.routes.length)
    return one.routes.length < other.routes.length;
  return one.cost < other.cost;
}
