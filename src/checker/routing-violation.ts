export type RoutingViolationCode =
  | 'unknown_index'
  | 'served_twice'
  | 'group_served_twice'
  | 'unserved_mismatch'
  | 'required_unserved'
  | 'too_many_vehicles'
  | 'too_few_vehicles'
  | 'empty_route'
  | 'too_many_trips'
  | 'broken_chain'
  | 'vehicle_not_allowed'
  | 'class_not_carried'
  | 'classes_clash'
  | 'overload'
  | 'pickup_before_delivery'
  | 'too_many_stops'
  | 'unreachable'
  | 'too_far'
  | 'too_long'
  | 'outside_shift'
  | 'base_closed'
  | 'late'
  | 'before_release'
  | 'frozen_changed'
  | 'wrong_cost'
  | 'wrong_feasibility';

/** One broken constraint: where, and by how much in the constraint's own unit. */
export interface RoutingViolation {
  readonly code: RoutingViolationCode;
  readonly message: string;
  readonly route?: number;
  readonly trip?: number;
  readonly client?: number;
  readonly amount?: number;
}
