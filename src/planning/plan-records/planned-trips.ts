import type { CarrierId } from '../../model/carrier.ts';
import type { CoalitionPlan, Echelon, Plan, Route, Rung, RungName, Trip } from '../../model/plan.ts';
import type { Weekday } from '../../model/units.ts';

/** A trip where it stands in the plan: who runs it, on which days, as part of which route. */
export interface PlannedTrip {
  /** Members of the coalition that runs the trip; where a pool fell back to its parts, those of the part. */
  readonly members: readonly CarrierId[];
  readonly weekdays: readonly Weekday[];
  readonly route: Route;
  readonly trip: Trip;
}

/** Narrows the trips of a rung; a condition that is absent lets everything through. */
export interface TripFilter {
  readonly weekday?: Weekday;
  readonly echelon?: Echelon;
  /** Trips that carry goods of this carrier. */
  readonly carrierId?: CarrierId;
}

/** The rung of that name, or undefined where the plan has none (no `as_operated` without today's runs). */
export function findRung(plan: Plan, name: RungName): Rung | undefined {
  return plan.rungs.find((rung) => rung.name === name);
}

/** Coalition plans that hold routes: a pool that fell back to its parts is replaced by them, at any depth. */
export function listOperatingCoalitions(rung: Rung): readonly CoalitionPlan[] {
  const unfold = (coalition: CoalitionPlan): readonly CoalitionPlan[] =>
    coalition.parts.length > 0 ? coalition.parts.flatMap(unfold) : [coalition];
  return rung.coalitions.flatMap(unfold);
}

/** All trips of a rung in plan order. Linear in the number of trips. */
export function listPlannedTrips(rung: Rung): readonly PlannedTrip[] {
  return listOperatingCoalitions(rung).flatMap((coalition) =>
    coalition.days.flatMap((day) =>
      day.routes.flatMap((route) =>
        route.trips.map((trip) => ({ members: coalition.members, weekdays: day.weekdays, route, trip })),
      ),
    ),
  );
}
