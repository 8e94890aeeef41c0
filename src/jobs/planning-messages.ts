import type { PlanningProgress } from '../planning/planning-ports.ts';
import type { RoutingProblem } from '../solver/routing/problem.ts';
import type { SolveRouting } from '../solver/routing/solve-routing.ts';

/** What a planning thread has its owner do. */
export type ThreadCall =
  | {
      readonly kind: 'solve';
      readonly problem: RoutingProblem;
      readonly options: Parameters<SolveRouting>[1];
    }
  | { readonly kind: 'find coalition'; readonly key: string }
  | { readonly kind: 'save coalition'; readonly key: string; readonly packed: Uint8Array }
  | { readonly kind: 'find hierarchy'; readonly key: string }
  | { readonly kind: 'save hierarchy'; readonly key: string; readonly bytes: Uint8Array };

/** What a planning thread tells its owner. */
export type FromPlanningThread =
  | { readonly kind: 'progress'; readonly progress: PlanningProgress }
  | { readonly kind: 'call'; readonly id: number; readonly call: ThreadCall };

/** What the owner answers. */
export type ToPlanningThread =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: unknown };
