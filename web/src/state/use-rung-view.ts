import { useMemo, useState } from 'preact/hooks';

import type { RungName, StopRecord, TripFeature, TripRecord, VillageWeek } from '../api/wire.ts';
import { findColour, toColourKey } from '../carriers/carrier-colours.ts';
import type { CountyMapProps } from '../map/county-map.tsx';
import { toDrawnSites, toDrawnStops, toDrawnTrips } from '../map/map-features.ts';
import type { PlanData } from './use-plan-data.ts';
import { usePlanData } from './use-plan-data.ts';
import type { TripChoiceState } from './use-trip-choice.ts';
import { useTripChoice } from './use-trip-choice.ts';
import type { ViewAddress } from './view-address.ts';

/** Everything that the map and the panel show of one rung. */
export interface RungView {
  readonly data: PlanData;
  readonly choice: TripChoiceState;
  /** Trips in the list: the visible ones, or of these the ones at the place that was picked. */
  readonly listed: readonly TripFeature[];
  readonly total: number;
  readonly village: VillageWeek | null;
  readonly trip: TripRecord | null;
  readonly tripStops: readonly StopRecord[] | null;
  readonly map: Pick<CountyMapProps, 'features' | 'chosenTripIds' | 'focus' | 'attribution'>;
  readonly placeTripIds: readonly string[];
  readonly setPlaceTripIds: (ids: readonly string[]) => void;
}

const NONE: readonly never[] = [];

export function useRungView(county: string, plan: string, rung: RungName, address: ViewAddress): RungView {
  const [placeTripIds, setPlaceTripIds] = useState<readonly string[]>(NONE);
  const data = usePlanData(county, plan, rung, address.trip !== null);
  const trips = data.trips?.features ?? NONE;
  const choice = useTripChoice(trips, data.carriers ?? NONE, address);
  const chosen = trips.find(({ properties }) => properties.id === address.trip) ?? null;
  const village = data.villages?.find(({ siteId }) => siteId === address.village) ?? null;
  const features = useMapFeatures(data, choice, chosen);
  const atPlace = choice.visible.filter(({ properties }) => placeTripIds.includes(properties.id));
  return {
    data,
    choice,
    listed: placeTripIds.length > 0 ? atPlace : choice.visible,
    total: trips.length,
    village,
    trip: chosen?.properties ?? null,
    tripStops: listTripStops(data, address.trip),
    map: {
      features,
      chosenTripIds: listChosenTripIds(chosen, village, placeTripIds),
      focus: chosen?.geometry ?? findSitePoint(data, address.village),
      attribution: data.sites?.attribution ?? '',
    },
    placeTripIds,
    setPlaceTripIds,
  };
}

function useMapFeatures(
  { boundary, roads, sites, villages, stops }: PlanData,
  { visible, legend, colourBy }: TripChoiceState,
  chosen: TripFeature | null,
): CountyMapProps['features'] {
  const drawnTrips = useMemo(() => {
    // A trip that was chosen by a link or in a village's table is drawn even where the filters hide it.
    const hidden = chosen !== null && !visible.includes(chosen);
    return toDrawnTrips(hidden ? [...visible, chosen] : visible, legend, colourBy);
  }, [visible, chosen, legend, colourBy]);
  const drawnSites = useMemo(
    () => toDrawnSites(sites?.features ?? NONE, villages ?? NONE),
    [sites, villages],
  );
  const drawnStops = useMemo(() => {
    if (chosen === null || stops === null) return NONE;
    const colour = findColour(legend, toColourKey(chosen.properties, colourBy));
    return toDrawnStops(stops, chosen.properties.id, colour);
  }, [stops, chosen, legend, colourBy]);
  return {
    boundary: boundary?.features ?? NONE,
    roads: roads?.features ?? NONE,
    trips: drawnTrips,
    sites: drawnSites,
    stops: drawnStops,
  };
}

function listChosenTripIds(
  trip: TripFeature | null,
  village: VillageWeek | null,
  placeTripIds: readonly string[],
): readonly string[] {
  if (trip !== null) return [trip.properties.id];
  if (village !== null) return [...new Set(village.visits.map((visit) => visit.tripId))];
  return placeTripIds;
}

function findSitePoint({ sites }: PlanData, siteId: string | null) {
  return sites?.features.find(({ properties }) => properties.id === siteId)?.geometry ?? null;
}

function listTripStops({ stops }: PlanData, tripId: string | null): readonly StopRecord[] | null {
  if (stops === null) return null;
  return stops.features
    .map(({ properties }) => properties)
    .filter((stop) => stop.tripId === tripId)
    .sort((a, b) => a.sequence - b.sequence);
}
