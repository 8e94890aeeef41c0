import type { TravelEngine } from '../network/travel-engine.ts';
import type { SolveRouting } from '../solver/routing/solve-routing.ts';

export interface PlanningProgress {
  readonly done: number;
  readonly total: number;
  readonly step: string;
}

/** What planning needs from outside: travel, a place to solve, and someone to tell or to be told. */
export interface PlanningPorts {
  readonly travel: TravelEngine;
  readonly solveRouting: SolveRouting;
  readonly onProgress?: (progress: PlanningProgress) => void;
  /** Read before each routing problem; true ends planning with a `PlanCancelledError`. */
  readonly isCancelled?: () => boolean;
}
