import { describe, expect, test } from 'vitest';

import type { County } from '../../src/model/county.ts';
import type { Demand } from '../../src/model/demand.ts';
import type { Unserved } from '../../src/model/unserved.ts';
import type { VehicleType } from '../../src/model/vehicle-type.ts';
import { planCounty } from '../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

/** One van, 05:00 to 19:00 at most 10 hours, and one village some 135 km by road east of the only depot. */
async function findReason(type: Partial<VehicleType>, window: Demand['window']): Promise<Unserved> {
  const random = buildRandomCounty({ seed: 2, carriers: 1, townships: 0, villages: 1 });
  const van = random.vehicleTypes.find(({ ownerId }) => ownerId === null);
  if (van === undefined) throw new Error('no van');
  const sites = random.sites.map((site) => {
    const location = [site.tier === 'village' ? 111 : 110, 30] as const;
    const room = { capacityGramsPerDay: null, capacityLitresPerDay: null };
    return Object.assign({}, site, { location, serviceSeconds: 600, terms: { ...site.terms, ...room } });
  });
  const county: County = {
    ...random,
    operations: [],
    sites,
    vehicleTypes: [
      {
        ...van,
        count: null,
        capacityGrams: 1e6,
        capacityLitres: 1e4,
        shiftStart: 5 * 3600,
        shiftEnd: 19 * 3600,
        maxDurationSeconds: 10 * 3600,
        maxDistanceMetres: null,
        handlingClasses: ['ambient'],
        profile: 'van',
        ...type,
      },
    ],
    demands: [
      {
        id: 'V1/goods',
        carrierId: 'c1',
        siteId: 'V1',
        commodityId: 'goods',
        direction: 'down',
        gramsPerWeek: 7000,
        litresPerWeek: 70,
        parcelsPerWeek: 0,
        visitsPerWeek: 7,
        window,
        provenance: { kind: 'assumption', source: 'test' },
      },
    ],
  };
  const { rungs } = await planCounty(county, { seeds: 1 });
  const [entry] = rungs[0].coalitions[0].unserved;
  expect(entry.code).toBe('window_unreachable');
  return entry;
}

const ALL_DAY = { earliest: 8 * 3600, latest: 18 * 3600 };

describe('a site that no tour reaches in time names what is in the way', () => {
  test('its hours', async () => {
    const { message } = await findReason({}, { earliest: 5 * 3600, latest: 6 * 3600 });
    expect(message).toMatch(/^V1 is reached at 0\d:\d\d at the earliest, after its hours end at 06:00\.$/);
  });

  test('the shift', async () => {
    const { message } = await findReason({ shiftEnd: 9 * 3600 }, ALL_DAY);
    expect(message).toMatch(/^A tour to V1 alone is back at \d\d:\d\d at the earliest, .* ends at 09:00\.$/);
  });

  test('the longest working time, though hours and shift would do', async () => {
    const { message, figures } = await findReason({ maxDurationSeconds: 2 * 3600 }, ALL_DAY);
    expect(message).toMatch(
      /^A tour to V1 alone takes 0\d:\d\d hours, more than .* working time of 02:00\.$/,
    );
    expect(figures['neededSeconds']).toBeGreaterThan(figures['maxDurationSeconds']);
  });

  test('the range', async () => {
    const { message } = await findReason({ maxDistanceMetres: 100_000 }, ALL_DAY);
    expect(message).toMatch(/^A tour to V1 alone is \d+\.\d km long, beyond the range of 100\.0 km\.$/);
  });

  test('or that there are several', async () => {
    const { message } = await findReason({ maxDurationSeconds: 7200, maxDistanceMetres: 100_000 }, ALL_DAY);
    expect(message).toMatch(/several limits .* hours end at 18:00, the last shift ends at 19:00\.$/);
  });
});
