import type { CountyFile } from '../../src/county-import/county-file.ts';

/** Tables of a county small enough to read: one warehouse, one carrier with a depot, two townships, three villages. */
export const SMALL_COUNTY: Readonly<Record<string, readonly (readonly string[])[]>> = {
  sites: [
    ['id', 'name', 'tier', 'parent_id', 'lon', 'lat', 'owner_id', 'capacity_kg_per_day', 'dispatch_time'],
    ['W', '县城统仓', 'county', '', '113.10', '28.10', '', '50000', '05:00'],
    ['D', '邮政场站', 'county', '', '113.11', '28.10', 'post', '20000', '05:00'],
    ['T1', '甲镇', 'township', 'W', '113.20', '28.10', '', '5000', '09:00'],
    ['T2', '乙乡', 'township', 'W', '113.00', '28.20', '', '5000', '09:00'],
    ['V1', '松村', 'village', 'T1', '113.24', '28.12', '', '', '00:00'],
    ['V2', '竹村', 'village', 'T1', '113.22', '28.15', '', '', '00:00'],
    ['V3', '柏村', 'village', 'T2', '112.97', '28.23', '', '', '00:00'],
  ],
  carriers: [
    ['id', 'name', 'kind', 'depot_id'],
    ['post', '邮政', 'postal', 'D'],
  ],
  commodities: [
    ['id', 'name', 'handling_class'],
    ['parcel', '包裹', 'ambient'],
  ],
  vehicle_types: [
    ['id', 'name', 'owner_id', 'home_site_id', 'count', 'capacity_kg', 'capacity_m3', 'yuan_per_km'],
    ['van', '面包车', 'post', 'D', '2', '800', '4.5', '0.75'],
    ['hire', '租车', '', '', '', '800', '4.5', '0.85'],
  ],
  demands: [
    ['carrier_id', 'site_id', 'commodity_id', 'direction', 'kg_per_week', 'm3_per_week', 'parcels_per_week'],
    ['post', 'V1', 'parcel', 'down', '1200', '5.4', '600'],
    ['post', 'V2', 'parcel', 'down', '90', '0.4', '45'],
    ['post', 'V3', 'parcel', 'up', '30', '0.1', '15'],
  ],
  lines: [
    ['id', 'name', 'owner_id', 'weekdays', 'spare_kg', 'spare_m3', 'yuan_per_tonne', 'yuan_per_parcel'],
    ['L1', '县城—甲镇', 'post', '1-7', '100', '1', '200', '0.5'],
  ],
  line_stops: [
    ['line_id', 'sequence', 'site_id', 'arrival', 'departure'],
    ['L1', '2', 'T1', '06:40', '06:45'],
    ['L1', '1', 'D', '06:00', '06:05'],
  ],
  operations: [
    ['id', 'carrier_id', 'vehicle_type_id', 'weekdays', 'departure', 'site_ids'],
    ['R1', 'post', 'van', '1-6', '07:00', 'D V1 V2 D'],
  ],
};

export const COUNTY_JSON = JSON.stringify({ code: '999777', name: '小样县', crs: 'wgs84' });

/** Files of the small county; `change` may replace tables by name, or drop one with null. */
export function buildSmallFiles(
  change: Readonly<Record<string, readonly (readonly string[])[] | null>> = {},
): readonly CountyFile[] {
  const tables = Object.entries({ ...SMALL_COUNTY, ...change });
  return [
    toFile('county.json', COUNTY_JSON),
    ...tables.flatMap(([name, rows]) => (rows === null ? [] : [toFile(`${name}.csv`, toCsvText(rows))])),
  ];
}

/** One table of the small county with a single cell changed; row 1 is the header. */
export function withCell(
  table: string,
  row: number,
  column: string,
  value: string,
): readonly (readonly string[])[] {
  const at = SMALL_COUNTY[table][0].indexOf(column);
  if (at < 0) throw new Error(`no column ${column}`);
  return SMALL_COUNTY[table].map((cells, index) => (index === row - 1 ? cells.with(at, value) : cells));
}

export function toCsvText(rows: readonly (readonly string[])[], delimiter = ','): string {
  return rows.map((row) => row.join(delimiter)).join('\n') + '\n';
}

export function toFile(name: string, text: string): CountyFile {
  return { name, bytes: new TextEncoder().encode(text) };
}
