export type ScenarioProblemCode =
  | 'unknown_field'
  | 'wrong_type'
  | 'out_of_range'
  | 'unknown_carrier'
  | 'carrier_in_two_coalitions'
  | 'unknown_site'
  | 'site_cannot_transship'
  | 'site_open_and_closed'
  | 'depot_closed'
  | 'unknown_vehicle_type'
  | 'other_county'
  | 'override_without_place'
  | 'override_without_effect'
  | 'override_field_out_of_place';

/** One thing wrong with a scenario. */
export interface ScenarioProblem {
  readonly code: ScenarioProblemCode;
  /** JSON pointer into the input, e.g. `/coalitions/0/2`. */
  readonly path: string;
  readonly message: string;
}

/** A scenario that cannot be planned; holds every problem found. `code` and `path` are the first one's. */
export class ScenarioError extends Error {
  readonly code: ScenarioProblemCode;
  readonly path: string;
  readonly problems: readonly ScenarioProblem[];

  constructor(problems: readonly ScenarioProblem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join(' '));
    this.name = 'ScenarioError';
    this.code = problems[0].code;
    this.path = problems[0].path;
    this.problems = problems;
  }
}
