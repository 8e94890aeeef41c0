import type { County } from '../../src/model/county.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { Site } from '../../src/model/site.ts';
import type { CountyImport } from '../../src/persistence/county-store.ts';

/** An import that is valid but tiny; `hash` stands for its contents. */
export function sampleImport(code: string, hash: string, roads: Uint8Array | null = null): CountyImport {
  return {
    county: sampleCounty(code),
    datasetHash: hash,
    roads,
    warnings: [
      {
        severity: 'warning',
        code: 'duplicate_location',
        message: '两个村在同一点',
        remedy: 'Check both.',
        file: 'sites.csv',
        row: 3,
        column: null,
      },
    ],
  };
}

function sampleCounty(code: string): County {
  return {
    code,
    name: '青溪县',
    sites: [
      sampleSite('W', 'county', null),
      sampleSite('T', 'township', 'W'),
      sampleSite('V', 'village', 'T'),
    ],
    carriers: [{ id: 'C', name: '邮政', kind: 'postal', depotId: 'W' }],
    commodities: [{ id: 'parcel', name: '快递', handlingClass: 'ambient' }],
    vehicleTypes: [],
    demands: [],
    lines: [],
    operations: [],
    rates: { detourFactor: 1.5 } as County['rates'],
    boundary: null,
    attributions: [],
  };
}

function sampleSite(id: string, tier: Site['tier'], parentId: string | null): Site {
  return { id, name: id, tier, parentId, location: [110.1, 30.2] } as unknown as Site;
}

/** A scenario whose keys are in an order that no sorting would give. */
export function sampleScenario(countyCode: string, name = '全部联合'): Scenario {
  return {
    seed: 7,
    name,
    countyCode,
    coalitions: [['C']],
    closedSiteIds: [],
    openSiteIds: [],
    vehicleCounts: {},
    prices: {},
    minVisitsPerWeek: 0,
    ownTownshipOnly: false,
    roadOverrides: [],
    travelDay: null,
    seeds: 1,
    budget: { kind: 'iterations', iterations: 100 },
  };
}

/** A plan with the parts that the store reads; `size` sites of text make it long. */
export function samplePlan(scenario: Scenario, datasetHash: string, size = 1): Plan {
  const plan = {
    countyCode: scenario.countyCode,
    countyName: '青溪县',
    datasetHash,
    solverVersion: 'routing/test',
    travel: { engine: 'straight-line/1', estimated: true },
    scenario,
    rungs: [
      { name: 'alone', cost: { totalFen: 4_000_000_000 } },
      { name: 'pooled', cost: { totalFen: 3_000_000_001 } },
    ],
    comparison: { rungs: [], gains: [], aloneByCarrier: [], comparable: true, reason: null },
    geometries: Array.from({ length: size }, (_, index) => ({ coordinates: [[110 + index / 1e6, 30]] })),
    attributions: [],
  };
  return plan as unknown as Plan;
}
