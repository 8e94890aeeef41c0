import type { Feature, LineString, Point } from 'geojson';

import type { SiteFeature, StopCollection, TripFeature, VillageWeek } from '../api/wire.ts';
import type { ColourBy, LegendEntry } from '../carriers/carrier-colours.ts';
import { findColour, toColourKey } from '../carriers/carrier-colours.ts';
import type { Service } from '../villages/village-search.ts';
import { toService } from '../villages/village-search.ts';

/** A trip as the map draws it; `lane` keeps trips of different colours side by side. */
export type DrawnTrip = Feature<
  LineString,
  { readonly id: string; readonly echelon: string; readonly colour: string; readonly lane: number }
>;

/** A site as the map draws it; `service` is null for what is no village. */
export type DrawnSite = Feature<
  Point | null,
  {
    readonly id: string;
    readonly name: string;
    readonly tier: string;
    readonly isPublic: boolean;
    readonly service: Service | null;
  }
>;

export type DrawnStop = Feature<Point | null, { readonly sequence: number; readonly colour: string }>;

/**
 * Trips in the colours of the legend. Lanes are counted from 0 over
 * the colours in use, so that few colours stay near the road.
 */
export function toDrawnTrips(
  trips: readonly TripFeature[],
  legend: readonly LegendEntry[],
  colourBy: ColourBy,
): readonly DrawnTrip[] {
  const colours = trips.map(({ properties }) => findColour(legend, toColourKey(properties, colourBy)));
  const inUse = [...new Set(legend.map((entry) => entry.colour))].filter((colour) =>
    colours.includes(colour),
  );
  return trips.map(({ geometry, properties: { id, echelon } }, i) => ({
    type: 'Feature',
    geometry,
    properties: { id, echelon, colour: colours[i], lane: Math.max(0, inUse.indexOf(colours[i])) },
  }));
}

/** Sites that have a place, with how each village fares. */
export function toDrawnSites(
  sites: readonly SiteFeature[],
  villages: readonly VillageWeek[],
): readonly DrawnSite[] {
  const services = new Map(villages.map((village) => [village.siteId, toService(village)]));
  return sites
    .filter(({ geometry }) => geometry !== null)
    .map(({ geometry, properties: { id, name, tier, ownerId } }) => ({
      type: 'Feature',
      geometry,
      properties: { id, name, tier, isPublic: ownerId === null, service: services.get(id) ?? null },
    }));
}

/** The stops of one trip, numbered. */
export function toDrawnStops(stops: StopCollection, tripId: string, colour: string): readonly DrawnStop[] {
  return stops.features
    .filter(({ properties }) => properties.tripId === tripId)
    .map(({ geometry, properties: { sequence } }) => ({
      type: 'Feature',
      geometry,
      properties: { sequence, colour },
    }));
}
