import type { PlanningProgress } from '../planning/planning-ports.ts';
import type { RoutingProblem } from '../solver/routing/problem.ts';
import type { RoutingSolution } from '../solver/routing/solution.ts';
import type { SolveRouting } from '../solver/routing/solve-routing.ts';

/** What a planning thread tells its owner. */
export type FromPlanningThread =
  | { readonly kind: 'progress'; readonly progress: PlanningProgress }
  | {
      readonly kind: 'solve';
      readonly id: number;
      readonly problem: RoutingProblem;
      readonly options: Parameters<SolveRouting>[1];
    };

/** What the owner answers. */
export type ToPlanningThread =
  | { readonly kind: 'solved'; readonly id: number; readonly solution: RoutingSolution }
  | { readonly kind: 'unsolved'; readonly id: number; readonly error: unknown };
