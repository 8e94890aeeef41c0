import { useCallback, useMemo, useState } from 'preact/hooks';

import type { Carrier, TripFeature } from '../api/wire.ts';
import type { ColourBy, ColourKey, LegendEntry } from '../carriers/carrier-colours.ts';
import { buildLegend, toColourKey } from '../carriers/carrier-colours.ts';
import { listVisibleTrips } from '../trips/visible-trips.ts';
import type { ShownDays, ViewAddress } from './view-address.ts';

/** One day is what people plan by; the trips of a whole week lie on top of each other. */
export const FIRST_DAYS: ShownDays = 1;

const SHOW_ALL: ReadonlySet<ColourKey> = new Set();

/** Colours of the trips, and which of them are shown. */
export interface TripChoiceState {
  readonly legend: readonly LegendEntry[];
  readonly colourBy: ColourBy;
  readonly hiddenKeys: ReadonlySet<ColourKey>;
  readonly setColourBy: (colourBy: ColourBy) => void;
  readonly toggleKey: (key: ColourKey) => void;
  /** Trips per legend entry under the other filters, hidden entries included. */
  readonly counts: ReadonlyMap<ColourKey, number>;
  readonly visible: readonly TripFeature[];
}

export function useTripChoice(
  trips: readonly TripFeature[],
  carriers: readonly Carrier[],
  { days: chosenDays, echelon }: Pick<ViewAddress, 'days' | 'echelon'>,
): TripChoiceState {
  const days = chosenDays ?? FIRST_DAYS;
  const [colourBy, setColourBy] = useState<ColourBy>('vehicle');
  const [hiddenKeys, setHiddenKeys] = useState(SHOW_ALL);
  const legend = useMemo(() => buildLegend(carriers, colourBy), [carriers, colourBy]);
  const visible = useMemo(
    () => listVisibleTrips(trips, { days, echelon, colourBy, hiddenKeys }),
    [trips, days, echelon, colourBy, hiddenKeys],
  );
  const counts = useMemo(() => {
    const unhidden = listVisibleTrips(trips, { days, echelon, colourBy, hiddenKeys: SHOW_ALL });
    return countBy(unhidden.map((trip) => toColourKey(trip.properties, colourBy)));
  }, [trips, days, echelon, colourBy]);
  const toggleKey = useCallback((key: ColourKey) => {
    setHiddenKeys((before) => before.symmetricDifference(new Set([key])));
  }, []);
  return { legend, colourBy, hiddenKeys, setColourBy, toggleKey, counts, visible };
}

function countBy(keys: readonly ColourKey[]): ReadonlyMap<ColourKey, number> {
  const counts = new Map<ColourKey, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
