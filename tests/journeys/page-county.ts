import type { UploadedFile } from '../http/test-server.ts';

/** The warehouse stands in the middle of the county, two stations that can be placed beside it, five villages around them. */
const SITES = `id,name,tier,parent_id,lon,lat,owner_id
W,县城仓,county,,110.20,30.20,
T1,东镇站,township,W,110.28,30.20,
T2,西镇站,township,W,110.12,30.20,
T3,南镇站,township,W,,,
V1,石桥村,village,T1,110.32,30.23,
V2,柳湾村,village,T1,110.31,30.16,
V3,云岩村,village,T2,110.09,30.24,
V4,枣坪村,village,T2,110.07,30.17,
V5,失落村,village,T2,,,
`;

const CARRIERS = `id,name,kind,depot_id
post,小县邮政,postal,W
coop,小县供销,supply_marketing,W
`;

const VEHICLE_TYPES = `id,name,owner_id,count,capacity_kg,capacity_m3,yuan_per_day,yuan_per_km,yuan_per_hour
post-van,邮政面包车,post,2,800,4.5,65,0.75,26
coop-truck,供销货车,coop,2,1800,16,140,1.55,29
`;

const OPERATIONS = `id,carrier_id,vehicle_type_id,weekdays,departure,site_ids
R1,post,post-van,12345,07:00,W V1 V2 W
R2,post,post-van,1345,07:00,W V3 V4 W
R3,coop,coop-truck,246,08:00,W V1 V2 V3 V4 W
`;

const ROADS = [
  ['secondary', 'W', 'T1'],
  ['secondary', 'W', 'T2'],
  ['tertiary', 'T1', 'V1'],
  ['tertiary', 'T1', 'V2'],
  ['unclassified', 'T2', 'V3'],
  ['unclassified', 'T2', 'V4'],
] as const;

/** A county small enough to be planned in seconds: three rungs, roads, and a village and a station that cannot be placed. */
export const PAGE_COUNTY: readonly UploadedFile[] = [
  { name: 'county.json', content: JSON.stringify(buildCountyJson()) },
  { name: 'sites.csv', content: SITES },
  { name: 'carriers.csv', content: CARRIERS },
  { name: 'vehicle_types.csv', content: VEHICLE_TYPES },
  { name: 'operations.csv', content: OPERATIONS },
  { name: 'demands.csv', content: buildDemands() },
  { name: 'roads.geojson', content: JSON.stringify(buildRoads()) },
];

function buildCountyJson(): object {
  const ring = [
    [110, 30.1],
    [110.4, 30.1],
    [110.4, 30.3],
    [110, 30.3],
    [110, 30.1],
  ];
  return {
    code: '990002',
    name: '小县',
    crs: 'wgs84',
    attributions: ['小县示例数据'],
    boundary: { type: 'Polygon', coordinates: [ring] },
  };
}

function buildDemands(): string {
  const rows = ['V1', 'V2', 'V3', 'V4', 'V5'].flatMap((site) => [
    `${site}-post,post,${site},parcel,down,120,0.9,200,5`,
    `${site}-coop,coop,${site},daily_goods,down,300,1.2,0,3`,
  ]);
  const header =
    'id,carrier_id,site_id,commodity_id,direction,kg_per_week,m3_per_week,parcels_per_week,visits_per_week';
  rows.push('T3-post,post,T3,parcel,down,50,0.4,80,5');
  return `${[header, ...rows].join('\n')}\n`;
}

function buildRoads(): object {
  const places = new Map(
    SITES.split('\n').map((row) => [row.split(',')[0], row.split(',').slice(4, 6).map(Number)]),
  );
  const features = ROADS.map(([highway, from, to]) => ({
    type: 'Feature',
    properties: { highway },
    geometry: { type: 'LineString', coordinates: [places.get(from), places.get(to)] },
  }));
  return { type: 'FeatureCollection', features };
}
