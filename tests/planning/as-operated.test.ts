import { expect, test } from 'vitest';

import type { County } from '../../src/model/county.ts';
import type { Demand } from '../../src/model/demand.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { CoalitionPlan, Route } from '../../src/model/plan.ts';
import type { Site } from '../../src/model/site.ts';
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
    demands: ['V1', 'V2'].map((siteId): Demand => {
      return Object.assign({}, demand, {
        id: `${siteId}-goods`,
        siteId,
        commodityId: 'goods',
        direction: 'down',
        gramsPerWeek: 30_000,
        litresPerWeek: 300,
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
