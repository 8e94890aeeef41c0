import {
  DEFAULT_COMMODITIES,
  DEFAULT_DEMAND,
  getVehicleDefaults,
  listMarketVehicleTypes,
  type VehicleKind,
} from '../../../src/county-import/default-rates.ts';
import { createRandom } from '../../../src/county-import/seeded-random.ts';
import { synthesiseDemands } from '../../../src/county-import/synthesise-demand.ts';
import type { Carrier } from '../../../src/model/carrier.ts';
import type { Operation } from '../../../src/model/operation.ts';
import { type LonLat, WEEKDAYS } from '../../../src/model/units.ts';
import type { VehicleType } from '../../../src/model/vehicle-type.ts';
import { buildBusLines } from './bus-lines.ts';
import { toLonLat } from './demo-plane.ts';
import { buildOperations } from './demo-operations.ts';
import { buildRoads } from './demo-roads.ts';
import { buildDemoSites } from './demo-sites.ts';
import {
  toCarriersCsv,
  toCommoditiesCsv,
  toDemandsCsv,
  toLinesCsv,
  toLineStopsCsv,
  toOperationsCsv,
  toSitesCsv,
  toVehicleTypesCsv,
} from './demo-tables.ts';
import { writeOsmXml } from './osm-xml.ts';
import { settle } from './places.ts';
import { buildTerrain, type Terrain } from './terrain.ts';

const COLUMNS = 125;
const ROWS = 101;
const SPACING_KM = 0.5;
const TOWNSHIPS = 15;
const VILLAGES = 180;

const CARRIERS: readonly (Carrier & { readonly marketShare: number })[] = [
  { id: 'post', name: '雾岭邮政', kind: 'postal', depotId: 'D-post', marketShare: 1 },
  { id: 'coop', name: '雾岭供销社', kind: 'supply_marketing', depotId: 'D-coop', marketShare: 1 },
  { id: 'mart', name: '惠邻商超', kind: 'commerce', depotId: 'D-mart', marketShare: 1 },
  { id: 'exp1', name: '迅岭快递', kind: 'express', depotId: 'D-exp1', marketShare: 1.2 },
  { id: 'exp2', name: '禾风速递', kind: 'express', depotId: 'D-exp2', marketShare: 0.8 },
  { id: 'bus', name: '雾岭客运', kind: 'transport', depotId: 'D-bus', marketShare: 1 },
];

/** Vehicles beside those that today's runs need: spares, and types that a carrier has but hardly uses. */
const SPARES: readonly (readonly [carrierId: string, kind: VehicleKind, count: number])[] = [
  ['post', 'truck', 1],
  ['post', 'van', 1],
  ['post', 'evan', 2],
  ['coop', 'truck', 1],
  ['coop', 'agro_van', 1],
  ['mart', 'truck', 1],
  ['mart', 'chilled_van', 1],
  ['exp1', 'van', 1],
  ['exp1', 'evan', 3],
  ['exp2', 'van', 1],
  ['bus', 'van', 1],
];

/** All files of the demo county by name; the same seed gives the same bytes on every machine. */
export function buildDemoCounty(seed: number): ReadonlyMap<string, string> {
  const terrain = buildTerrain(COLUMNS, ROWS, SPACING_KM, seed);
  const random = createRandom(seed);
  const places = settle(terrain, TOWNSHIPS, VILLAGES, random);
  const roads = buildRoads(terrain, places, random);
  const demo = buildDemoSites(terrain, places, random);
  const basis = { carriers: CARRIERS, commodities: DEFAULT_COMMODITIES, profile: DEFAULT_DEMAND };
  const demands = synthesiseDemands(demo.sites, basis);
  const operations = buildOperations(demo, demands, roads);
  const ends = demo.stationIds.slice(2, 14).filter((_, at) => at % 2 === 0);
  const lines = buildBusLines(terrain, demo, roads, ends);
  return new Map([
    ['county.json', toCountyJson(terrain)],
    ['sites.csv', toSitesCsv(demo.sites)],
    ['carriers.csv', toCarriersCsv(CARRIERS)],
    ['commodities.csv', toCommoditiesCsv(DEFAULT_COMMODITIES)],
    ['vehicle_types.csv', toVehicleTypesCsv([...listOwnTypes(operations), ...listMarketVehicleTypes()])],
    ['demands.csv', toDemandsCsv(demands)],
    ['lines.csv', toLinesCsv(lines)],
    ['line_stops.csv', toLineStopsCsv(lines)],
    ['operations.csv', toOperationsCsv(operations)],
    ['roads.osm', writeOsmXml(terrain, roads.edges)],
  ]);
}

/** Owned types with as many vehicles as today's busiest day takes, and the spares. */
function listOwnTypes(operations: readonly Operation[]): readonly VehicleType[] {
  return SPARES.map(([carrierId, kind, spares]) => toOwnType(carrierId, kind, spares, operations));
}

function toOwnType(
  carrierId: string,
  kind: VehicleKind,
  spares: number,
  operations: readonly Operation[],
): VehicleType {
  const id = `${carrierId}-${kind}`;
  const runs = operations.filter((run) => run.vehicleTypeId === id);
  const perDay = WEEKDAYS.map((day) => runs.filter((run) => run.weekdays.includes(day)).length);
  return {
    ...getVehicleDefaults(kind),
    id,
    ownerId: carrierId,
    homeSiteId: carrierId === 'bus' ? 'D-bus' : null,
    count: Math.max(...perDay) + spares,
  };
}

function toCountyJson(terrain: Terrain): string {
  const document = {
    code: '999001',
    name: '雾岭县',
    crs: 'wgs84',
    note: '虚构的山区县:地名、企业、数据均为生成,不对应任何真实县域。A fictional hill county: places, companies and figures are generated.',
    attributions: ['雾岭县为虚构示例数据 / fictional demo data, generated'],
    roadsAttributions: [],
    boundary: { type: 'Polygon', coordinates: [listBoundary(terrain)] },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** A 64-cornered ellipse just outside the lattice's inner part, by the tangent half-angle form of the circle. */
function listBoundary(terrain: Terrain): readonly LonLat[] {
  const halfWidth = ((terrain.columns - 1) * terrain.spacingKm) / 2;
  const halfHeight = ((terrain.rows - 1) * terrain.spacingKm) / 2;
  const quarter = Array.from({ length: 16 }, (_, step) => {
    const t = step / 16;
    return [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)] as const;
  });
  const ring = [
    ...quarter,
    ...quarter.map(([x, y]) => [-y, x] as const),
    ...quarter.map(([x, y]) => [-x, -y] as const),
    ...quarter.map(([x, y]) => [y, -x] as const),
  ].map(([x, y]) => toLonLat(halfWidth * (1 + x), halfHeight * (1 + y)));
  return [...ring, ring[0]];
}
