import type { LegGeometry, Rung } from '../model/plan.ts';
import type { LonLat } from '../model/units.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import { TRAVEL_PROFILES } from '../model/vehicle-type.ts';
import type { TravelEngine } from '../network/travel-engine.ts';
import type { CountyIndex } from './plan-records/county-index.ts';
import { getById } from './plan-records/county-index.ts';
import { listOperatingCoalitions } from './plan-records/planned-trips.ts';

/** Geometry of every leg that some trip drives, once per pair of sites and profile, to six decimals of a degree. */
export async function listLegGeometries(
  index: CountyIndex,
  rungs: readonly Rung[],
  travel: TravelEngine,
): Promise<readonly LegGeometry[]> {
  const pairs = listDrivenPairs(index, rungs);
  const geometries: LegGeometry[] = [];
  for (const profile of TRAVEL_PROFILES) {
    const driven = pairs.get(profile) ?? [];
    if (driven.length === 0) continue;
    const legs = await travel.legs(
      driven.map(([from, to]) => [placeOf(index, from), placeOf(index, to)] as const),
      profile,
    );
    for (const [position, [fromSiteId, toSiteId]] of driven.entries()) {
      geometries.push({ fromSiteId, toSiteId, profile, coordinates: legs[position].line.map(roundPosition) });
    }
  }
  return geometries;
}

function listDrivenPairs(
  index: CountyIndex,
  rungs: readonly Rung[],
): ReadonlyMap<TravelProfile, readonly (readonly [string, string])[]> {
  const pairs = new Map<TravelProfile, Map<string, readonly [string, string]>>();
  for (const rung of rungs) {
    for (const { days } of listOperatingCoalitions(rung)) {
      for (const route of days.flatMap((day) => day.routes)) {
        const { profile } = getById(index.vehicleTypes, route.vehicleTypeId);
        const known = pairs.get(profile) ?? new Map<string, readonly [string, string]>();
        pairs.set(profile, known);
        for (const { fromSiteId, toSiteId } of route.trips.flatMap((trip) => trip.legs)) {
          if (fromSiteId !== toSiteId)
            known.set(JSON.stringify([fromSiteId, toSiteId]), [fromSiteId, toSiteId]);
        }
      }
    }
  }
  return new Map([...pairs].map(([profile, known]) => [profile, [...known.values()]]));
}

function placeOf(index: CountyIndex, siteId: string): LonLat {
  const { location } = getById(index.sites, siteId);
  if (location === null) throw new Error(`a trip visits ${siteId}, which has no place`);
  return location;
}

function roundPosition([longitude, latitude]: LonLat): LonLat {
  return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6];
}
