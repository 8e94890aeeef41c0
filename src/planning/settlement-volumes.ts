import type { AllocationBasis } from '../cost-sharing/allocation.ts';
import type { VolumeLine } from '../cost-sharing/settlement/agreement.ts';
import type { CarrierId } from '../model/carrier.ts';
import type { County } from '../model/county.ts';
import type { Demand } from '../model/demand.ts';
import type { CoalitionPlan, Item, PlanDay, Stop } from '../model/plan.ts';
import type { Site, SiteId } from '../model/site.ts';

interface Tally {
  readonly carrierId: CarrierId;
  readonly tier: Site['tier'];
  readonly direction: Demand['direction'];
  grams: number;
  parcels: number;
  stops: number;
}

/**
 * What each carrier moves in a week of a coalition's plan, by tier and direction: goods counted where they are handed
 * over or taken in, at their own site, on every weekday; a stop counts once for each carrier and direction served by it.
 * Lines in the order of the county's carriers, township before village, down before up; goods left out do not count.
 */
export function listVolumes(county: County, plan: CoalitionPlan): readonly VolumeLine[] {
  const demands = new Map(county.demands.map((demand) => [demand.id, demand]));
  const tiers = new Map(county.sites.map(({ id, tier }) => [id, tier]));
  const tallies = new Map<string, Tally>();
  for (const day of listDays(plan)) {
    for (const stop of day.routes.flatMap(({ trips }) => trips.flatMap(({ stops }) => stops))) {
      countStop(tallies, stop, day.weekdays.length, demands, tiers);
    }
  }
  const order = new Map(county.carriers.map(({ id }, index) => [id, index]));
  return [...tallies.values()]
    .sort(
      (a, b) =>
        (order.get(a.carrierId) ?? 0) - (order.get(b.carrierId) ?? 0) ||
        a.tier.localeCompare(b.tier) ||
        a.direction.localeCompare(b.direction),
    )
    .map(({ carrierId, tier, direction, grams, parcels, stops }) => ({
      carrierId,
      tier,
      direction,
      parcels,
      kg: grams / 1000,
      stops,
    }));
}

/** Weights of the proportional rules: each carrier's weekly kilograms and stops. */
export function toAllocationBasis(
  volumes: readonly VolumeLine[],
  carriers: readonly CarrierId[],
): AllocationBasis {
  const sumOf = (carrierId: CarrierId, field: 'kg' | 'stops'): number =>
    volumes.reduce((sum, line) => sum + (line.carrierId === carrierId ? line[field] : 0), 0);
  return {
    kg: carriers.map((carrierId) => sumOf(carrierId, 'kg')),
    stops: carriers.map((carrierId) => sumOf(carrierId, 'stops')),
  };
}

function listDays({ days, parts }: CoalitionPlan): readonly PlanDay[] {
  return [...days, ...parts.flatMap(listDays)];
}

function countStop(
  tallies: Map<string, Tally>,
  stop: Stop,
  days: number,
  demands: ReadonlyMap<string, Demand>,
  tiers: ReadonlyMap<SiteId, Site['tier']>,
): void {
  const touched = new Set<Tally>();
  for (const item of [...stop.deliveries, ...stop.pickups]) {
    const demand = demands.get(item.demandId);
    if (demand === undefined || demand.siteId !== stop.siteId) continue;
    const tally = tallyOf(tallies, demand, tiers.get(demand.siteId) ?? 'village');
    addItem(tally, item, days);
    touched.add(tally);
  }
  for (const tally of touched) tally.stops += days;
}

function addItem(tally: Tally, { grams, parcels }: Item, days: number): void {
  tally.grams += grams * days;
  tally.parcels += parcels * days;
}

function tallyOf(tallies: Map<string, Tally>, { carrierId, direction }: Demand, tier: Site['tier']): Tally {
  const key = `${carrierId}/${tier}/${direction}`;
  const tally = tallies.get(key) ?? { carrierId, tier, direction, grams: 0, parcels: 0, stops: 0 };
  tallies.set(key, tally);
  return tally;
}
