import { describe, expect, test } from 'vitest';

import type { County } from '../../src/model/county.ts';
import type { CoalitionPlan } from '../../src/model/plan.ts';
import { planCounty } from '../invariants/plan-a-county.ts';
import { buildSharedVillages, demand, FREE, site } from './shared-villages.ts';

async function planPooled(county: County): Promise<{ pool: CoalitionPlan; aloneFen: number }> {
  const plan = await planCounty(county, { seeds: 1 });
  const [alone, pooled] = plan.rungs;
  return { pool: pooled.coalitions[0], aloneFen: alone.cost.totalFen };
}

function listParts({ parts }: CoalitionPlan): readonly string[] {
  return parts.map(({ members }) => members.join('+')).sort();
}

describe('a pool', () => {
  test('needs no room for goods that can be brought nowhere', async () => {
    const county = buildSharedVillages({ capacityGramsPerDay: 1_500_000 });
    const lost = demand('c3', 'V9', { gramsPerWeek: 70_000_000 });
    const { pool, aloneFen } = await planPooled({
      ...county,
      sites: [...county.sites, site('V9', 'village', null, {})],
      demands: [...county.demands, lost],
    });
    expect(pool.parts).toEqual([]);
    expect(pool.sideBySideReason).toBeUndefined();
    expect(pool.cost.totalFen).toBeLessThan(aloneFen);
  });

  test('leaves a carrier beside it whose demand it cannot serve, and says so', async () => {
    const county = buildSharedVillages();
    const far = [112.5, 30] as const;
    const early = { earliest: 6 * 3600, latest: 7 * 3600 };
    const { pool, aloneFen } = await planPooled({
      ...county,
      sites: [
        ...county.sites.map((one) => (one.id === 'D3' ? Object.assign({}, one, { location: far }) : one)),
        site('V9', 'village', far, {}),
      ],
      demands: [
        ...county.demands.filter(({ carrierId }) => carrierId !== 'c3'),
        demand('c3', 'V9', { window: early }),
      ],
    });
    expect(listParts(pool)).toEqual(['c1+c2', 'c3']);
    expect(pool.cost.totalFen).toBeLessThan(aloneFen);
    expect(pool.sideBySideReason).toMatchObject({
      code: 'pool_leaves_demand',
      figures: { demands: 1, carriers: 1, gramsPerWeek: 420_000 },
    });
    expect(pool.sideBySideReason?.message).toContain('carrier 3');
  });

  test('leaves the heaviest beside it where no warehouse has room for all', async () => {
    const county = buildSharedVillages();
    const depots = county.sites.map((one) => {
      if (one.id === 'W1') return Object.assign({}, one, { canTransship: false });
      const terms = { ...FREE, capacityGramsPerDay: 1_200_000 };
      return one.tier === 'county' ? Object.assign({}, one, { canTransship: true, terms }) : one;
    });
    const demands = county.demands.map((one) =>
      one.carrierId === 'c2' ? Object.assign({}, one, { gramsPerWeek: 490_000 }) : one,
    );
    const { pool, aloneFen } = await planPooled({ ...county, sites: depots, demands });
    expect(listParts(pool)).toEqual(['c1+c3', 'c2']);
    expect(pool.cost.totalFen).toBeLessThan(aloneFen);
    expect(pool.sideBySideReason?.code).toBe('no_warehouse_room');
  });

  test('says what it would cost where no part of it saves', async () => {
    const county = buildSharedVillages();
    const rates = { ...county.rates, poolingOverheadFenPerMemberDay: 10_000_000 };
    const { pool, aloneFen } = await planPooled({ ...county, rates });
    expect(listParts(pool)).toEqual(['c1', 'c2', 'c3']);
    expect(pool.cost.totalFen).toBe(aloneFen);
    expect(pool.sideBySideReason).toMatchObject({ code: 'pool_dearer', figures: { apartFen: aloneFen } });
    expect(pool.sideBySideReason?.figures.pooledFen).toBeGreaterThan(aloneFen);
  });
});
