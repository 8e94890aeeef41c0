import { describe, expect, test } from 'vitest';

import type { County } from '../../src/model/county.ts';
import type { CoalitionPlan, Plan } from '../../src/model/plan.ts';
import type { TravelEngine } from '../../src/network/travel-engine.ts';
import { PlanCancelledError, PlanRefusedError } from '../../src/planning/plan-errors.ts';
import { planScenario } from '../../src/planning/plan-scenario.ts';
import type { PlanningProgress } from '../../src/planning/planning-ports.ts';
import { buildDefaultScenario } from '../../src/planning/resolve-scenario.ts';
import { solveRouting } from '../../src/solver/routing/solve-routing.ts';
import { planCounty, TEST_TRAVEL } from '../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

const county = buildRandomCounty({ seed: 11, carriers: 3, townships: 3, villages: 14 });
const scenario = {
  ...buildDefaultScenario(county),
  seeds: 1,
  budget: { kind: 'iterations' as const, iterations: 60 },
};

/**
 * One carrier whose two townships lie some 40 km out with six villages each; a truck holds ten vans' goods at little
 * more a kilometre but costs much by the hour, and unloading in a village takes half of one: so bringing goods to a station
 * by truck saves most of the vans' way, and leaves the villages to vans.
 */
function buildTwoTownships(stationFenPerDay: number): County {
  const random = buildRandomCounty({ seed: 1, carriers: 1, townships: 2, villages: 12 });
  const [demand] = random.demands;
  const [van, truck] = ['hire-van', 'hire-truck'].map((id) => {
    const type = random.vehicleTypes.find((candidate) => candidate.id === id);
    if (type === undefined) throw new Error(`no ${id}`);
    return type;
  });
  const sites = random.sites.map((site) => {
    const number = Number(site.id.slice(1));
    const township = site.tier === 'village' ? 1 + (number % 2) : number;
    const place = site.tier === 'county' ? 0 : township === 1 ? -0.4 : 0.4;
    const offset = site.tier === 'village' ? number / 200 : 0;
    return Object.assign({}, site, {
      parentId: site.tier === 'village' ? `T${township}` : site.parentId,
      location: [110 + place, 30 + offset],
      ownerId: site.tier === 'county' && site.id !== 'W1' ? 'c1' : null,
      canTransship: site.tier !== 'village',
      serviceSeconds: site.tier === 'village' ? 1800 : 300,
      dispatchSeconds: 9 * 3600,
      terms: {
        fixedFenPerDay: site.tier === 'township' ? stationFenPerDay : 0,
        handlingFenPerParcel: 0,
        handlingFenPerTonne: 100,
        capacityGramsPerDay: null,
        capacityLitresPerDay: null,
      },
    });
  });
  const day = {
    shiftStart: 5 * 3600,
    shiftEnd: 19 * 3600,
    maxDurationSeconds: 50_400,
    maxDistanceMetres: null,
  };
  return {
    ...random,
    sites,
    operations: [],
    rates: { ...random.rates, stationSortSeconds: 1800 },
    vehicleTypes: [
      {
        ...van,
        ...day,
        capacityGrams: 200_000,
        fenPerDay: 2000,
        fenPerKm: 150,
        fenPerHour: 500,
        maxTripsPerDay: 4,
      },
      { ...truck, ...day, capacityGrams: 2_000_000, fenPerDay: 8000, fenPerKm: 160, fenPerHour: 8000 },
    ].map((type) =>
      Object.assign({}, type, { handlingClasses: ['ambient'], profile: 'van', capacityLitres: 90_000 }),
    ),
    demands: Array.from({ length: 12 }, (_, index) => ({
      ...demand,
      id: `V${index + 1}-goods`,
      siteId: `V${index + 1}`,
      commodityId: 'goods',
      direction: 'down' as const,
      gramsPerWeek: 7 * 150_000,
      litresPerWeek: 700,
      parcelsPerWeek: 0,
      visitsPerWeek: 7,
      window: { earliest: 8 * 3600, latest: 18 * 3600 },
    })),
  };
}

/** The same county with the villages' goods dealt to two carriers at neighbouring depots. */
function shareTwoTownships(county: County): County {
  const [carrier] = county.carriers;
  const depot = county.sites.find(({ id }) => id === carrier.depotId);
  if (depot === undefined) throw new Error('no depot');
  return {
    ...county,
    carriers: [carrier, { ...carrier, id: 'c2', depotId: 'D2' }],
    sites: [...county.sites, { ...depot, id: 'D2', ownerId: 'c2' }],
    demands: county.demands.map((demand, index) => {
      return Object.assign({}, demand, { carrierId: index % 4 < 2 ? 'c1' : 'c2' });
    }),
  };
}

function getAlone(plan: Plan): CoalitionPlan {
  return plan.rungs[0].coalitions[0];
}

describe('a plan', () => {
  test('serves villages through stations where the trunk saves more than they cost', async () => {
    const plan = await planCounty(buildTwoTownships(100));
    const { stationIds, days, unserved } = getAlone(plan);
    expect(unserved).toEqual([]);
    expect(stationIds.length).toBeGreaterThan(0);
    expect(days[0].routes.map(({ echelon }) => echelon)).toContain('trunk');
  });

  test('serves villages straight from the warehouse where stations cost more than they save', async () => {
    const plan = await planCounty(buildTwoTownships(1_000_000));
    expect(getAlone(plan).stationIds).toEqual([]);
    expect(getAlone(plan).unserved).toEqual([]);
  });

  test('uses no station that the scenario closes', async () => {
    const closed = await planCounty(buildTwoTownships(100), { closedSiteIds: ['T1', 'T2'] });
    expect(getAlone(closed).stationIds).toEqual([]);
  });

  test('uses a station that the scenario opens in each pool, but not alone', async () => {
    const shared = shareTwoTownships(buildTwoTownships(25_000));
    const [plan, opened] = [await planCounty(shared), await planCounty(shared, { openSiteIds: ['T2'] })];
    expect(opened.rungs[0]).toEqual(plan.rungs[0]);
    expect(opened.rungs[0].coalitions.flatMap(({ stationIds }) => stationIds)).toEqual([]);
    const [pool] = opened.rungs[1].coalitions;
    expect(pool.parts).toEqual([]);
    expect(pool.stationIds).toContain('T2');
  });

  test('keeps of each carrier, and of each pool, the least over the seeds', async () => {
    const plan = await planCounty(county, { seeds: 3, coalitions: [['c1', 'c2']] });
    for (const { cost, seedTotals } of plan.rungs.slice(-2)) {
      expect(seedTotals).toHaveLength(3);
      for (const { totalFen } of seedTotals) expect(cost.totalFen).toBeLessThanOrEqual(totalFen);
    }
    const single = await Promise.all(
      [0, 1, 2].map((k) => planCounty(county, { seed: 1 + k, seeds: 1, coalitions: [] })),
    );
    const alone = plan.rungs[plan.rungs.length - 2];
    for (const [position, { cost }] of alone.coalitions.entries()) {
      expect(cost.totalFen).toBeGreaterThan(0);
      const first = single[0].rungs[single[0].rungs.length - 2].coalitions[position];
      expect(cost.totalFen).toBeLessThanOrEqual(first.cost.totalFen);
    }
  });

  test('bound to own townships serves each village from its own', async () => {
    const { stationIds, unserved } = getAlone(
      await planCounty(buildTwoTownships(1_000_000), { ownTownshipOnly: true }),
    );
    expect(stationIds).toEqual(['T1', 'T2']);
    expect(unserved).toEqual([]);
  });

  test('says why villages bound to a closed station are left out', async () => {
    const plan = await planCounty(buildTwoTownships(100), { ownTownshipOnly: true, closedSiteIds: ['T1'] });
    const { unserved } = getAlone(plan);
    expect(unserved).toHaveLength(6);
    expect(new Set(unserved.map(({ code }) => code))).toEqual(new Set(['station_full']));
  });

  test('tells progress that only rises and ends complete', async () => {
    const told: PlanningProgress[] = [];
    await planScenario(county, 'hash', scenario, {
      travel: TEST_TRAVEL,
      solveRouting: async (problem, options) => solveRouting(problem, options),
      onProgress: (progress) => told.push(progress),
    });
    expect(told.every(({ done }, index) => index === 0 || done >= told[index - 1].done)).toBe(true);
    expect(told.length).toBeGreaterThan(10);
    expect(told[told.length - 1]).toMatchObject({ done: told[0].total, step: 'check' });
  });

  test('ends early when it is cancelled', async () => {
    let solved = 0;
    const planning = planScenario(county, 'hash', scenario, {
      travel: TEST_TRAVEL,
      solveRouting: async (problem, options) => {
        solved++;
        return solveRouting(problem, options);
      },
      isCancelled: () => solved >= 3,
    });
    await expect(planning).rejects.toBeInstanceOf(PlanCancelledError);
    expect(solved).toBe(3);
  });

  test('is never handed out when the checker refuses it', async () => {
    let asked = 0;
    const unsteady: TravelEngine = {
      ...TEST_TRAVEL,
      matrix: async (points, profile) => {
        const matrix = await TEST_TRAVEL.matrix(points, profile);
        const profiles = new Set(county.vehicleTypes.map((type) => type.profile)).size;
        return asked++ < profiles
          ? matrix
          : { ...matrix, distances: matrix.distances.map((metres) => metres * 2) };
      },
    };
    const planning = planCounty(county, { seeds: 1 }, unsteady);
    await expect(planning).rejects.toBeInstanceOf(PlanRefusedError);
    await expect(planning).rejects.toMatchObject({
      code: 'plan_refused',
      violations: expect.arrayContaining([expect.objectContaining({ code: 'leg_mismatch' })]),
    });
  });
});
