import type { CompiledProblem } from '../compiled-problem.ts';
import { requiredLoad } from '../required-load.ts';

/** The vehicles that a solution under local search may use: slots of a type stand side by side, first[t] to first[t + 1]. */
export interface VehicleSlots {
  readonly count: number;
  readonly typeOf: Int32Array;
  readonly first: Int32Array;
}

/** Share of vehicles above the least that loads ask for, and vehicles beyond (Vidal, 2022). */
const SPARE_SHARE = 1.3;
const SPARE_VEHICLES = 3;

/**
 * Gives each type as many slots as it has vehicles, but no more than a good solution could use.
 *
 * @param used vehicles by type in a solution known
 * @param most vehicles of a type, at most
 */
export function buildVehicleSlots(
  problem: CompiledProblem,
  used: ArrayLike<number>,
  most = Infinity,
): VehicleSlots {
  const first = new Int32Array(problem.types + 1);
  for (let type = 0; type < problem.types; type++) {
    const needed = Math.ceil(SPARE_SHARE * Math.max(leastByLoad(problem, type), used[type])) + SPARE_VEHICLES;
    first[type + 1] = first[type] + Math.min(problem.fleet.count[type], problem.clients, needed, most);
  }
  const typeOf = new Int32Array(first[problem.types]);
  for (let type = 0; type < problem.types; type++) typeOf.fill(type, first[type], first[type + 1]);
  return { count: typeOf.length, typeOf, first };
}

/** Vehicles of one type that the loads of all clients ask for. */
function leastByLoad(problem: CompiledProblem, type: number): number {
  const { dimensions, fleet } = problem;
  let least = 0;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const capacity = fleet.capacity[type * dimensions + dimension];
    if (capacity > 0) least = Math.max(least, requiredLoad(problem, dimension) / capacity);
  }
  return least;
}
