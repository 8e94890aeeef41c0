import { describe, expect, test } from 'vitest';

import type { County } from '../../src/model/county.ts';
import type { Demand } from '../../src/model/demand.ts';
import type { CoalitionPlan } from '../../src/model/plan.ts';
import type { Site, SiteTerms } from '../../src/model/site.ts';
import { planCounty } from '../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

const FREE: SiteTerms = {
  fixedFenPerDay: 0,
  handlingFenPerParcel: 0,
  handlingFenPerTonne: 100,
  capacityGramsPerDay: null,
  capacityLitresPerDay: null,
};

/** Three carriers in one yard bring 60 kg a day each to the same eight villages some 40 km out. */
function buildSharedVillages(warehouse: Partial<SiteTerms> = {}): County {
  const random = buildRandomCounty({ seed: 4, carriers: 3, townships: 0, villages: 8 });
  const van = random.vehicleTypes.find(({ id }) => id === 'hire-van');
  if (van === undefined) throw new Error('no van');
  const yard = random.carriers.map(({ depotId }) => site(depotId, 'county', [110, 30], {}));
  const villages = Array.from({ length: 8 }, (_, v) => site(`V${v}`, 'village', [110.4, 30 + v / 100], {}));
  return {
    ...random,
    operations: [],
    sites: [site('W1', 'county', [110, 30], warehouse), ...yard, ...villages],
    carriers: random.carriers,
    vehicleTypes: [
      {
        ...van,
        count: null,
        capacityGrams: 800_000,
        capacityLitres: 90_000,
        shiftStart: 5 * 3600,
        shiftEnd: 20 * 3600,
        maxDurationSeconds: 50_400,
        maxDistanceMetres: null,
        maxTripsPerDay: 3,
        handlingClasses: ['ambient'],
        profile: 'van',
      },
    ],
    demands: villages.flatMap(({ id }) => random.carriers.map((carrier) => demand(carrier.id, id))),
    rates: {
      ...random.rates,
      poolingSortFenPerTonne: 0,
      poolingOverheadFenPerMemberDay: 0,
      feederEnd: 79_200,
    },
  };
}

function site(id: string, tier: Site['tier'], location: Site['location'], terms: Partial<SiteTerms>): Site {
  return {
    id,
    name: id,
    tier,
    parentId: tier === 'village' ? 'W1' : null,
    location,
    ownerId: id.startsWith('D') ? `c${id.slice(1)}` : null,
    canTransship: id === 'W1',
    terms: { ...FREE, ...terms },
    serviceSeconds: 300,
    dispatchSeconds: 9 * 3600,
    urbanRuralCode: null,
  };
}

function demand(carrierId: string, siteId: string, change: Partial<Demand> = {}): Demand {
  return {
    id: `${siteId}/${carrierId}`,
    carrierId,
    siteId,
    commodityId: 'goods',
    direction: 'down',
    gramsPerWeek: 420_000,
    litresPerWeek: 700,
    parcelsPerWeek: 0,
    visitsPerWeek: 7,
    window: { earliest: 8 * 3600, latest: 18 * 3600 },
    provenance: { kind: 'assumption', source: 'test' },
    ...change,
  };
}

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
