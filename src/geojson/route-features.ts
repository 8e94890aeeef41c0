import type { Feature, LineString, Position } from 'geojson';
import type { County } from '../model/county.ts';
import type { Leg, Plan, RungName, Trip } from '../model/plan.ts';
import type { LonLat } from '../model/units.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import type { CountyIndex } from '../planning/plan-records/county-index.ts';
import { buildCountyIndex, getById } from '../planning/plan-records/county-index.ts';
import type { TripFilter } from '../planning/plan-records/planned-trips.ts';
import type { RecordedTrip, TripRecord } from '../planning/plan-records/trip-records.ts';
import { listRecordedTrips } from '../planning/plan-records/trip-records.ts';
import type { AttributedCollection } from './feature-collection.ts';
import { buildFeatureCollection, toPosition } from './feature-collection.ts';
import { toOrigin } from './origin.ts';

type LegGeometries = ReadonlyMap<string, readonly LonLat[]>;

/**
 * One LineString per trip of a rung: its legs along the roads, end to end; a straight line between the sites where
 * the plan holds no geometry for a leg.
 */
export function toRouteFeatures(
  county: County,
  plan: Plan,
  rung: RungName,
  filter: TripFilter = {},
): AttributedCollection<LineString, TripRecord> {
  const index = buildCountyIndex(county);
  const geometries: LegGeometries = new Map(
    plan.geometries.map((leg) => [toLegKey(leg, leg.profile), leg.coordinates]),
  );
  const features = listRecordedTrips(index, plan, rung, filter).map((recorded) =>
    toRouteFeature(index, geometries, recorded),
  );
  return buildFeatureCollection(features, toOrigin(plan));
}

function toRouteFeature(
  index: CountyIndex,
  geometries: LegGeometries,
  { planned, record }: RecordedTrip,
): Feature<LineString, TripRecord> {
  const { profile } = getById(index.vehicleTypes, planned.route.vehicleTypeId);
  const coordinates = toTripPositions(index, geometries, planned.trip, profile);
  return {
    type: 'Feature',
    id: record.id,
    geometry: { type: 'LineString', coordinates },
    properties: record,
  };
}

function toTripPositions(
  index: CountyIndex,
  geometries: LegGeometries,
  trip: Trip,
  profile: TravelProfile,
): Position[] {
  const positions = trip.legs
    .flatMap((leg) => geometries.get(toLegKey(leg, profile)) ?? toStraightLine(index, leg))
    .map(toPosition);
  const distinct = positions.filter((position, i) => i === 0 || !isSame(position, positions[i - 1]));
  return distinct.length === 1 ? [distinct[0], distinct[0]] : distinct;
}

function toStraightLine(index: CountyIndex, leg: Leg): readonly LonLat[] {
  return [leg.fromSiteId, leg.toSiteId].map((siteId) => {
    const { location } = getById(index.sites, siteId);
    if (location === null) throw new Error(`a trip of the plan calls at ${siteId}, which has no location`);
    return location;
  });
}

function toLegKey(leg: Pick<Leg, 'fromSiteId' | 'toSiteId'>, profile: TravelProfile): string {
  return JSON.stringify([leg.fromSiteId, leg.toSiteId, profile]);
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
