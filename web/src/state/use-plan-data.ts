import type { ApiError } from '../api/api-error.ts';
import { getJson, listItems } from '../api/client.ts';
import { paths } from '../api/paths.ts';
import type { Fetcher } from '../api/use-resource.ts';
import { findValue, useResource } from '../api/use-resource.ts';
import type { BoundaryCollection, Carrier, Comparison, PlanOutline, RoadCollection } from '../api/wire.ts';
import type { RungName, SiteCollection, StopCollection, TripCollection } from '../api/wire.ts';
import type { UnservedRecord, VillageWeek } from '../api/wire.ts';

/** What one rung of a plan shows; each part is null until it has arrived. */
export interface PlanData {
  readonly carriers: readonly Carrier[] | null;
  readonly boundary: BoundaryCollection | null;
  readonly roads: RoadCollection | null;
  readonly sites: SiteCollection | null;
  readonly trips: TripCollection | null;
  readonly stops: StopCollection | null;
  readonly villages: readonly VillageWeek[] | null;
  readonly unserved: readonly UnservedRecord[] | null;
  readonly outline: PlanOutline | null;
  /** The first part that could not be fetched, and a way to ask again for all that failed. */
  readonly failure: { readonly error: ApiError; readonly retry: () => void } | null;
}

/** Fetches a rung's data side by side; the stops only once they are asked for. */
export function usePlanData(county: string, plan: string, rung: RungName, withStops: boolean): PlanData {
  const carriers = useResource(paths.carriers(county), listCarriers);
  const boundary = useResource(paths.boundary(county), getBoundary);
  const roads = useResource(paths.roads(county), getRoads);
  const sites = useResource(paths.sites(plan, rung), getSites);
  const trips = useResource(paths.trips(plan, rung), getTrips);
  const stops = useResource(withStops ? paths.stops(plan, rung) : null, getStops);
  const villages = useResource(paths.villages(plan, rung), listVillages);
  const unserved = useResource(paths.unserved(plan, rung), listUnserved);
  const outline = useResource(paths.plan(plan), getOutline);
  const parts = [carriers, boundary, roads, sites, trips, stops, villages, unserved, outline];
  return {
    carriers: findValue(carriers.resource),
    boundary: findValue(boundary.resource),
    roads: findValue(roads.resource),
    sites: findValue(sites.resource),
    trips: findValue(trips.resource),
    stops: findValue(stops.resource),
    villages: findValue(villages.resource),
    unserved: findValue(unserved.resource),
    outline: findValue(outline.resource),
    failure: findFailure(parts),
  };
}

export function useComparison(plan: string) {
  return useResource(paths.comparison(plan), getComparison);
}

const listCarriers: Fetcher<readonly Carrier[]> = listItems;
const listVillages: Fetcher<readonly VillageWeek[]> = listItems;
const listUnserved: Fetcher<readonly UnservedRecord[]> = listItems;
const getOutline: Fetcher<PlanOutline> = getJson;
const getBoundary: Fetcher<BoundaryCollection> = getJson;
const getRoads: Fetcher<RoadCollection> = getJson;
const getSites: Fetcher<SiteCollection> = getJson;
const getTrips: Fetcher<TripCollection> = getJson;
const getStops: Fetcher<StopCollection> = getJson;
const getComparison: Fetcher<Comparison> = getJson;

function findFailure(parts: readonly ReturnType<typeof useResource<unknown>>[]): PlanData['failure'] {
  const failed = parts.flatMap(({ resource, reload }) =>
    resource.state === 'failed' ? [{ error: resource.error, reload }] : [],
  );
  if (failed.length === 0) return null;
  return {
    error: failed[0].error,
    retry: () => {
      for (const part of failed) part.reload();
    },
  };
}
