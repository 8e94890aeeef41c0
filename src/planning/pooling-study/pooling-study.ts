import type { Allocation } from '../../cost-sharing/allocation.ts';
import type { CoalitionStructure } from '../../cost-sharing/coalition-structure.ts';
import type { Membership } from '../../cost-sharing/membership.ts';
import type { VolumeLine } from '../../cost-sharing/settlement/agreement.ts';
import type { CarrierId } from '../../model/carrier.ts';
import type { CountyCode } from '../../model/county.ts';
import type { Plan, SideBySideReason } from '../../model/plan.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Fen } from '../../model/units.ts';
import type { Stability } from './share-cost.ts';
import type { SideEffects } from './side-effects.ts';
import type { StudyLadder, Verdict } from './study-ladder.ts';
import type { StudyOptions } from './study-options.ts';
import type { Sensitivity } from './study-sensitivity.ts';
import type { SubsidyLine } from './subsidy.ts';

/** A carrier whose pool is studied: its cost alone, and what the plan moves for it. */
export interface StudyPlayer {
  readonly carrierId: CarrierId;
  readonly name: string;
  readonly aloneFen: Fen;
  readonly kgPerWeek: number;
  readonly parcelsPerWeek: number;
  /** Stops that hand its goods over or take them in, one for each direction. */
  readonly stopsPerWeek: number;
}

/** What one coalition costs a week. */
export interface CoalitionRecord {
  readonly members: readonly CarrierId[];
  /** The least over seeds and over one pool and parts of it side by side. */
  readonly costFen: Fen;
  /** Members alone less `costFen`. */
  readonly savingFen: Fen;
  /** As `costFen` with each costing seed alone. */
  readonly seedFen: readonly Fen[];
  /** One pool of all members, whether it is the best or not; null where none serves as the members alone do. */
  readonly pooledFen: Fen | null;
  /** Pools and single carriers in which it works; one entry where one pool of all members is best. */
  readonly parts: readonly (readonly CarrierId[])[];
  /** False: never solved as one pool, so that `costFen` is an upper bound made of its best solved parts. */
  readonly solved: boolean;
  /** What keeps it from one pool beside its members alone; null where nothing does. */
  readonly reason: SideBySideReason | null;
}

/** The result of a pooling study. Holds no clock time, so equal input gives equal bytes. */
export interface PoolingStudy {
  readonly countyCode: CountyCode;
  readonly countyName: string;
  readonly datasetHash: string;
  readonly solverVersion: string;
  readonly travel: Plan['travel'];
  readonly scenario: Scenario;
  readonly options: StudyOptions;
  /** SHA-256 of the plan's JSON text: the `contentHash` of the plan on which all figures rest. */
  readonly planHash: string;
  readonly players: readonly StudyPlayer[];
  /** By size, then in the order of the players. */
  readonly coalitions: readonly CoalitionRecord[];
  /** How all players work together: pools, and carriers alone beside them. */
  readonly structure: readonly (readonly CarrierId[])[];
  /** Whether every coalition that could change stability is solved; see `growGame`. */
  readonly proven: boolean;
  readonly ladder: StudyLadder;
  readonly verdict: Verdict;
  readonly stability: Stability;
  /** The cheapest pools side by side, and whether anybody has a reason to leave them. */
  readonly bestStructure: CoalitionStructure;
  /** Every rule that is defined for these carriers. */
  readonly allocations: readonly Allocation[];
  readonly membership: Membership;
  /** What each carrier moves in a planned week, for prices. */
  readonly volumes: readonly VolumeLine[];
  readonly sideEffects: SideEffects;
  readonly subsidy: SubsidyLine;
  readonly sensitivity: Sensitivity;
}
