import { beforeAll, describe, expect, test } from 'vitest';

import { checkPlan } from '../../src/checker/plan-check.ts';
import type { Metrics } from '../../src/model/metrics.ts';
import type { SideBySideReason } from '../../src/model/plan.ts';
import type { Unserved } from '../../src/model/unserved.ts';
import { TEST_TRAVEL } from '../invariants/plan-a-county.ts';
import type { Break, Sample, Writable } from './plan-check-sample.ts';
import { buildSample, getPool, getRung, listRoutes } from './plan-check-sample.ts';

let sound: Sample;

beforeAll(async () => {
  sound = await buildSample({ seeds: 2 });
});

function poolMetrics(sample: Sample): Writable<Metrics> {
  return getPool(sample).metrics;
}

function pickLeft(sample: Sample, isWanted: (entry: Unserved) => boolean): Writable<Unserved> {
  const entries = getRung(sample, 'pooled').coalitions.flatMap(({ unserved }) => unserved);
  const entry = entries.find(isWanted);
  if (entry === undefined) throw new Error('the sample leaves nothing like that');
  return entry;
}

function isPlaced(sample: Sample): (entry: Unserved) => boolean {
  const places = new Map(sample.county.sites.map(({ id, location }) => [id, location]));
  const siteOf = new Map(sample.county.demands.map(({ id, siteId }) => [id, siteId]));
  return ({ demandId }) => places.get(siteOf.get(demandId) ?? '') !== null;
}

/** One unserved gram stated of a demand that is served in full. */
function leaveAGram(sample: Sample): Writable<Unserved> {
  const pool = getPool(sample);
  const left = new Set(pool.unserved.map(({ demandId }) => demandId));
  const demand = sample.county.demands.find(({ id, visitsPerWeek }) => !left.has(id) && visitsPerWeek < 7);
  if (demand === undefined) throw new Error('the sample serves nothing in full');
  const entry = {
    demandId: demand.id,
    code: 'not_enough_vehicles' as const,
    message: 'All vehicles are taken.',
    figures: { grams: 1, litres: 0 },
    weekdays: [1 as const],
    gramsPerWeek: 1,
    litresPerWeek: 0,
    parcelsPerWeek: 0,
  };
  pool.unserved.push(entry);
  return entry;
}

const METRICS: readonly Break[] = [
  ['an earlier median arrival', 'metrics_mismatch', (s) => (poolMetrics(s).arrivalP50 = 1)],
  ['an earlier late arrival', 'metrics_mismatch', (s) => (poolMetrics(s).arrivalP95 = 1)],
  ['more on shared trips', 'metrics_mismatch', (s) => (poolMetrics(s).pooledShare /= 2)],
  ['a load factor of seven', 'metrics_mismatch', (s) => (poolMetrics(s).loadFactorByVolume = 7)],
  ['ten times the tonne-kilometres', 'metrics_mismatch', (s) => (poolMetrics(s).tonneKmPerWeek *= 10)],
  ['cheaper tonne-kilometres', 'metrics_mismatch', (s) => (poolMetrics(s).fenPerTonneKm = 1)],
  ['more visits', 'metrics_mismatch', (s) => (poolMetrics(s).meanVisitsPerWeek += 1)],
  [
    'a thousand yuan moved between carriers',
    'metrics_mismatch',
    (s) => {
      const { byCarrier } = poolMetrics(s);
      byCarrier[0].totalFen += 100_000;
      byCarrier[1].totalFen -= 100_000;
    },
  ],
  [
    'a thousand yuan moved between directions',
    'metrics_mismatch',
    (s) => {
      const { byDirection } = getRung(s, 'alone').metrics;
      byDirection.down.totalFen += 100_000;
      byDirection.up.totalFen -= 100_000;
    },
  ],
  ['kilograms of a carrier', 'metrics_mismatch', (s) => (poolMetrics(s).byCarrier[0].kgPerWeek += 1)],
  ['parcels of a carrier', 'metrics_mismatch', (s) => (poolMetrics(s).byCarrier[0].parcelsPerWeek += 1)],
  ['a price of a carrier', 'metrics_mismatch', (s) => (poolMetrics(s).byCarrier[0].fenPerKg = 1)],
  ['a carrier left out', 'metrics_mismatch', (s) => poolMetrics(s).byCarrier.pop()],
  ['kilograms of an echelon', 'metrics_mismatch', (s) => (poolMetrics(s).byEchelon.trunk.kgPerWeek += 1)],
  [
    'yuan moved between echelons',
    'metrics_mismatch',
    (s) => {
      const { byEchelon } = poolMetrics(s);
      byEchelon.trunk.totalFen += 1;
      byEchelon.village.totalFen -= 1;
    },
  ],
];

const COMPARISON: readonly Break[] = [
  [
    'a load factor in the comparison',
    'comparison_mismatch',
    (s) => (s.plan.comparison.rungs[1].loadFactorByMass = 1),
  ],
  ['CO2e in the comparison', 'comparison_mismatch', (s) => (s.plan.comparison.rungs[1].co2eKgPerWeek = 0)],
  ['vehicles in the comparison', 'comparison_mismatch', (s) => (s.plan.comparison.rungs[1].vehicles -= 1)],
  [
    'kilometres in the comparison',
    'comparison_mismatch',
    (s) => (s.plan.comparison.rungs[2].metresPerWeek = 1),
  ],
  ['a share of saving', 'comparison_mismatch', (s) => (s.plan.comparison.gains[1].savingShare = 0.5)],
  [
    'a carrier that pays less alone',
    'comparison_mismatch',
    (s) => (s.plan.comparison.aloneByCarrier[0].totalFen -= 1),
  ],
  ['a carrier that pays nothing alone', 'comparison_mismatch', (s) => s.plan.comparison.aloneByCarrier.pop()],
  ['another reason', 'comparison_mismatch', (s) => (s.plan.comparison.reason = 'All is well.')],
  [
    'a reason of other figures',
    'comparison_mismatch',
    (s) => (s.plan.comparison.gains[0].reason = '1 demand.'),
  ],
  ['no reason', 'comparison_mismatch', (s) => (s.plan.comparison.gains[0].reason = null)],
  ['no gains', 'comparison_mismatch', (s) => (s.plan.comparison.gains = [])],
  ['no rungs in the comparison', 'comparison_mismatch', (s) => (s.plan.comparison.rungs = [])],
  [
    'an invented spread',
    'comparison_mismatch',
    (s) => Object.assign(s.plan.comparison.gains[1], { lowFen: 1, highFen: 1e9, significant: true }),
  ],
  [
    'a significant change of service',
    'comparison_mismatch',
    (s) => (s.plan.comparison.gains[0].significant = !s.plan.comparison.gains[0].significant),
  ],
  [
    'a change of service that compares',
    'comparison_mismatch',
    (s) => (s.plan.comparison.gains[0].comparable = true),
  ],
];

const LADDER: readonly Break[] = [
  ['no rung alone', 'rung_mismatch', (s) => s.plan.rungs.splice(1, 1)],
  ['no rung of today', 'rung_mismatch', (s) => s.plan.rungs.splice(0, 1)],
  ['a rung twice', 'rung_mismatch', (s) => s.plan.rungs.push(s.plan.rungs[2])],
  ['ten seeds where two were solved', 'seeds_mismatch', (s) => (s.plan.scenario.seeds = 10)],
  ['totals of other seeds', 'seeds_mismatch', (s) => (s.plan.rungs[1].seedTotals[0].seed = 77)],
  [
    'one total replaced',
    'seeds_mismatch',
    (s) => s.plan.rungs[1].seedTotals.splice(0, 2, { seed: 1, totalFen: 1 }),
  ],
  [
    'a seed better than the kept plan',
    'seeds_mismatch',
    (s) => (getRung(s, 'pooled').seedTotals[0].totalFen = 1),
  ],
  [
    'a seed in which pools lose',
    'seeds_mismatch',
    (s) => (getRung(s, 'pooled').seedTotals[0].totalFen = 1e12),
  ],
  [
    'a pool that serves less than its members alone',
    'pool_serves_less',
    (s) => (pickLeft(s, isPlaced(s)).gramsPerWeek += 1e9),
  ],
  [
    'a pool dearer than its members alone',
    'pool_above_parts',
    (s) => (getRung(s, 'alone').coalitions[0].cost.totalFen = 0),
  ],
];

/** The sample's pool as if it worked in parts: the members' own plans. */
function takeApart(sample: Sample, apartFen: number, reason: Partial<SideBySideReason> = {}): void {
  const parts = structuredClone(getRung(sample, 'alone').coalitions);
  const sideBySideReason = {
    code: 'pool_dearer' as const,
    message: 'One pool costs more.',
    figures: { pooledFen: apartFen, apartFen },
    ...reason,
  };
  Object.assign(getPool(sample), { parts, days: [], unserved: [], sideBySideReason });
}

const PARTS: readonly Break[] = [
  [
    'a reason for parts that are none',
    'side_by_side_mismatch',
    (s) => {
      takeApart(s, 1);
      getPool(s).parts = [];
    },
  ],
  [
    'parts without a reason',
    'side_by_side_mismatch',
    (s) => {
      takeApart(s, 1);
      delete getPool(s).sideBySideReason;
    },
  ],
  ['a pool said to be dearer than other parts', 'side_by_side_mismatch', (s) => takeApart(s, 1)],
  [
    'parts said to be cheaper than they are',
    'side_by_side_mismatch',
    (s) => takeApart(s, 0, { code: 'parts_cheaper', figures: { pooledFen: 1e9, partsFen: 1 } }),
  ],
  [
    'parts dearer than the pool that they are held against',
    'side_by_side_mismatch',
    (s) => {
      const { totalFen } = getPool(s).cost;
      const figures = { pooledFen: totalFen - 1, partsFen: totalFen };
      takeApart(s, 0, { code: 'parts_cheaper', figures });
    },
  ],
  [
    'a part dearer than its carrier alone',
    'pool_above_parts',
    (s) => {
      takeApart(s, 1);
      getPool(s).parts[0].cost.totalFen += 1;
    },
  ],
];

const UNSERVED: readonly Break[] = [
  [
    'a place said to be unknown',
    'unserved_mismatch',
    (s) => (pickLeft(s, isPlaced(s)).code = 'no_coordinates'),
  ],
  [
    'an unknown place said to be far',
    'unserved_mismatch',
    (s) => (pickLeft(s, ({ code }) => code === 'no_coordinates').code = 'window_unreachable'),
  ],
  ['a road said to be missing', 'unserved_mismatch', (s) => (pickLeft(s, isPlaced(s)).code = 'no_road')],
  [
    'a class said to be carried by none',
    'unserved_mismatch',
    (s) => (pickLeft(s, isPlaced(s)).code = 'handling_class_carried_by_none'),
  ],
  [
    'a load said to be too large',
    'unserved_mismatch',
    (s) => (pickLeft(s, isPlaced(s)).code = 'exceeds_every_vehicle'),
  ],
  ['figures above all demand', 'unserved_mismatch', (s) => (pickLeft(s, isPlaced(s)).figures.grams = 1e12)],
  [
    'hours that are none of the site',
    'unserved_mismatch',
    (s) => (pickLeft(s, ({ code }) => code === 'window_unreachable').figures.shiftEnd = 1),
  ],
  ['more runs than today has', 'unserved_mismatch', (s) => (todayLeft(s).figures.runs = 99)],
  ['a reason without words', 'unserved_mismatch', (s) => (pickLeft(s, isPlaced(s)).message = ' ')],
  ['no weekdays', 'unserved_mismatch', (s) => (pickLeft(s, isPlaced(s)).weekdays = [])],
  ['all weekdays', 'unserved_mismatch', (s) => (pickLeft(s, isPlaced(s)).weekdays = [1, 2, 3, 4, 5, 6, 7])],
  ['an unserved litre too few', 'mass_not_conserved', (s) => (pickLeft(s, isPlaced(s)).litresPerWeek = 0)],
  ['one gram said to be unserved', 'mass_not_conserved', leaveAGram],
  [
    'a litre that vanishes behind an unserved gram',
    'mass_not_conserved',
    (s) => {
      const { demandId } = leaveAGram(s);
      for (const route of listRoutes(s)) {
        for (const stop of route.trips.flatMap(({ stops }) => stops)) {
          for (const item of [...stop.deliveries, ...stop.pickups])
            if (item.demandId === demandId) item.litres = 0;
        }
      }
    },
  ],
  [
    'visits given up behind an unserved gram',
    'too_few_visits',
    (s) => {
      const { demandId, weekdays } = leaveAGram(s);
      for (const day of getPool(s).days) {
        if (weekdays.some((weekday) => day.weekdays.includes(weekday))) continue;
        for (const stop of day.routes.flatMap(({ trips }) => trips.flatMap(({ stops }) => stops))) {
          stop.deliveries = stop.deliveries.filter((item) => item.demandId !== demandId);
          stop.pickups = stop.pickups.filter((item) => item.demandId !== demandId);
        }
      }
    },
  ],
  [
    'goods on days that are not theirs',
    'off_calendar',
    (s) => s.county.demands.forEach((demand) => (demand.visitsPerWeek = 1)),
  ],
];

function todayLeft(sample: Sample): Writable<Unserved> {
  const [entry] = getRung(sample, 'as_operated').coalitions.flatMap(({ unserved }) => unserved);
  return entry;
}

const ORIGIN: readonly Break[] = [
  ['lines at the end of the world', 'geometry_mismatch', flattenLines],
  ['a line drawn elsewhere', 'geometry_mismatch', (s) => (s.plan.geometries[0].coordinates[0] = [0, 0])],
  ['a line that nobody drives', 'geometry_mismatch', (s) => s.plan.geometries.push(s.plan.geometries[0])],
  ['another dataset', 'identity_mismatch', (s) => (s.plan.datasetHash = 'another')],
  ['no attribution', 'identity_mismatch', (s) => (s.plan.attributions = [])],
  ['measured roads', 'identity_mismatch', (s) => (s.plan.travel.estimated = !s.plan.travel.estimated)],
  ['another engine', 'identity_mismatch', (s) => (s.plan.travel.engine = 'roads/1')],
  ['another county', 'identity_mismatch', (s) => (s.plan.countyCode = '110101')],
  ['a county by another name', 'identity_mismatch', (s) => (s.plan.countyName = 'elsewhere')],
  ['a scenario of another county', 'identity_mismatch', (s) => (s.plan.scenario.countyCode = '110101')],
];

function flattenLines({ plan }: Sample): void {
  for (const line of plan.geometries) line.coordinates = line.coordinates.map(() => [0, 0]);
}

const SITES: readonly Break[] = [
  ['stations that are none', 'stations_mismatch', (s) => (getPool(s).stationIds = ['V1', 'nowhere'])],
  ['a station left out', 'stations_mismatch', (s) => getPool(s).stationIds.pop()],
  [
    'an opened station that is passed by',
    'open_site_unused',
    (s) => (s.plan.scenario.openSiteIds = ['T1', 'T2', 'T3']),
  ],
];

/** Changes hours so that vehicles or goods would have to be in two places. */
const TIMES: readonly Break[] = [
  [
    'a feeder that comes after the trips have left',
    'feeder_too_late',
    (s) => {
      for (const route of listRoutes(s)) if (route.echelon === 'feeder') route.trips[0].arrival += 86_400;
    },
  ],
  [
    'goods that come back after their feeder has left',
    'feeder_too_early',
    (s) => {
      for (const route of listRoutes(s)) {
        if (route.echelon !== 'feeder') for (const trip of route.trips) trip.arrival += 2 * 86_400;
      }
    },
  ],
  [
    'vehicles that are out over midnight and again in the morning',
    'vehicle_out_twice',
    (s) => {
      const routes = listRoutes(s);
      for (const route of routes) route.end = route.start + 86_400 + 3600;
      const used = new Map<string, number>();
      for (const [, route] of getPool(s).days[0].routes.entries())
        used.set(route.vehicleTypeId, (used.get(route.vehicleTypeId) ?? 0) + 1);
      s.plan.scenario.vehicleCounts = Object.fromEntries(used);
    },
  ],
];

describe('the plan checker, of figures and facts', () => {
  test('accepts the sample, in which rungs differ and goods are left', async () => {
    const { county, plan } = sound;
    expect(plan.rungs.map(({ name }) => name)).toEqual(['as_operated', 'alone', 'pooled']);
    expect(plan.comparison.comparable).toBe(false);
    expect(getPool(sound).metrics.pooledShare).toBeGreaterThan(0);
    expect(await checkPlan(county, plan, TEST_TRAVEL, { datasetHash: 'hash' })).toEqual([]);
  });

  test.for([...METRICS, ...COMPARISON, ...LADDER, ...PARTS, ...UNSERVED, ...ORIGIN, ...SITES, ...TIMES])(
    'refuses %s with %s',
    async ([, code, change]) => {
      const sample = structuredClone(sound);
      change(sample);
      const violations = await checkPlan(sample.county, sample.plan, TEST_TRAVEL, { datasetHash: 'hash' });
      expect(violations.map((violation) => violation.code)).toContain(code);
    },
  );
});
