import type { CompiledProblem } from '../compiled-problem.ts';
import type { Checkpoint } from '../search-stopped.ts';
import { buildGranularNeighbours, type GranularNeighbours } from './granular-neighbours.ts';
import { buildTravelCosts, type TravelCosts } from './travel-costs.ts';

/** Granular neighbours of a client (Vidal, 2022), and where time windows make more of them promising. */
const NEIGHBOURS = 20;
const NEIGHBOURS_TIMED = 30;

/** What searches by local search look up and never change; built once for a problem. */
export interface LocalSearchTables {
  readonly travel: TravelCosts;
  readonly neighbours: GranularNeighbours;
}

/**
 * Builds the tables. O(n^2) in the mean.
 *
 * @throws SearchStopped from the checkpoint
 */
export function buildLocalSearchTables(problem: CompiledProblem, checkpoint?: Checkpoint): LocalSearchTables {
  const travel = buildTravelCosts(problem, checkpoint);
  const count = problem.features.timed ? NEIGHBOURS_TIMED : NEIGHBOURS;
  return { travel, neighbours: buildGranularNeighbours(problem, travel, count, checkpoint) };
}
