import type { County } from '../../model/county.ts';
import type { DemandId, Direction } from '../../model/demand.ts';
import type { CoalitionPlan, Echelon, Item, Plan, Route, Rung, Trip } from '../../model/plan.ts';
import type { LinkRecord } from './logistics-elements.ts';

/** Sums of a week over the runs between two sites. */
interface LinkSums {
  readonly fromSiteId: string;
  readonly toSiteId: string;
  readonly gramsByEchelon: Map<Echelon, number>;
  metres: number;
  seconds: number;
  downGrams: number;
  upGrams: number;
  runs: number;
  costFen: number;
}

/**
 * Links of the routes of a plan's pooled rung, or of its last rung where none is pooled: one per ordered pair of
 * sites, its tier that of most of what it carries, its length and time the mean over its runs. Costs of a route
 * are split over its legs so that the links sum to the routes exactly. O(stops x items).
 */
export function collectPlanLinks(county: County, plan: Plan): readonly LinkRecord[] {
  const directions = new Map(county.demands.map((demand) => [demand.id, demand.direction]));
  const links = new Map<string, LinkSums>();
  const rung = plan.rungs.find(({ name }) => name === 'pooled') ?? plan.rungs.at(-1);
  for (const coalition of listOperating(rung)) {
    for (const day of coalition.days) {
      for (const route of day.routes) addRoute(links, route, day.weekdays.length, directions);
    }
  }
  return Array.from(links.values(), toLink);
}

/** Coalitions that have routes of their own: a pool that stayed apart is its parts. */
function listOperating(rung: Rung | undefined): readonly CoalitionPlan[] {
  const unfold = (plan: CoalitionPlan): readonly CoalitionPlan[] =>
    plan.parts.length === 0 ? [plan] : plan.parts.flatMap(unfold);
  return rung?.coalitions.flatMap(unfold) ?? [];
}

function addRoute(
  links: Map<string, LinkSums>,
  route: Route,
  daysPerWeek: number,
  directions: ReadonlyMap<DemandId, Direction>,
): void {
  const legs = route.trips.flatMap((trip) => listLoadedLegs(trip, directions));
  const distanceShares = splitExactly(
    route.distanceFen,
    legs.map(({ leg }) => leg.metres),
  );
  const timeFen = route.vehicleDayFen + route.driverTimeFen;
  const timeShares = splitExactly(
    timeFen,
    legs.map(({ leg }) => leg.seconds),
  );
  legs.forEach(({ leg, downGrams, upGrams }, index) => {
    const link = getOrAddLink(links, leg.fromSiteId, leg.toSiteId);
    const grams = (downGrams + upGrams) * daysPerWeek;
    link.gramsByEchelon.set(route.echelon, (link.gramsByEchelon.get(route.echelon) ?? 0) + grams);
    link.metres += leg.metres * daysPerWeek;
    link.seconds += leg.seconds * daysPerWeek;
    link.downGrams += downGrams * daysPerWeek;
    link.upGrams += upGrams * daysPerWeek;
    link.runs += daysPerWeek;
    link.costFen += (distanceShares[index] + timeShares[index]) * daysPerWeek;
  });
}

interface LoadedLeg {
  readonly leg: Trip['legs'][number];
  readonly downGrams: number;
  readonly upGrams: number;
}

/** Legs of a trip with what is aboard, by direction of the demand. */
function listLoadedLegs(trip: Trip, directions: ReadonlyMap<DemandId, Direction>): readonly LoadedLeg[] {
  const aboard = { down: 0, up: 0 };
  const load = (items: readonly Item[], sign: 1 | -1): void => {
    for (const item of items) aboard[directions.get(item.demandId) ?? 'down'] += sign * item.grams;
  };
  for (const stop of trip.stops) load(stop.deliveries, 1);
  return trip.legs.map((leg, index) => {
    const loaded = { leg, downGrams: aboard.down, upGrams: aboard.up };
    const stop = trip.stops[index];
    if (stop !== undefined) {
      load(stop.deliveries, -1);
      load(stop.pickups, 1);
    }
    return loaded;
  });
}

/** Splits an integer in proportion to weights, by running sums, so that the parts add up to it. */
function splitExactly(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let before = 0;
  let given = 0;
  return weights.map((weight, index) => {
    before += weight;
    const share = sum > 0 ? before / sum : (index + 1) / weights.length;
    const upTo = index === weights.length - 1 ? total : Math.round(total * share);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}

function getOrAddLink(links: Map<string, LinkSums>, fromSiteId: string, toSiteId: string): LinkSums {
  const key = JSON.stringify([fromSiteId, toSiteId]);
  const known = links.get(key);
  if (known !== undefined) return known;
  const sums = {
    fromSiteId,
    toSiteId,
    gramsByEchelon: new Map<Echelon, number>(),
    metres: 0,
    seconds: 0,
    downGrams: 0,
    upGrams: 0,
    runs: 0,
    costFen: 0,
  };
  links.set(key, sums);
  return sums;
}

function toLink(sums: LinkSums): LinkRecord {
  const [tier] = [...sums.gramsByEchelon].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  return {
    fromSiteId: sums.fromSiteId,
    toSiteId: sums.toSiteId,
    tier,
    metres: Math.round(sums.metres / sums.runs),
    seconds: Math.round(sums.seconds / sums.runs),
    downKg: sums.downGrams / 1000,
    upKg: sums.upGrams / 1000,
    runsPerWeek: sums.runs,
    costFen: sums.costFen,
  };
}
