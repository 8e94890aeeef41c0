import type { County } from '../../src/model/county.ts';
import type { Demand } from '../../src/model/demand.ts';
import type { Site, SiteTerms } from '../../src/model/site.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

export const FREE: SiteTerms = {
  fixedFenPerDay: 0,
  handlingFenPerParcel: 0,
  handlingFenPerTonne: 100,
  capacityGramsPerDay: null,
  capacityLitresPerDay: null,
};

/** Carriers in one yard bring 60 kg a day each to the same eight villages some 40 km out. */
export function buildSharedVillages(warehouse: Partial<SiteTerms> = {}, carriers = 3): County {
  const random = buildRandomCounty({ seed: 4, carriers, townships: 0, villages: 8 });
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

export function site(
  id: string,
  tier: Site['tier'],
  location: Site['location'],
  terms: Partial<SiteTerms>,
): Site {
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

export function demand(carrierId: string, siteId: string, change: Partial<Demand> = {}): Demand {
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
