import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkPlan } from '../../src/checker/plan-check.ts';
import type { County } from '../../src/model/county.ts';
import type { Plan, Rung, RungName } from '../../src/model/plan.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { listOperatingCoalitions } from '../../src/planning/plan-records/planned-trips.ts';
import { planCounty, TEST_TRAVEL } from './plan-a-county.ts';
import { buildRandomCounty } from './random-county.ts';

const RUNS = 25;

const counties = fc
  .record({ seed: fc.integer({ min: 0, max: 1_000_000 }), market: fc.boolean() })
  .map(buildRandomCounty);

function getRung(plan: Plan, name: RungName): Rung {
  const rung = plan.rungs.find((candidate) => candidate.name === name);
  if (rung === undefined) throw new Error(`no rung ${name}`);
  return rung;
}

/** Coalitions of random members, closed and opened stations, raised visits, changed prices and counts. */
function drawScenario(county: County, draw: number): Partial<Scenario> {
  const carriers = county.carriers.map(({ id }) => id);
  const cut = draw % (carriers.length + 1);
  const stations = county.sites.filter(({ tier, canTransship }) => tier === 'township' && canTransship);
  return {
    coalitions: [carriers.slice(0, cut), carriers.slice(cut)].filter((members) => members.length > 0),
    closedSiteIds: draw % 3 === 0 ? stations.slice(0, 1).map(({ id }) => id) : [],
    openSiteIds: draw % 3 === 1 ? stations.slice(0, 1).map(({ id }) => id) : [],
    ownTownshipOnly: draw % 5 === 2,
    minVisitsPerWeek: draw % 4 === 3 ? 5 : 0,
    prices: draw % 2 === 0 ? { fenPerKmFactor: 1.5, handlingFactor: 0.3, unservedFenPerKg: 900 } : {},
    vehicleCounts: draw % 7 === 1 ? { 'hire-van': 2, 'hire-truck': 1 } : {},
    seed: draw,
    seeds: 1,
  };
}

describe('plans of random counties', () => {
  test('pass the checker whatever the scenario', async () => {
    await fc.assert(
      fc.asyncProperty(counties, fc.nat(1000), async (county, draw) => {
        const plan = await planCounty(county, drawScenario(county, draw));
        expect(await checkPlan(county, plan, TEST_TRAVEL)).toEqual([]);
      }),
      { numRuns: RUNS, seed: 20_261 },
    );
  });

  test('cost as much as their parts, and never more pooled than alone', async () => {
    await fc.assert(
      fc.asyncProperty(counties, async (county) => {
        const plan = await planCounty(county);
        for (const rung of plan.rungs) {
          const { totalFen, ...parts } = rung.cost;
          expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(totalFen);
          const leaves = listOperatingCoalitions(rung);
          expect(leaves.reduce((sum, { cost }) => sum + cost.totalFen, 0)).toBe(totalFen);
        }
        const [alone, pooled] = [getRung(plan, 'alone'), getRung(plan, 'pooled')];
        expect(pooled.cost.totalFen).toBeLessThanOrEqual(alone.cost.totalFen);
        for (const [index, { totalFen }] of pooled.seedTotals.entries()) {
          expect(totalFen).toBeLessThanOrEqual(alone.seedTotals[index].totalFen);
        }
      }),
      { numRuns: RUNS, seed: 20_262 },
    );
  });

  test('put every site with demand on a route or on the list with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(counties, async (county) => {
        const plan = await planCounty(county, { seeds: 1 });
        const leaves = listOperatingCoalitions(getRung(plan, 'pooled'));
        const stops = leaves.flatMap(({ days }) =>
          days.flatMap(({ routes }) => routes.flatMap(({ trips }) => trips.flatMap((trip) => trip.stops))),
        );
        const visited = new Set(stops.map(({ siteId }) => siteId));
        const left = new Set(leaves.flatMap(({ unserved }) => unserved.map(({ demandId }) => demandId)));
        for (const { id, siteId } of county.demands) expect(visited.has(siteId) || left.has(id)).toBe(true);
      }),
      { numRuns: RUNS, seed: 20_263 },
    );
  });

  test('are the same to the byte for the same input, in whatever order problems are answered', async () => {
    await fc.assert(
      fc.asyncProperty(counties, async (county) => {
        const [first, second] = [
          await planCounty(county),
          await planCounty(county, {}, undefined, shuffleAnswers),
        ];
        expect(JSON.stringify(second)).toBe(JSON.stringify(first));
      }),
      { numRuns: 4, seed: 20_264 },
    );
  });
});

/** Lets a pseudo-random number of turns of the event loop pass before an answer. */
async function shuffleAnswers(turn: number): Promise<void> {
  for (let i = 0; i < (turn * 7919) % 13; i++) await new Promise((resolve) => setImmediate(resolve));
}
