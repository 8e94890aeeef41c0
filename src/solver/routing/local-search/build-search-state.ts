import type { CompiledProblem } from '../compiled-problem.ts';
import type { GivenRoute } from '../ruin-recreate/ruin-recreate.ts';
import { insertGreedily } from './greedy-insertion.ts';
import { buildPenaltyWeights } from './penalty-weights.ts';
import { SearchState } from './search-state.ts';
import type { TravelCosts } from './travel-costs.ts';
import { buildVehicleSlots } from './vehicle-slots.ts';

/**
 * An empty state for local search.
 *
 * @param known routes that tell how many vehicles a good solution uses; not loaded
 * @param mostVehicles of a type
 * @param surchargedLegs see `buildPenaltyWeights`
 */
export function buildSearchState(
  problem: CompiledProblem,
  travel: TravelCosts,
  known: readonly GivenRoute[],
  mostVehicles: number,
  surchargedLegs = 0,
): SearchState {
  const used = new Int32Array(problem.types);
  for (const { type } of known) used[type]++;
  const slots = buildVehicleSlots(problem, used, mostVehicles);
  const weights = buildPenaltyWeights(problem, travel.meanLeg, surchargedLegs);
  return new SearchState(problem, travel, slots, weights);
}

/** Puts known routes into a state as far as its vehicles go, and the other clients where they cost least. */
export function loadRoutes(state: SearchState, known: readonly GivenRoute[]): void {
  state.clear();
  for (const { type, nodes } of known) {
    const slot = state.findEmpty(type);
    if (slot < 0) continue;
    state.fill(slot, nodes, 0, nodes.length);
    state.update(slot);
  }
  const missing: number[] = [];
  for (let client = 0; client < state.clients; client++) {
    if (state.routeOf[client] < 0) missing.push(client);
  }
  insertGreedily(state, missing, missing.length);
}
