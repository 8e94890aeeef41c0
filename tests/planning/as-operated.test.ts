import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { County } from '../../src/model/county.ts';
import type { Demand } from '../../src/model/demand.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { CoalitionPlan, Route } from '../../src/model/plan.ts';
import type { Site } from '../../src/model/site.ts';
import { WEEKDAYS } from '../../src/model/units.ts';
import { planCounty } from '../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

/** One carrier with a station and two villages, 30 kg a week each, at fixed terms. */
function buildCounty(operations: readonly Partial<Operation>[]): County {
  const random = buildRandomCounty({ seed: 2, carriers: 1, townships: 1, villages: 2 });
  const sites = random.sites.map((site, index): Site => {
    return Object.assign({}, site, {
      location: [110 + index / 50, 30],
      ownerId: null,
      canTransship: site.tier !== 'village',
      serviceSeconds: 600,
      terms: {
        fixedFenPerDay: 1000,
        handlingFenPerParcel: 0,
        handlingFenPerTonne: 10_000,
        capacityGramsPerDay: null,
        capacityLitresPerDay: null,
      },
    });
  });
  const [demand] = random.demands;
  return {
    ...random,
    sites,
    vehicleTypes: random.vehicleTypes.map((type) =>
      Object.assign({}, type, { maxTripsPerDay: 3, maxDurationSeconds: 10 * 3600 }),
    ),
    demands: ['V1', 'V2'].map((siteId): Demand => {
      return Object.assign({}, demand, {
        id: `${siteId}-goods`,
        siteId,
        commodityId: 'goods',
        direction: 'down',
        gramsPerWeek: 30_000,
        litresPerWeek: 150,
        parcelsPerWeek: 0,
        visitsPerWeek: 3,
      });
    }),
    operations: operations.map((operation, index) => {
      const run: Operation = {
        id: `run-${index}`,
        carrierId: 'c1',
        vehicleTypeId: 'hire-van',
        weekdays: [1, 2, 3, 4, 5],
        departure: 8 * 3600,
        siteIds: ['D1', 'V1', 'D1'],
      };
      return Object.assign(run, operation);
    }),
  };
}

async function operate(operations: readonly Partial<Operation>[]): Promise<CoalitionPlan> {
  const plan = await planCounty(buildCounty(operations), { seeds: 1 });
  expect(plan.rungs[0].name).toBe('as_operated');
  return plan.rungs[0].coalitions[0];
}

function sumGrams(routes: readonly Route[]): number {
  const stops = routes.flatMap(({ trips }) => trips.flatMap((trip) => trip.stops));
  return stops.flatMap((stop) => stop.deliveries).reduce((sum, { grams }) => sum + grams, 0);
}

test('a demand is spread over the weekdays on which a run stops at its site', async () => {
  const { days, unserved, cost } = await operate([{ siteIds: ['D1', 'V1', 'V2', 'D1'] }]);
  expect(days).toHaveLength(1);
  expect(days[0].weekdays).toEqual([1, 2, 3, 4, 5]);
  expect(sumGrams(days[0].routes)).toBe((2 * 30_000) / 5);
  expect(unserved).toEqual([]);
  expect(cost.handlingFen).toBe(5 * Math.round((12_000 * 10_000) / 1e6));
  expect(cost.sitesFen).toBe(5 * 1000);
});

test('what no run visits is unserved and priced', async () => {
  const { unserved, cost } = await operate([{ siteIds: ['D1', 'V1', 'D1'] }]);
  expect(unserved).toMatchObject([
    { demandId: 'V2-goods', code: 'not_enough_vehicles', gramsPerWeek: 30_000 },
  ]);
  expect(cost.unservedFen).toBe(30 * 250);
});

test('goods of tours from a station ride the run that brings them there, and are handled twice', async () => {
  const { days, cost, stationIds } = await operate([
    { siteIds: ['D1', 'T1', 'D1'], departure: 5 * 3600 },
    { siteIds: ['T1', 'V1', 'V2', 'T1'] },
  ]);
  expect(days[0].routes.map(({ echelon }) => echelon)).toEqual(['trunk', 'village']);
  expect(days[0].routes.map((route) => sumGrams([route]))).toEqual([12_000, 12_000]);
  expect(stationIds).toEqual(['T1']);
  expect(cost.handlingFen).toBe(2 * 5 * Math.round((12_000 * 10_000) / 1e6));
  expect(cost.sitesFen).toBe(2 * 5 * 1000);
});

test('a run that ends elsewhere hands over at its end', async () => {
  const { days } = await operate([{ siteIds: ['D1', 'V1', 'V2'] }]);
  const [trip] = days[0].routes[0].trips;
  expect(trip.endSiteId).toBe('V2');
  expect(trip.stops.map(({ siteId, deliveries }) => [siteId, deliveries.length])).toEqual([
    ['V1', 1],
    ['V2', 1],
  ]);
});

describe('a run with a stop that has no place', () => {
  async function operateUnplaced(siteId: string, siteIds: readonly string[]): Promise<CoalitionPlan> {
    const county = buildCounty([{ siteIds }]);
    const sites = county.sites.map((site) => (site.id === siteId ? { ...site, location: null } : site));
    const plan = await planCounty({ ...county, sites }, { seeds: 1 });
    return plan.rungs[0].coalitions[0];
  }

  test('goes on without the stop', async () => {
    const { days, unserved, cost } = await operateUnplaced('V1', ['D1', 'V1', 'V2', 'D1']);
    expect(days[0].routes[0].trips[0].stops.map(({ siteId }) => siteId)).toEqual(['V2']);
    expect(cost.distanceFen).toBeGreaterThan(0);
    expect(unserved.map(({ demandId, code }) => [demandId, code])).toEqual([['V1-goods', 'no_coordinates']]);
  });

  test('ends at the last stop that has one', async () => {
    const { days } = await operateUnplaced('V2', ['D1', 'V1', 'V2']);
    expect(days[0].routes[0].trips[0].endSiteId).toBe('V1');
  });

  test('is left out when its start has none, and says so', async () => {
    const { days, unserved } = await operateUnplaced('T1', ['T1', 'V1', 'T1']);
    expect(days).toEqual([]);
    expect(unserved[0]).toMatchObject({
      demandId: 'V1-goods',
      code: 'no_coordinates',
      message: expect.stringContaining('run-0') as string,
    });
  });
});

describe('goods of tours from a station', () => {
  test('to which no run goes are unserved, and say so', async () => {
    const { unserved } = await operate([{ siteIds: ['T1', 'V1', 'T1'] }, { siteIds: ['D1', 'V2', 'D1'] }]);
    expect(unserved).toMatchObject([
      { demandId: 'V1-goods', message: expect.stringContaining('No run brings it to T1') as string },
    ]);
  });

  test('move only on days on which a run brings them', async () => {
    const { days, unserved } = await operate([
      { siteIds: ['D1', 'T1', 'D1'], departure: 5 * 3600, weekdays: [2, 4] },
      { siteIds: ['T1', 'V1', 'V2', 'T1'], weekdays: [1, 2, 3, 4] },
    ]);
    expect(unserved).toEqual([]);
    const tours = days.flatMap(({ weekdays, routes }) => {
      return routes.filter(({ baseId }) => baseId === 'T1').map((tour) => [weekdays, sumGrams([tour])]);
    });
    expect(tours).toEqual([
      [[1, 3], 0],
      [[2, 4], 30_000],
    ]);
  });

  test('ride a run that serves villages on its way', async () => {
    const { days, unserved } = await operate([
      { siteIds: ['D1', 'T1', 'V2', 'D1'], departure: 5 * 3600 },
      { siteIds: ['T1', 'V1', 'T1'] },
    ]);
    expect(unserved).toEqual([]);
    expect(days[0].routes.map(({ echelon }) => echelon)).toEqual(['trunk', 'village']);
  });
});

describe('vehicles', () => {
  const round = { siteIds: ['D1', 'V1', 'D1'] };

  function roundAt(hour: number): Partial<Operation> {
    return { ...round, departure: hour * 3600 };
  }

  function listTrips({ days }: CoalitionPlan): readonly number[] {
    return days[0].routes.map(({ trips }) => trips.length);
  }

  test('make runs that follow one another in one vehicle day', async () => {
    const first = await operate([round]);
    const { days, metrics, cost } = await operate([
      round,
      { siteIds: ['D1', 'V2', 'D1'], departure: 12 * 3600 },
    ]);
    expect(days[0].routes).toHaveLength(1);
    expect(days[0].routes[0].trips.map(({ departure }) => departure)).toEqual([8 * 3600, 12 * 3600]);
    expect(metrics.vehicleDaysPerWeek).toBe(5);
    expect(cost.vehicleDaysFen).toBe(first.cost.vehicleDaysFen);
  });

  test('are two for runs that overlap, start elsewhere, or are too many or too long for one', async () => {
    expect(listTrips(await operate([round, { ...round, departure: 8 * 3600 + 60 }]))).toEqual([1, 1]);
    const elsewhere = { siteIds: ['T1', 'V2', 'T1'], departure: 12 * 3600 };
    expect(listTrips(await operate([round, elsewhere]))).toEqual([1, 1]);
    const four = [6, 8, 10, 12].map(roundAt);
    expect(listTrips(await operate(four))).toEqual([3, 1]);
    expect(listTrips(await operate([round, { ...round, departure: 22 * 3600 }]))).toEqual([1, 1]);
  });

  test('are as few as the runs allow', async () => {
    const hours = [7, 7, 11, 11, 15];
    const trips = listTrips(await operate(hours.map(roundAt)));
    expect([...trips].sort((a, b) => a - b)).toEqual([2, 3]);
  });
});

test('goods of classes that may not ride together go on separate runs where there are such', async () => {
  const county = buildCounty([round('truck', [1, 3, 5]), round('agro', [1])]);
  const [van] = county.vehicleTypes;
  const types = ['truck', 'agro'].map((id) => {
    return Object.assign({}, van, {
      id,
      ownerId: 'c1',
      count: 2,
      handlingClasses: ['ambient', 'agrochemical'],
    });
  });
  const poison = { ...county.demands[0], id: 'V1-poison', commodityId: 'poison', visitsPerWeek: 1 };
  const plan = await planCounty(
    {
      ...county,
      vehicleTypes: [...county.vehicleTypes, ...types],
      demands: [county.demands[0], poison],
    },
    { seeds: 1 },
  );
  const trips = plan.rungs[0].coalitions[0].days.flatMap(({ routes }) => {
    return routes.map(({ vehicleTypeId, trips: [trip] }) => [vehicleTypeId, ...trip.handlingClasses]);
  });
  expect(trips).toEqual([
    ['truck', 'ambient'],
    ['agro', 'agrochemical'],
    ['truck', 'ambient'],
  ]);

  function round(vehicleTypeId: string, weekdays: Operation['weekdays']): Partial<Operation> {
    return { vehicleTypeId, weekdays, siteIds: ['D1', 'V1', 'D1'] };
  }
});

describe('any runs', () => {
  const draws = fc.record({
    seed: fc.nat(100_000),
    runs: fc.array(
      fc.record({
        places: fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }),
        isRound: fc.boolean(),
        type: fc.nat(100),
        hour: fc.integer({ min: 4, max: 20 }),
        weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      }),
      { maxLength: 12 },
    ),
  });

  /** Runs over any sites, also without a place, several times at one, and from anywhere to anywhere. */
  function drawCounty({ seed, runs }: typeof draws extends fc.Arbitrary<infer T> ? T : never): County {
    const county = buildRandomCounty({ seed, carriers: 2, townships: 2, villages: 5 });
    const operations = runs.map(({ places, isRound, type, hour, weekdays }, index): Operation => {
      const vehicleType = county.vehicleTypes[type % county.vehicleTypes.length];
      const siteIds = places.map((place) => county.sites[place % county.sites.length].id);
      const carrierId = vehicleType.ownerId ?? 'c1';
      const path = [`D${carrierId.slice(1)}`, ...siteIds].slice(
        index % 3 === 0 && siteIds.length > 1 ? 1 : 0,
      );
      return {
        id: `run-${index}`,
        carrierId,
        vehicleTypeId: vehicleType.id,
        weekdays,
        departure: hour * 3600,
        siteIds: isRound ? [...path, path[0]] : path,
      };
    });
    return { ...county, operations };
  }

  test('are costed in a way that the checker finds right, all goods on a run or on the list', async () => {
    await fc.assert(
      fc.asyncProperty(draws, async (draw) => {
        const county = drawCounty(draw);
        const plan = await planCounty(county, {
          seeds: 1,
          coalitions: [],
          budget: { kind: 'iterations', iterations: 1 },
        });
        const today = plan.rungs.find(({ name }) => name === 'as_operated');
        expect(today === undefined).toBe(county.operations.length === 0);
        const runs = today?.coalitions.flatMap(({ days }) => {
          return days.flatMap(({ weekdays, routes }) =>
            weekdays.map(() => routes.flatMap(({ trips }) => trips)),
          );
        });
        const most = county.operations.reduce((sum, { weekdays }) => sum + weekdays.length, 0);
        expect(runs?.flat().length ?? 0).toBeLessThanOrEqual(most);
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});
