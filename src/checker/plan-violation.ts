/** What a plan can break; each code stands for one rule that the plan checker recomputes. */
export type PlanViolationCode =
  | 'unknown_reference'
  | 'broken_chain'
  | 'leg_mismatch'
  | 'time_mismatch'
  | 'outside_window'
  | 'before_dispatch'
  | 'trunk_misses_dispatch'
  | 'outside_feeder_hours'
  | 'outside_shift'
  | 'too_long'
  | 'too_far'
  | 'too_many_trips'
  | 'overload'
  | 'peak_mismatch'
  | 'class_not_carried'
  | 'classes_clash'
  | 'class_mismatch'
  | 'too_many_vehicles'
  | 'vehicle_not_allowed'
  | 'site_not_allowed'
  | 'own_township_broken'
  | 'station_overfull'
  | 'demand_of_other'
  | 'mass_not_conserved'
  | 'too_few_visits'
  | 'wrong_stop'
  | 'cost_mismatch'
  | 'metrics_mismatch'
  | 'comparison_mismatch'
  | 'duplicate_id'
  | 'weekdays_clash'
  | 'geometry_missing'
  | 'geometry_mismatch'
  | 'pool_above_parts'
  | 'pool_serves_less'
  | 'side_by_side_mismatch'
  | 'identity_mismatch'
  | 'rung_mismatch'
  | 'seeds_mismatch'
  | 'stations_mismatch'
  | 'open_site_unused'
  | 'off_calendar'
  | 'unserved_mismatch'
  | 'feeder_too_late'
  | 'feeder_too_early'
  | 'vehicle_out_twice';

/** One broken rule, where it is broken, and by how much. */
export interface PlanViolation {
  readonly code: PlanViolationCode;
  /** JSON pointer into the plan, e.g. `/rungs/1/coalitions/0/days/2/routes/4`. */
  readonly path: string;
  readonly message: string;
  readonly figures: Readonly<Record<string, number>>;
}
