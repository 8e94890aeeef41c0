import { expect, test } from 'vitest';

import { listFlowRecords } from '../../../src/planning/plan-records/flow-records.ts';
import { buildCountyIndex } from '../../../src/planning/plan-records/county-index.ts';
import { listStopRecords } from '../../../src/planning/plan-records/stop-records.ts';
import { planCounty } from '../../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../../invariants/random-county.ts';

const county = buildRandomCounty({ seed: 10, carriers: 3, townships: 3, villages: 14 });
const index = buildCountyIndex(county);
const plan = await planCounty(county, { seeds: 1 });
const carrierIds = county.carriers.map(({ id }) => id);

function sum<Row>(rows: readonly Row[], measure: (row: Row) => number): number {
  return rows.reduce((total, row) => total + measure(row), 0);
}

test('flows of a carrier are its own goods, and those of all carriers sum to the whole', () => {
  const all = listFlowRecords(index, plan, 'pooled');
  const byCarrier = carrierIds.map((carrierId) => listFlowRecords(index, plan, 'pooled', { carrierId }));
  for (const measure of ['kgDownPerWeek', 'kgUpPerWeek', 'parcelsPerWeek', 'fenPerWeek'] as const) {
    const parts = byCarrier.flat();
    expect(sum(parts, (row) => row[measure])).toBeCloseTo(
      sum(all, (row) => row[measure]),
      6,
    );
  }
  for (const [position, flows] of byCarrier.entries()) {
    const own = county.demands.filter(({ carrierId }) => carrierId === carrierIds[position]);
    const villages = flows.filter(({ echelon, siteId }) => echelon === 'village' && siteId.startsWith('V'));
    const kg = sum(villages, (flow) => flow.kgDownPerWeek + flow.kgUpPerWeek);
    const village = own.filter(({ siteId }) => siteId.startsWith('V'));
    expect(kg).toBeLessThanOrEqual(sum(village, (demand) => demand.gramsPerWeek) / 1000 + 1e-6);
  }
});

test('stops of a carrier hand over its own goods and name all whose goods change hands', () => {
  const all = new Map(listStopRecords(index, plan, 'pooled').map((stop) => [stop.id, stop]));
  const byCarrier = carrierIds.map((carrierId) => listStopRecords(index, plan, 'pooled', { carrierId }));
  const shared = [...all.values()].filter(({ carriers }) => carriers.includes(','));
  expect(shared.length).toBeGreaterThan(0);
  for (const { id, carriers, kgDown, kgUp, parcels } of all.values()) {
    const parts = byCarrier.flatMap((stops) => stops.filter((stop) => stop.id === id));
    expect(parts).toHaveLength(carriers.split(',').length);
    expect(parts.every((part) => part.carriers === carriers)).toBe(true);
    expect(sum(parts, (part) => part.kgDown)).toBeCloseTo(kgDown, 6);
    expect(sum(parts, (part) => part.kgUp)).toBeCloseTo(kgUp, 6);
    expect(sum(parts, (part) => part.parcels)).toBe(parcels);
  }
});
