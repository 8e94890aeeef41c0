import type { ColumnType, Generated } from 'kysely';

import type { JobKind, JobState } from './job-store.ts';

/** Filled in by the database on insert, read as a date. */
type CreatedAt = ColumnType<Date, never, never>;
type Timestamp = ColumnType<Date, Date, Date>;
/** Insertion order, for paging; `int8` arrives as text. */
type Sequence = ColumnType<string, never, never>;

/** Contents of one import, kept for as long as a county, scenario or plan refers to it. */
export interface DatasetTable {
  hash: string;
  county_gz: Uint8Array;
  warnings_gz: Uint8Array;
  roads_hash: string | null;
  created_at: CreatedAt;
}

/** Serialised road graphs by the SHA-256 of their bytes. */
export interface RoadGraphTable {
  hash: string;
  bytes: Uint8Array;
}

/** Prepared hierarchies by the content of their network. */
export interface RoadHierarchyTable {
  hash: string;
  bytes: Uint8Array;
  used_at: ColumnType<Date, never, Date>;
}

/** The current dataset of each county, with the figures that lists show. */
export interface CountyTable {
  code: string;
  name: string;
  dataset_hash: string;
  townships: number;
  villages: number;
  carriers: number;
  demands: number;
  warnings: number;
  created_at: CreatedAt;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export interface ScenarioTable {
  id: string;
  sequence: Sequence;
  county_code: string;
  dataset_hash: string;
  name: string;
  /** JSON text, so that the order of keys survives. */
  document: string;
  created_at: CreatedAt;
}

export interface JobTable {
  id: string;
  sequence: Sequence;
  county_code: string;
  scenario_id: string;
  kind: Generated<JobKind>;
  state: JobState;
  done: Generated<number>;
  total: Generated<number>;
  step: Generated<string>;
  attempts: Generated<number>;
  cancel_requested: Generated<boolean>;
  /** JSON text of a `JobProblem`. */
  problem: string | null;
  created_at: CreatedAt;
  started_at: Timestamp | null;
  heartbeat_at: Timestamp | null;
  finished_at: Timestamp | null;
}

export interface PlanTable {
  id: string;
  sequence: Sequence;
  county_code: string;
  dataset_hash: string;
  scenario_id: string | null;
  job_id: string | null;
  name: string;
  content_hash: string;
  solver_version: string;
  travel_engine: string;
  travel_estimated: boolean;
  as_operated_fen: string | number | null;
  alone_fen: string | number | null;
  pooled_fen: string | number | null;
  /** JSON text of the plan's comparison. */
  comparison: string;
  document_gz: Uint8Array;
  document_bytes: number;
  created_at: CreatedAt;
}

export interface PoolingStudyTable {
  id: string;
  sequence: Sequence;
  county_code: string;
  dataset_hash: string;
  scenario_id: string | null;
  job_id: string | null;
  plan_id: string | null;
  name: string;
  /** JSON text. */
  options: string;
  /** Null until the study is done. */
  document_gz: Uint8Array | null;
  created_at: CreatedAt;
}

/** Solved coalitions, for this study and later ones. */
export interface CoalitionSolutionTable {
  key: string;
  county_code: string;
  document_gz: Uint8Array;
  solved_at: CreatedAt;
  used_at: ColumnType<Date, Date | undefined, Date>;
}

export interface IdempotencyKeyTable {
  key: string;
  request_hash: string;
  /** JSON text of the answer given. */
  response: string;
  created_at: CreatedAt;
}

/** Tables of the product; the queue keeps its own in a schema of its own. */
export interface Schema {
  datasets: DatasetTable;
  road_graphs: RoadGraphTable;
  road_hierarchies: RoadHierarchyTable;
  counties: CountyTable;
  scenarios: ScenarioTable;
  jobs: JobTable;
  plans: PlanTable;
  pooling_studies: PoolingStudyTable;
  coalition_solutions: CoalitionSolutionTable;
  idempotency_keys: IdempotencyKeyTable;
}
