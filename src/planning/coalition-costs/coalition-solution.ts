import type { CarrierId } from '../../model/carrier.ts';
import type { CoalitionPlan, SideBySideReason } from '../../model/plan.ts';
import type { Fen } from '../../model/units.ts';

/** Seeds of a study: every coalition's cost is the least over `costing`; those under test may have `more`. */
export interface StudySeeds {
  readonly costing: readonly number[];
  readonly more: readonly number[];
}

/**
 * One pool of exactly these members as the search found it, not yet held against its parts: what is stored as soon as
 * it is solved. A single carrier's is its plan alone.
 */
export interface CoalitionSolution {
  readonly members: readonly CarrierId[];
  /** The least plan over the costing seeds that leaves no more of any demand than the members alone; null if none. */
  readonly plan: CoalitionPlan | null;
  /** Cost by seed, costing seeds first; null where the seed has no plan that serves as the members alone do. */
  readonly seedFen: readonly (Fen | null)[];
  /** Why the pool does not stand beside the members alone; null where it does. */
  readonly refusal: SideBySideReason | null;
}

/** Where solved coalitions are kept under a hash of all that they depend on; see `hashCoalition`. */
export interface SolvedCoalitions {
  readonly find: (key: string) => Promise<CoalitionSolution | null>;
  /** Resolves when the solution will survive the end of the process. */
  readonly save: (key: string, solution: CoalitionSolution) => Promise<void>;
}
