import { expect, test } from 'vitest';

import { buildSharedVillages } from '../shared-villages.ts';
import { studyCounty } from './study-a-county.ts';

test('varies the prices of sites, which have no provenance, with the plans as found', async () => {
  const terms = { fixedFenPerDay: 4000, handlingFenPerParcel: 20, handlingFenPerTonne: 5000 };
  const county = buildSharedVillages();
  const sites = county.sites.map((site) =>
    Object.assign({}, site, site.tier === 'county' && { terms: { ...site.terms, ...terms } }),
  );
  const { study, plan } = await studyCounty({ ...county, sites });
  const [alone, pooled] = ['alone', 'pooled'].map(
    (name) => plan.rungs.find((rung) => rung.name === name)!.cost,
  );
  const barOf = (field: string) =>
    study.sensitivity.bars.find(({ assumption }) => assumption === `sites.${field}`)!;
  expect(barOf('fixedFenPerDay').valueFen).toBe(4000);
  expect(barOf('fixedFenPerDay').atHigh - study.sensitivity.savingFen).toBe(
    Math.round(0.2 * (alone.sitesFen - pooled.sitesFen)),
  );
  const byHandling = ['handlingFenPerParcel', 'handlingFenPerTonne'].map(
    (field) => barOf(field).atHigh - study.sensitivity.savingFen,
  );
  const expected = 0.2 * (alone.handlingFen - pooled.handlingFen);
  expect(Math.abs(byHandling[0] + byHandling[1] - expected)).toBeLessThan(100);
  expect(expected).not.toBe(0);
});
