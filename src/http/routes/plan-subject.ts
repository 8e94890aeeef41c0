import type { County } from '../../model/county.ts';
import type { Echelon, Plan, RungName } from '../../model/plan.ts';
import type { Weekday } from '../../model/units.ts';
import type { DatabaseStores } from '../../persistence/stores.ts';
import type { TripFilter } from '../../planning/plan-records/planned-trips.ts';
import { findRung } from '../../planning/plan-records/planned-trips.ts';
import { ProblemError } from '../problems/problem-error.ts';

/** A plan with the county as it was when the plan was made. */
export interface PlanSubject {
  readonly plan: Plan;
  readonly county: County;
}

/** @throws PersistenceError `plan_not_found`, `dataset_not_found` */
export async function getPlanSubject(stores: DatabaseStores, id: string): Promise<PlanSubject> {
  const plan = await stores.plans.getPlan(id);
  return { plan, county: (await stores.counties.getDataset(plan.datasetHash)).county };
}

/** The rung asked for, `pooled` by default. @throws ProblemError `rung_not_found` */
export function getRungName(plan: Plan, query: { readonly rung?: RungName }): RungName {
  const name = query.rung ?? 'pooled';
  if (findRung(plan, name) !== undefined) return name;
  const names = plan.rungs.map((rung) => rung.name).join(', ');
  throw new ProblemError('rung_not_found', `The plan has no rung ${name}; it has ${names}.`);
}

/** The conditions of a query on trips. */
export function toTripFilter(query: {
  readonly weekday?: number;
  readonly echelon?: Echelon;
  readonly carrier?: string;
}): TripFilter {
  return { weekday: query.weekday as Weekday | undefined, echelon: query.echelon, carrierId: query.carrier };
}
