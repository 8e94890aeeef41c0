import type { Echelon } from '../../../src/model/plan.ts';
import type { TripFeature, TripRecord } from '../api/wire.ts';
import type { ColourBy, ColourKey } from '../carriers/carrier-colours.ts';
import { toColourKey } from '../carriers/carrier-colours.ts';
import { parseWeekdays } from '../quantities/weekdays.ts';
import type { ShownDays } from '../state/view-address.ts';

/** What narrows the trips on the map and in the list. */
export interface TripChoice {
  readonly days: ShownDays;
  /** Null: all of them. */
  readonly echelon: Echelon | null;
  readonly colourBy: ColourBy;
  readonly hiddenKeys: ReadonlySet<ColourKey>;
}

/** Trips that pass the choice, earliest departure first. */
export function listVisibleTrips(trips: readonly TripFeature[], choice: TripChoice): readonly TripFeature[] {
  return trips.filter(({ properties }) => isVisible(properties, choice)).sort(byDeparture);
}

function isVisible(trip: TripRecord, { days, echelon, colourBy, hiddenKeys }: TripChoice): boolean {
  return (
    (days === 'week' || parseWeekdays(trip.weekdays).includes(days)) &&
    (echelon === null || trip.echelon === echelon) &&
    !hiddenKeys.has(toColourKey(trip, colourBy))
  );
}

function byDeparture(a: TripFeature, b: TripFeature): number {
  return a.properties.departure < b.properties.departure
    ? -1
    : Number(a.properties.departure > b.properties.departure);
}
