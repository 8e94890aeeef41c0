import { beforeAll, describe, expect, test } from 'vitest';

import { checkPlan } from '../../src/checker/plan-check.ts';
import type { County } from '../../src/model/county.ts';
import type { Route } from '../../src/model/plan.ts';
import { TEST_TRAVEL } from '../invariants/plan-a-county.ts';
import type { Break, Sample, Writable } from './plan-check-sample.ts';
import { buildSample, getPool, listRoutes, pickDelivery, pickRoute } from './plan-check-sample.ts';

let sound: Sample;

beforeAll(async () => {
  sound = await buildSample({ seeds: 1 });
});

function isTour(sample: Sample): (route: Writable<Route>) => boolean {
  return ({ echelon, baseId }) => echelon === 'village' && baseId !== getPool(sample).warehouseId;
}

function changeTypes(sample: Sample, change: (type: Writable<County['vehicleTypes'][number]>) => void): void {
  for (const type of sample.county.vehicleTypes) change(type);
}

const BREAKS: readonly Break[] = [
  [
    'an arrival that is a minute late',
    'time_mismatch',
    (s) => (listRoutes(s)[0].trips[0].stops[0].arrival += 60),
  ],
  ['a trip that leaves before it is loaded', 'time_mismatch', (s) => (listRoutes(s)[0].start += 86_400)],
  ['service without its time', 'time_mismatch', (s) => (listRoutes(s)[0].trips[0].stops[0].departure += 1)],
  ['a leg a metre short', 'leg_mismatch', (s) => (listRoutes(s)[0].trips[0].legs[0].metres -= 1)],
  ['a leg a second quick', 'leg_mismatch', (s) => (listRoutes(s)[0].trips[0].legs[0].seconds -= 1)],
  ['a route length of its own', 'leg_mismatch', (s) => (listRoutes(s)[0].metres += 1)],
  ['a leg to elsewhere', 'broken_chain', (s) => (listRoutes(s)[0].trips[0].legs[0].toSiteId = 'D1x')],
  ['a trip that ends elsewhere', 'broken_chain', (s) => (listRoutes(s)[0].trips[0].endSiteId = 'V1')],
  ['a leg too few', 'broken_chain', (s) => listRoutes(s)[0].trips[0].legs.pop()],
  ['an unknown vehicle type', 'unknown_reference', (s) => (listRoutes(s)[0].vehicleTypeId = 'none')],
  ['an unknown demand', 'unknown_reference', (s) => (pickDelivery(s).deliveries[0].demandId = 'none')],
  ['a carrier in no coalition', 'unknown_reference', (s) => s.plan.rungs[0].coalitions.pop()],
  ['goods that vanish', 'mass_not_conserved', (s) => pickDelivery(s).deliveries.pop()],
  ['a gram too much', 'mass_not_conserved', (s) => (pickDelivery(s).deliveries[0].grams += 1)],
  ['a parcel too few', 'mass_not_conserved', (s) => (pickDelivery(s).deliveries[0].parcels -= 1)],
  ['a litre too much', 'mass_not_conserved', (s) => (pickDelivery(s).deliveries[0].litres += 1)],
  ['unserved goods left out', 'mass_not_conserved', (s) => (getPool(s).unserved = [])],
  ['a trunk that brings nothing', 'mass_not_conserved', (s) => dropEchelon(s, 'trunk')],
  ['a feeder that never runs', 'mass_not_conserved', (s) => dropEchelon(s, 'feeder')],
  [
    'a demand with daily visits',
    'too_few_visits',
    (s) => s.county.demands.forEach((d) => (d.visitsPerWeek = 7)),
  ],
  ['goods of another carrier', 'demand_of_other', (s) => (getPool(s).members = getPool(s).members.slice(1))],
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
  ['a peak of its own', 'peak_mismatch', (s) => (listRoutes(s)[0].trips[0].peakGrams += 1)],
  [
    'a vehicle without the class',
    'class_not_carried',
    (s) => changeTypes(s, (type) => (type.handlingClasses = [])),
  ],
  [
    'a class not aboard',
    'class_mismatch',
    (s) => (listRoutes(s)[0].trips[0].handlingClasses = ['chilled', 'agrochemical']),
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
    (s) =>
      changeTypes(s, (type) => Object.assign(type, { ownerId: getPool(s).members[0], homeSiteId: 'V1' })),
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
  ['a route a fen cheaper', 'cost_mismatch', (s) => (listRoutes(s)[0].distanceFen -= 1)],
  ['dearer kilometres', 'cost_mismatch', (s) => (s.plan.scenario.prices.fenPerKmFactor = 2)],
  ['dearer handling', 'cost_mismatch', (s) => (s.plan.scenario.prices.handlingFactor = 9)],
  ['a dearer pool', 'cost_mismatch', (s) => (s.plan.scenario.prices.poolingOverheadFenPerMemberDay = 99_999)],
  ['dearer unserved goods', 'cost_mismatch', (s) => (s.plan.scenario.prices.unservedFenPerKg = 99_999)],
  ['a dearer station', 'cost_mismatch', (s) => eachStation(s, (site) => (site.terms.fixedFenPerDay += 1))],
  ['a total that is no sum', 'cost_mismatch', (s) => (getPool(s).cost.totalFen -= 1)],
  ['a rung that is no sum', 'cost_mismatch', (s) => (s.plan.rungs[0].cost.sitesFen += 1)],
  ['more kilometres than driven', 'metrics_mismatch', (s) => (getPool(s).metrics.vehicleKmPerWeek += 1)],
  ['a better load factor', 'metrics_mismatch', (s) => (getPool(s).metrics.loadFactorByMass += 0.01)],
  ['a better coverage', 'metrics_mismatch', (s) => (s.plan.rungs[0].metrics.villageCoverage += 0.1)],
  ['less CO2e', 'metrics_mismatch', (s) => (getPool(s).metrics.co2eKgPerWeek -= 1)],
  ['a slice too dear', 'metrics_mismatch', (s) => (getPool(s).metrics.byEchelon.trunk.totalFen += 1)],
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
  ['an id used twice', 'duplicate_id', (s) => (listRoutes(s)[0].id = listRoutes(s)[1].id)],
  [
    'a weekday in two days',
    'weekdays_clash',
    (s) => (getPool(s).days[0].weekdays = [...getPool(s).days[1].weekdays]),
  ],
  ['no lines', 'geometry_missing', (s) => (s.plan.geometries = [])],
  ['a pool above its parts', 'pool_above_parts', (s) => (getPool(s).cost.totalFen += 1e9)],
];

function dropEchelon(sample: Sample, echelon: Route['echelon']): void {
  for (const day of getPool(sample).days)
    day.routes = day.routes.filter((route) => route.echelon !== echelon);
}

function eachStation(sample: Sample, change: (site: Writable<County['sites'][number]>) => void): void {
  for (const site of sample.county.sites) if (site.tier === 'township') change(site);
}

function setDispatch(sample: Sample, time: number): void {
  eachStation(sample, (site) => (site.dispatchSeconds = time));
}

describe('the plan checker', () => {
  test('accepts the sample, which uses every echelon', async () => {
    const sample = structuredClone(sound);
    expect(new Set(listRoutes(sample).map(({ echelon }) => echelon))).toEqual(
      new Set(['feeder', 'trunk', 'village']),
    );
    expect(listRoutes(sample).some(isTour(sample))).toBe(true);
    expect(getPool(sample).unserved.length).toBeGreaterThan(0);
    expect(await checkPlan(sample.county, sample.plan, TEST_TRAVEL)).toEqual([]);
  });

  test.for(BREAKS)('refuses %s with %s', async ([, code, change]) => {
    const sample = structuredClone(sound);
    change(sample);
    const violations = await checkPlan(sample.county, sample.plan, TEST_TRAVEL);
    expect(violations.map((violation) => violation.code)).toContain(code);
    for (const { path, message } of violations) {
      expect(path).toMatch(/^\//);
      expect(message.length).toBeGreaterThan(5);
    }
  });
});
