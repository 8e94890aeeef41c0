import type { County } from '../../src/model/county.ts';
import type { Demand } from '../../src/model/demand.ts';
import type { CostBreakdown } from '../../src/model/cost.ts';
import type { Metrics, MetricsSlice } from '../../src/model/metrics.ts';
import type { CoalitionPlan, Item, Plan, Route, Rung, Stop, Trip } from '../../src/model/plan.ts';
import type { Site } from '../../src/model/site.ts';
import type { LonLat, Weekday } from '../../src/model/units.ts';
import type { VehicleType } from '../../src/model/vehicle-type.ts';

const assumption = { kind: 'assumption', source: 'made up for a test' } as const;

function site(id: string, tier: Site['tier'], location: LonLat | null, more: Partial<Site> = {}): Site {
  return {
    id,
    name: `${id}点`,
    tier,
    parentId: tier === 'county' ? null : tier === 'township' ? 'W' : 'S',
    location,
    ownerId: null,
    canTransship: tier !== 'village',
    terms: {
      fixedFenPerDay: 0,
      handlingFenPerParcel: 0,
      handlingFenPerTonne: 0,
      capacityGramsPerDay: null,
      capacityLitresPerDay: null,
    },
    serviceSeconds: 300,
    dispatchSeconds: 32_400,
    urbanRuralCode: null,
    ...more,
  };
}

function demand(id: string, carrierId: string, siteId: string, direction: Demand['direction']): Demand {
  return {
    id,
    carrierId,
    siteId,
    commodityId: 'parcel',
    direction,
    gramsPerWeek: 21_000,
    litresPerWeek: 70,
    parcelsPerWeek: 14,
    visitsPerWeek: 2,
    window: { earliest: 28_800, latest: 64_800 },
    provenance: assumption,
  };
}

function vehicleType(id: string, ownerId: string | null): VehicleType {
  return {
    id,
    name: `车型${id}`,
    ownerId,
    homeSiteId: ownerId === null ? null : 'W',
    count: ownerId === null ? null : 2,
    capacityGrams: 800_000,
    capacityLitres: 4_000,
    fenPerDay: 10_000,
    fenPerKm: 80,
    fenPerHour: 2_500,
    shiftStart: 18_000,
    shiftEnd: 64_800,
    maxDurationSeconds: 36_000,
    maxDistanceMetres: null,
    maxTripsPerDay: 2,
    handlingClasses: ['ambient'],
    profile: 'van',
    energy: 'petrol',
    energyPer100Km: 7,
    provenance: assumption,
  };
}

/** Two carriers, a warehouse, a station, three villages of which one could not be placed. */
export const smallCounty: County = {
  code: '999002',
  name: '小样县',
  sites: [
    site('W', 'county', [100, 30]),
    site('S', 'township', [100.1, 30]),
    site('V1', 'village', [100.2, 30.05]),
    site('V2', 'village', [100.2, 29.95]),
    site('V3', 'village', null),
  ],
  carriers: [
    { id: 'post', name: '邮政', kind: 'postal', depotId: 'W' },
    { id: 'coop', name: '供销', kind: 'supply_marketing', depotId: 'W' },
  ],
  commodities: [{ id: 'parcel', name: '包裹', handlingClass: 'ambient' }],
  vehicleTypes: [vehicleType('post-van', 'post'), vehicleType('hire-van', null)],
  demands: [
    demand('d1', 'post', 'V1', 'down'),
    demand('d2', 'coop', 'V1', 'down'),
    demand('d3', 'coop', 'V2', 'up'),
    demand('d4', 'post', 'V3', 'down'),
  ],
  lines: [],
  operations: [],
  rates: {
    poolingSortFenPerParcel: 5,
    poolingSortFenPerTonne: 2_000,
    poolingOverheadFenPerMemberDay: 3_000,
    unservedFenPerKg: 500,
    unservedFenPerParcel: 300,
    stationSortSeconds: 1_800,
    feederStart: 61_200,
    feederEnd: 75_600,
    emissionGramsPerUnit: { petrol: 2_800, diesel: 3_200, electric: 600 },
    detourFactor: 1.55,
    provenance: {},
  },
  boundary: [
    [99.9, 29.9],
    [99.9, 30.1],
    [100.3, 30.1],
    [100.3, 29.9],
    [99.9, 29.9],
  ],
  attributions: ['© OpenStreetMap contributors, ODbL 1.0'],
};

function item(demandId: string): Item {
  return { demandId, grams: 10_500, litres: 35, parcels: 7 };
}

function stop(siteId: string, arrival: number, deliveries: Item[], pickups: Item[] = []): Stop {
  return { siteId, arrival, serviceStart: arrival, departure: arrival + 300, deliveries, pickups };
}

function trip(id: string, base: string, departure: number, stops: Stop[], legMetres: number): Trip {
  const sites = [base, ...stops.map((visit) => visit.siteId), base];
  const legs = sites.slice(1).map((toSiteId, i) => ({
    fromSiteId: sites[i],
    toSiteId,
    metres: legMetres,
    seconds: 900,
  }));
  return {
    id,
    startSiteId: base,
    endSiteId: base,
    departure,
    arrival: departure + legs.length * 900 + stops.length * 300,
    handlingClasses: ['ambient'],
    stops,
    legs,
    peakGrams: 21_000,
    peakLitres: 70,
  };
}

const trunk = trip('t1', 'W', 21_600, [stop('S', 22_500, [item('d1'), item('d2')], [item('d3')])], 10_000);
const early = trip('t2', 'S', 32_400, [stop('V1', 33_300, [item('d1'), item('d2')])], 12_000);
const late = trip('t3', 'S', 34_800, [stop('V2', 35_700, [], [item('d3')])], 12_001);

function route(id: string, echelon: Route['echelon'], vehicleTypeId: string, trips: Trip[]): Route {
  return {
    id,
    echelon,
    vehicleTypeId,
    baseId: trips[0].startSiteId,
    trips,
    start: trips[0].departure,
    end: trips[trips.length - 1].arrival,
    metres: trips.flatMap((run) => run.legs).reduce((sum, leg) => sum + leg.metres, 0),
    vehicleDayFen: 10_001,
    distanceFen: 3_841,
    driverTimeFen: 2_917,
  };
}

const cost: CostBreakdown = {
  vehicleDaysFen: 40_004,
  distanceFen: 15_364,
  driverTimeFen: 11_668,
  handlingFen: 0,
  sitesFen: 0,
  linesFen: 0,
  poolingOverheadFen: 6_000,
  unservedFen: 10_500,
  totalFen: 83_536,
};

const slice: MetricsSlice = {
  totalFen: 83_536,
  kgPerWeek: 63,
  parcelsPerWeek: 42,
  fenPerKg: 1_325.97,
  fenPerParcel: 1_988.95,
};

const metrics: Metrics = {
  ...slice,
  tonneKmPerWeek: 2.5,
  fenPerTonneKm: 33_414,
  byEchelon: {
    feeder: { ...slice, totalFen: 0, fenPerKg: null, fenPerParcel: null },
    trunk: slice,
    village: slice,
  },
  byCarrier: [
    { carrierId: 'post', ...slice },
    { carrierId: 'coop', ...slice },
  ],
  byDirection: { down: slice, up: slice },
  vehicleKmPerWeek: 136,
  vehicleDaysPerWeek: 4,
  vehicles: 2,
  driverHoursPerWeek: 8,
  loadFactorByMass: 0.31,
  loadFactorByVolume: 0.22,
  emptyKmShare: 0.4,
  villageCoverage: 2 / 3,
  villagesServed: 2,
  villagesWithDemand: 3,
  meanVisitsPerWeek: 2,
  arrivalP50: 33_300,
  arrivalP95: 35_700,
  pooledShare: 0.5,
  co2eKgPerWeek: 27,
  unservedDemands: 1,
  unservedKgPerWeek: 21,
  drivingSecondsPerWeek: 21_600,
};

const weekdays: readonly Weekday[] = [2, 5];

const pool: CoalitionPlan = {
  members: ['post', 'coop'],
  warehouseId: 'W',
  stationIds: ['S'],
  days: [
    {
      weekdays,
      routes: [route('r1', 'trunk', 'hire-van', [trunk]), route('r2', 'village', 'post-van', [early, late])],
    },
  ],
  unserved: [
    {
      demandId: 'd4',
      code: 'no_coordinates',
      message: 'V3 has no coordinates',
      figures: { gramsPerWeek: 21_000 },
      weekdays,
      gramsPerWeek: 21_000,
      parcelsPerWeek: 14,
    },
  ],
  cost,
  metrics,
  parts: [],
};

/** The pool fell back to its parts: its own days are empty, the routes stand in the parts. */
const fallback: CoalitionPlan = { ...pool, days: [], unserved: [], parts: [{ ...pool, members: ['post'] }] };

const pooled: Rung = {
  name: 'pooled',
  coalitions: [pool],
  cost,
  metrics,
  seedTotals: [
    { seed: 1, totalFen: 83_536 },
    { seed: 2, totalFen: 84_000 },
  ],
};

const figures = {
  totalFen: 83_536,
  unservedFen: 10_500,
  operatingFen: 73_036,
  operatingFenPerParcel: 73_036 / 42,
  operatingFenPerKg: 73_036 / 63,
  metresPerWeek: 136_000,
  vehicleDaysPerWeek: 4,
  vehicles: 2,
  driverHoursPerWeek: 8,
  fenPerParcel: 1_988.95,
  fenPerKg: 1_325.97,
  loadFactorByMass: 0.31,
  co2eKgPerWeek: 27,
  villageCoverage: 2 / 3,
  unservedDemands: 1,
};

/** A hand-made plan: a trunk trip and a route of two village trips on Tuesday and Friday, one village unserved. */
export const smallPlan: Plan = {
  countyCode: '999002',
  countyName: '小样县',
  datasetHash: 'a'.repeat(64),
  solverVersion: 'routing/1',
  travel: { engine: 'roads/1', estimated: false },
  scenario: {
    name: 'all together',
    countyCode: '999002',
    coalitions: [['post', 'coop']],
    closedSiteIds: [],
    openSiteIds: [],
    vehicleCounts: {},
    prices: {},
    minVisitsPerWeek: 0,
    ownTownshipOnly: false,
    roadOverrides: [],
    travelDay: null,
    seed: 1,
    seeds: 2,
    budget: { kind: 'iterations', iterations: 100 },
  },
  rungs: [{ ...pooled, name: 'alone', coalitions: [fallback] }, pooled],
  comparison: {
    rungs: [
      { name: 'alone', ...figures, totalFen: 123_456_789, operatingFen: 123_446_289 },
      { name: 'pooled', ...figures },
    ],
    gains: [
      {
        name: 'pooling_gain',
        from: 'alone',
        to: 'pooled',
        savingFen: 1_000_000,
        savingShare: 0.123,
        lowFen: 900_000,
        highFen: 1_100_000,
        significant: true,
      },
      {
        name: 'planning_gain',
        from: 'as_operated',
        to: 'alone',
        savingFen: 100,
        savingShare: 0.001,
        lowFen: -200,
        highFen: 300,
        significant: false,
      },
    ],
    aloneByCarrier: [
      { carrierId: 'post', totalFen: 5_000_000 },
      { carrierId: 'coop', totalFen: 6_000_000 },
    ],
    comparable: true,
    reason: null,
  },
  geometries: [
    {
      fromSiteId: 'S',
      toSiteId: 'V1',
      profile: 'van',
      coordinates: [
        [100.1, 30],
        [100.15, 30.0412345678],
        [100.2, 30.05],
      ],
    },
    {
      fromSiteId: 'V1',
      toSiteId: 'S',
      profile: 'van',
      coordinates: [
        [100.2, 30.05],
        [100.1, 30],
      ],
    },
  ],
  attributions: ['© OpenStreetMap contributors, ODbL 1.0'],
};
