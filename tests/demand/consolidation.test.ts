import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { peakAmount, sumPeaks } from '../../src/demand/cargo.ts';
import { consolidateDemands, intersectWindows } from '../../src/demand/consolidation.ts';
import { groupWeekdays } from '../../src/demand/day-group.ts';
import { buildVisitCalendar } from '../../src/demand/visit-calendar.ts';
import type { County } from '../../src/model/county.ts';
import type { Demand } from '../../src/model/demand.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

const VAN = { grams: 400_000, litres: 3000 };

function withDemands(changes: readonly Partial<Demand>[]): County {
  const county = buildRandomCounty({ seed: 1, carriers: 3, townships: 1, villages: 2 });
  const [template] = county.demands;
  const demands = changes.map((change, index) => ({
    ...template,
    id: `d${index}`,
    siteId: 'V1',
    commodityId: 'parcel',
    direction: 'down' as const,
    gramsPerWeek: 7000,
    litresPerWeek: 70,
    visitsPerWeek: 7,
    window: { earliest: 8 * 3600, latest: 18 * 3600 },
    ...change,
  }));
  return { ...county, demands };
}

function consolidate(county: County): ReturnType<typeof consolidateDemands> {
  const calendar = buildVisitCalendar(county);
  const [group] = groupWeekdays(county.demands, calendar);
  return consolidateDemands(county, group, calendar, () => VAN);
}

describe('consolidation', () => {
  test('puts deliveries and pickups of several carriers at one site on one visit', () => {
    const visits = consolidate(
      withDemands([{ carrierId: 'c1' }, { carrierId: 'c2' }, { carrierId: 'c3', direction: 'up' }]),
    );
    expect(visits).toHaveLength(1);
    expect(visits[0].deliveries).toHaveLength(2);
    expect(visits[0].pickups).toHaveLength(1);
  });

  test('keeps sites and handling classes apart', () => {
    const visits = consolidate(
      withDemands([{}, { commodityId: 'poison' }, { commodityId: 'fish' }, { siteId: 'V2' }]),
    );
    expect(visits.map(({ handlingClass }) => handlingClass).sort()).toEqual([
      'agrochemical',
      'ambient',
      'ambient',
      'chilled',
    ]);
  });

  test('keeps the hours of all, and parts demands whose hours have too little in common', () => {
    const morning = { earliest: 8 * 3600, latest: 11 * 3600 };
    const noon = { earliest: 10 * 3600, latest: 14 * 3600 };
    const evening = { earliest: 13.5 * 3600, latest: 18 * 3600 };
    const visits = consolidate(withDemands([{ window: morning }, { window: noon }, { window: evening }]));
    expect(visits.map(({ window }) => window)).toEqual([{ earliest: 10 * 3600, latest: 11 * 3600 }, evening]);
  });

  test('cuts what is above the largest vehicle into loads that fit, whole demands first', () => {
    const visits = consolidate(
      withDemands([
        { gramsPerWeek: 7 * 300_000 },
        { gramsPerWeek: 7 * 300_000 },
        { gramsPerWeek: 7 * 900_000 },
      ]),
    );
    expect(visits).toHaveLength(5);
    for (const visit of visits) {
      const calendar = buildVisitCalendar(withDemands([{}, {}, {}]));
      expect(sumPeaks(visit.deliveries, calendar).grams).toBeLessThanOrEqual(VAN.grams);
    }
    expect(visits.filter(({ deliveries }) => deliveries[0].parts === 1)).toHaveLength(2);
  });

  test('loses nothing on random counties, and every load fits', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const county = buildRandomCounty({ seed });
        const calendar = buildVisitCalendar(county);
        for (const group of groupWeekdays(county.demands, calendar)) {
          const visits = consolidateDemands(county, group, calendar, () => VAN);
          const parts = new Map<string, number>();
          for (const { deliveries, pickups, window } of visits) {
            for (const load of [deliveries, pickups]) {
              expect(sumPeaks(load, calendar).grams).toBeLessThanOrEqual(VAN.grams);
              expect(sumPeaks(load, calendar).litres).toBeLessThanOrEqual(VAN.litres);
            }
            for (const cargo of [...deliveries, ...pickups]) {
              expect(intersectWindows(window, cargo.demand.window)).toEqual(window);
              expect(peakAmount(cargo, calendar).grams).toBeGreaterThanOrEqual(0);
              parts.set(cargo.demand.id, (parts.get(cargo.demand.id) ?? 0) + 1 / cargo.parts);
            }
          }
          for (const { id } of group.demands) expect(parts.get(id)).toBeCloseTo(1, 9);
          expect(parts.size).toBe(group.demands.length);
        }
      }),
      { numRuns: 40 },
    );
  });
});
