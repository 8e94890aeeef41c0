import { beforeAll, describe, expect, test } from 'vitest';

import { checkPlan } from '../../src/checker/plan-check.ts';
import type { PlanViolationCode } from '../../src/checker/plan-violation.ts';
import type { County } from '../../src/model/county.ts';
import type { CoalitionPlan, Plan, Route, Stop } from '../../src/model/plan.ts';
import { planCounty, TEST_TRAVEL } from '../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

/** Deeply writable. */
type Writable<T> = { -readonly [Key in keyof T]: Writable<T[Key]> };

interface Sample {
  readonly county: Writable<County>;
  readonly plan: Writable<Plan>;
}

/** A county whose pool beats its parts and uses feeder, trunk and station tours on all echelons. */
const SAMPLE_SEED = 10;

let county: County;
let plan: Plan;

beforeAll(async () => {
  county = buildRandomCounty({ seed: SAMPLE_SEED, carriers: 3, townships: 3, villages: 14 });
  plan = await planCounty(county, { seeds: 1 });
});

function pooled({ plan }: Sample): Writable<CoalitionPlan> {
  const rung = plan.rungs[plan.rungs.length - 1];
  return rung.coalitions[0];
}

function routesOf(sample: Sample): Writable<Route>[] {
  return pooled(sample).days.flatMap((day) => day.routes);
}

function pickRoute(sample: Sample, isWanted: (route: Writable<Route>) => boolean): Writable<Route> {
  const route = routesOf(sample).find(isWanted);
  if (route === undefined) throw new Error('the sample has no such route');
  return route;
}

function isTour(sample: Sample): (route: Writable<Route>) => boolean {
  return ({ echelon, baseId }) => echelon === 'village' && baseId !== pooled(sample).warehouseId;
}

/** First stop that delivers something. */
function pickDelivery(sample: Sample): Writable<Stop> {
  const stops = routesOf(sample).flatMap(({ trips }) => trips.flatMap((trip) => trip.stops));
  const stop = stops.find(({ deliveries }) => deliveries.length > 0);
  if (stop === undefined) throw new Error('the sample delivers nothing');
  return stop;
}

function changeTypes(sample: Sample, change: (type: Writable<County['vehicleTypes'][number]>) => void): void {
  for (const type of sample.county.vehicleTypes) change(type);
}

const BREAKS: readonly [name: string, code: PlanViolationCode, change: (sample: Sample) => void][] = [
  [
    'an arrival that is a minute late',
    'time_mismatch',
    (s) => (routesOf(s)[0].trips[0].stops[0].arrival += 60),
  ],
  ['a trip that leaves before it is loaded', 'time_mismatch', (s) => (routesOf(s)[0].start += 86_400)],
  ['service without its time', 'time_mismatch', (s) => (routesOf(s)[0].trips[0].stops[0].departure += 1)],
  ['a leg a metre short', 'leg_mismatch', (s) => (routesOf(s)[0].trips[0].legs[0].metres -= 1)],
  ['a leg a second quick', 'leg_mismatch', (s) => (routesOf(s)[0].trips[0].legs[0].seconds -= 1)],
  ['a route length of its own', 'leg_mismatch', (s) => (routesOf(s)[0].metres += 1)],
  ['a leg to elsewhere', 'broken_chain', (s) => (routesOf(s)[0].trips[0].legs[0].toSiteId = 'D1x')],
  ['a trip that ends elsewhere', 'broken_chain', (s) => (routesOf(s)[0].trips[0].endSiteId = 'V1')],
  ['a leg too few', 'broken_chain', (s) => routesOf(s)[0].trips[0].legs.pop()],
  ['an unknown vehicle type', 'unknown_reference', (s) => (routesOf(s)[0].vehicleTypeId = 'none')],
  ['an unknown demand', 'unknown_reference', (s) => (pickDelivery(s).deliveries[0].demandId = 'none')],
  ['a carrier in no coalition', 'unknown_reference', (s) => s.plan.rungs[0].coalitions.pop()],
  ['goods that vanish', 'mass_not_conserved', (s) => pickDelivery(s).deliveries.pop()],
  ['a gram too much', 'mass_not_conserved', (s) => (pickDelivery(s).deliveries[0].grams += 1)],
  ['a parcel too few', 'mass_not_conserved', (s) => (pickDelivery(s).deliveries[0].parcels -= 1)],
  ['a litre too much', 'mass_not_conserved', (s) => (pickDelivery(s).deliveries[0].litres += 1)],
  ['unserved goods left out', 'mass_not_conserved', (s) => (pooled(s).unserved = [])],
  ['a trunk that brings nothing', 'mass_not_conserved', (s) => dropEchelon(s, 'trunk')],
  ['a feeder that never runs', 'mass_not_conserved', (s) => dropEchelon(s, 'feeder')],
  [
    'a demand with daily visits',
    'too_few_visits',
    (s) => s.county.demands.forEach((d) => (d.visitsPerWeek = 7)),
  ],
  ['goods of another carrier', 'demand_of_other', (s) => (pooled(s).members = pooled(s).members.slice(1))],
  [
    'a delivery that should be a pickup',
    'wrong_stop',
    (s) => {
      const stop = pickDelivery(s);
      [stop.deliveries, stop.pickups] = [stop.pickups, stop.deliveries];
    },
  ],
  ['a smaller vehicle', 'overload', (s) => changeTypes(s, (type) => (type.capacityGrams = 1000))],
  ['a smaller hold', 'overload', (s) => changeTypes(s, (type) => (type.capacityLitres = 1))],
  ['a peak of its own', 'peak_mismatch', (s) => (routesOf(s)[0].trips[0].peakGrams += 1)],
  [
    'a vehicle without the class',
    'class_not_carried',
    (s) => changeTypes(s, (type) => (type.handlingClasses = [])),
  ],
  [
    'a class not aboard',
    'class_mismatch',
    (s) => (routesOf(s)[0].trips[0].handlingClasses = ['chilled', 'agrochemical']),
  ],
  [
    'poison among parcels',
    'classes_clash',
    (s) =>
      s.county.commodities.forEach((c, index) => (c.handlingClass = index % 2 ? 'agrochemical' : 'ambient')),
  ],
  ['a shorter shift', 'outside_shift', (s) => changeTypes(s, (type) => (type.shiftEnd = 7 * 3600))],
  ['a shorter working time', 'too_long', (s) => changeTypes(s, (type) => (type.maxDurationSeconds = 60))],
  ['a shorter range', 'too_far', (s) => changeTypes(s, (type) => (type.maxDistanceMetres = 100))],
  ['no trips allowed', 'too_many_trips', (s) => changeTypes(s, (type) => (type.maxTripsPerDay = 0))],
  ['no vehicles', 'too_many_vehicles', (s) => changeTypes(s, (type) => (type.count = 0))],
  [
    'no vehicles in the scenario',
    'too_many_vehicles',
    (s) =>
      (s.plan.scenario.vehicleCounts = Object.fromEntries(s.county.vehicleTypes.map(({ id }) => [id, 0]))),
  ],
  [
    'vehicles of a stranger',
    'vehicle_not_allowed',
    (s) => changeTypes(s, (type) => (type.ownerId = 'stranger')),
  ],
  [
    'owned vehicles away from home',
    'vehicle_not_allowed',
    (s) => changeTypes(s, (type) => Object.assign(type, { ownerId: pooled(s).members[0], homeSiteId: 'V1' })),
  ],
  [
    'shorter hours at the sites',
    'outside_window',
    (s) => s.county.demands.forEach((d) => (d.window.latest = 0)),
  ],
  [
    'hours that begin later',
    'outside_window',
    (s) => s.county.demands.forEach((d) => (d.window.earliest = 90_000)),
  ],
  ['a station that dispatches later', 'before_dispatch', (s) => setDispatch(s, 20 * 3600)],
  ['a station that dispatches earlier', 'trunk_misses_dispatch', (s) => setDispatch(s, 3600)],
  ['a slower sort', 'trunk_misses_dispatch', (s) => (s.county.rates.stationSortSeconds = 20 * 3600)],
  ['feeder hours that begin later', 'outside_feeder_hours', (s) => (s.county.rates.feederStart = 23 * 3600)],
  [
    'a station of a stranger',
    'site_not_allowed',
    (s) => eachStation(s, (site) => (site.ownerId = 'stranger')),
  ],
  [
    'a station that may not transship',
    'site_not_allowed',
    (s) => eachStation(s, (site) => (site.canTransship = false)),
  ],
  [
    'a station that the scenario closes',
    'site_not_allowed',
    (s) => (s.plan.scenario.closedSiteIds = [pickRoute(s, isTour(s)).baseId]),
  ],
  [
    'a full station',
    'station_overfull',
    (s) => eachStation(s, (site) => (site.terms.capacityGramsPerDay = 1)),
  ],
  [
    'villages bound to their township',
    'own_township_broken',
    (s) => (s.plan.scenario.ownTownshipOnly = true),
  ],
  ['a route a fen cheaper', 'cost_mismatch', (s) => (routesOf(s)[0].distanceFen -= 1)],
  ['dearer kilometres', 'cost_mismatch', (s) => (s.plan.scenario.prices.fenPerKmFactor = 2)],
  ['dearer handling', 'cost_mismatch', (s) => (s.plan.scenario.prices.handlingFactor = 9)],
  ['a dearer pool', 'cost_mismatch', (s) => (s.plan.scenario.prices.poolingOverheadFenPerMemberDay = 99_999)],
  ['dearer unserved goods', 'cost_mismatch', (s) => (s.plan.scenario.prices.unservedFenPerKg = 99_999)],
  ['a dearer station', 'cost_mismatch', (s) => eachStation(s, (site) => (site.terms.fixedFenPerDay += 1))],
  ['a total that is no sum', 'cost_mismatch', (s) => (pooled(s).cost.totalFen -= 1)],
  ['a rung that is no sum', 'cost_mismatch', (s) => (s.plan.rungs[0].cost.sitesFen += 1)],
  ['a seed better than the kept one', 'cost_mismatch', (s) => (s.plan.rungs[1].seedTotals[0].totalFen -= 1)],
  ['more kilometres than driven', 'metrics_mismatch', (s) => (pooled(s).metrics.vehicleKmPerWeek += 1)],
  ['a better load factor', 'metrics_mismatch', (s) => (pooled(s).metrics.loadFactorByMass += 0.01)],
  ['a better coverage', 'metrics_mismatch', (s) => (s.plan.rungs[0].metrics.villageCoverage += 0.1)],
  ['less CO2e', 'metrics_mismatch', (s) => (pooled(s).metrics.co2eKgPerWeek -= 1)],
  ['a slice too dear', 'metrics_mismatch', (s) => (pooled(s).metrics.byEchelon.trunk.totalFen += 1)],
  ['a larger saving', 'comparison_mismatch', (s) => (s.plan.comparison.gains[0].savingFen += 1)],
  [
    'a spread that misses the saving',
    'comparison_mismatch',
    (s) => (s.plan.comparison.gains[0].lowFen += 1e9),
  ],
  [
    'another comparability',
    'comparison_mismatch',
    (s) => (s.plan.comparison.comparable = !s.plan.comparison.comparable),
  ],
  [
    'a rung that costs less in the comparison',
    'comparison_mismatch',
    (s) => (s.plan.comparison.rungs[0].totalFen -= 1),
  ],
  ['an id used twice', 'duplicate_id', (s) => (routesOf(s)[0].id = routesOf(s)[1].id)],
  [
    'a weekday in two days',
    'weekdays_clash',
    (s) => (pooled(s).days[0].weekdays = [...pooled(s).days[1].weekdays]),
  ],
  ['no lines', 'geometry_missing', (s) => (s.plan.geometries = [])],
  [
    'a pool above its parts',
    'pool_above_parts',
    (s) => (s.plan.rungs[s.plan.rungs.length - 1].cost.totalFen += 1e9),
  ],
];

function dropEchelon(sample: Sample, echelon: Route['echelon']): void {
  for (const day of pooled(sample).days) day.routes = day.routes.filter((route) => route.echelon !== echelon);
}

function eachStation(sample: Sample, change: (site: Writable<County['sites'][number]>) => void): void {
  for (const site of sample.county.sites) if (site.tier === 'township') change(site);
}

function setDispatch(sample: Sample, time: number): void {
  eachStation(sample, (site) => (site.dispatchSeconds = time));
}

describe('the plan checker', () => {
  test('accepts the sample, which uses every echelon', async () => {
    const sample = structuredClone({ county, plan }) as Sample;
    expect(new Set(routesOf(sample).map(({ echelon }) => echelon))).toEqual(
      new Set(['feeder', 'trunk', 'village']),
    );
    expect(routesOf(sample).some(isTour(sample))).toBe(true);
    expect(pooled(sample).unserved.length).toBeGreaterThan(0);
    expect(await checkPlan(county, plan, TEST_TRAVEL)).toEqual([]);
  });

  test.for(BREAKS)('refuses %s with %s', async ([, code, change]) => {
    const sample = structuredClone({ county, plan }) as Sample;
    change(sample);
    const violations = await checkPlan(sample.county, sample.plan, TEST_TRAVEL);
    expect(violations.map((violation) => violation.code)).toContain(code);
    for (const { path, message } of violations) {
      expect(path).toMatch(/^\//);
      expect(message.length).toBeGreaterThan(5);
    }
  });
});
