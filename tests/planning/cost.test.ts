import { describe, expect, test } from 'vitest';

import { costUnserved } from '../../src/planning/cost.ts';
import { feePerDay, shareOfPublic } from '../../src/planning/public-share.ts';
import { listOperatingCoalitions } from '../../src/planning/plan-records/planned-trips.ts';
import { planCounty } from '../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

const county = buildRandomCounty({ seed: 10, carriers: 3, townships: 3, villages: 14 });

describe('what is left to others', () => {
  const price = (grams: number, litres: number, parcels: number): number =>
    costUnserved(
      { gramsPerWeek: grams, litresPerWeek: litres, parcelsPerWeek: parcels },
      { ...county.rates, unservedFenPerKg: 250, unservedFenPerParcel: 600 },
    );

  test('is never free', () => {
    expect(price(0, 600, 0)).toBe(100 * 250);
    expect(price(0, 0, 1)).toBe(600);
    expect(price(1000, 0, 0)).toBe(250);
  });

  test('is priced by what is dearer of parcels, mass and volume', () => {
    expect(price(3_000_000, 0, 1)).toBe(3000 * 250);
    expect(price(1000, 6000, 1)).toBe(1000 * 250);
    expect(price(1000, 6, 100)).toBe(100 * 600);
  });
});

describe('a public site', () => {
  const station = county.sites.find(({ tier }) => tier === 'township');
  if (station === undefined) throw new Error('no station');
  const site = { ...station, ownerId: null, terms: { ...station.terms, fixedFenPerDay: 100_000 } };

  test('costs each coalition the share that it has of the room, in all about its price', () => {
    const ids = county.carriers.map(({ id }) => id);
    expect(shareOfPublic(county, ids)).toBe(1);
    expect(feePerDay(county, ids, site)).toBe(100_000);
    const fees = ids.map((id) => feePerDay(county, [id], site));
    expect(Math.abs(fees.reduce((sum, fee) => sum + fee, 0) - 100_000)).toBeLessThanOrEqual(ids.length / 2);
    for (const fee of fees) expect(Number.isInteger(fee) && fee > 0 && fee < 100_000).toBe(true);
  });

  test('that a carrier owns costs its whole price', () => {
    expect(feePerDay(county, ['c1'], { ...site, ownerId: 'c1' })).toBe(100_000);
  });

  test('is no reason to pool by its price alone', async () => {
    const dear = county.sites.map((one) => {
      const isPublic = one.tier === 'township' && one.ownerId === null;
      return isPublic ? { ...one, terms: { ...one.terms, fixedFenPerDay: 100_000 } } : one;
    });
    const { rungs } = await planCounty({ ...county, sites: dear }, { seeds: 1, ownTownshipOnly: true });
    const alone = rungs.find(({ name }) => name === 'alone');
    if (alone === undefined) throw new Error('not planned alone');
    for (const { members, days, cost } of listOperatingCoalitions(alone)) {
      const uses = days.flatMap(({ weekdays, routes }) => {
        const bases = new Set(routes.map(({ baseId }) => baseId));
        return [...bases].flatMap((id) => weekdays.map(() => id));
      });
      const fees = uses.map((id) => {
        const base = dear.find((one) => one.id === id);
        return base === undefined ? 0 : feePerDay(county, members, base);
      });
      expect(cost.sitesFen).toBeGreaterThanOrEqual(0);
      expect(fees.reduce((sum, fee) => sum + fee, 0)).toBe(cost.sitesFen);
    }
  });
});
