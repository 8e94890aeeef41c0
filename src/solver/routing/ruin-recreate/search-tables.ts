import type { CompiledProblem } from '../compiled-problem.ts';
import { buildNeighbours, narrowNeighbours, type Neighbours } from '../neighbours.ts';
import { buildLoneTours, type LoneTours } from './lone-tours.ts';
import type { Checkpoint } from '../search-stopped.ts';
import { buildRequests, type Requests } from './requests.ts';

/** Nearest clients by which ruins spread, and next to which insertions are tried. */
const RUIN_NEIGHBOURS = 300;
const INSERTION_NEIGHBOURS = 30;

/** What a search looks up and never changes; built once for a problem and read by any number of searches. */
export interface SearchTables {
  readonly ruin: Neighbours;
  readonly insertion: Neighbours;
  readonly tours: LoneTours;
  readonly requests: Requests;
}

/**
 * Builds the tables. O(n^2) for the neighbours.
 *
 * @throws SearchStopped from the checkpoint
 */
export function buildSearchTables(problem: CompiledProblem, checkpoint?: Checkpoint): SearchTables {
  const ruin = buildNeighbours(problem, RUIN_NEIGHBOURS, checkpoint);
  const tours = buildLoneTours(problem);
  return {
    ruin,
    insertion: narrowNeighbours(ruin, INSERTION_NEIGHBOURS),
    tours,
    requests: buildRequests(problem, tours),
  };
}
