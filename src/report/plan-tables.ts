import type { County } from '../model/county.ts';
import type { Plan, RungName } from '../model/plan.ts';
import { buildCountyIndex } from '../planning/plan-records/county-index.ts';
import type { TripFilter } from '../planning/plan-records/planned-trips.ts';
import type { StopRecord } from '../planning/plan-records/stop-records.ts';
import { listStopRecords } from '../planning/plan-records/stop-records.ts';
import type { TripRecord } from '../planning/plan-records/trip-records.ts';
import { listRecordedTrips } from '../planning/plan-records/trip-records.ts';
import type { UnservedRecord } from '../planning/plan-records/unserved-records.ts';
import { listUnservedRecords } from '../planning/plan-records/unserved-records.ts';
import type { Column, CsvOptions } from './csv.ts';
import { toCsv } from './csv.ts';

const TRIP_COLUMNS: readonly Column<TripRecord>[] = [
  { key: 'id', zh: '趟次编号' },
  { key: 'routeId', zh: '路线编号' },
  { key: 'rung', zh: '方案层' },
  { key: 'echelon', zh: '级' },
  { key: 'coalition', zh: '联盟' },
  { key: 'ownerId', zh: '车主编号' },
  { key: 'ownerName', zh: '车主' },
  { key: 'vehicleTypeId', zh: '车型编号' },
  { key: 'vehicleTypeName', zh: '车型' },
  { key: 'weekdays', zh: '星期' },
  { key: 'departure', zh: '发车' },
  { key: 'arrival', zh: '到达' },
  { key: 'startSiteId', zh: '起点编号' },
  { key: 'startSiteName', zh: '起点' },
  { key: 'endSiteId', zh: '终点编号' },
  { key: 'endSiteName', zh: '终点' },
  { key: 'stopCount', zh: '停靠数' },
  { key: 'metres', zh: '里程（米）' },
  { key: 'kgDown', zh: '下行（公斤）' },
  { key: 'kgUp', zh: '上行（公斤）' },
  { key: 'parcels', zh: '包裹（件）' },
  { key: 'carriers', zh: '货主企业' },
  { key: 'costFen', zh: '单日成本（分）' },
  { key: 'estimated', zh: '直线估算' },
];

const STOP_COLUMNS: readonly Column<StopRecord>[] = [
  { key: 'tripId', zh: '趟次编号' },
  { key: 'routeId', zh: '路线编号' },
  { key: 'rung', zh: '方案层' },
  { key: 'echelon', zh: '级' },
  { key: 'sequence', zh: '顺序' },
  { key: 'siteId', zh: '设施点编号' },
  { key: 'siteName', zh: '设施点' },
  { key: 'tier', zh: '层级' },
  { key: 'weekdays', zh: '星期' },
  { key: 'arrival', zh: '到达' },
  { key: 'serviceStart', zh: '作业开始' },
  { key: 'departure', zh: '离开' },
  { key: 'kgDown', zh: '下行（公斤）' },
  { key: 'kgUp', zh: '上行（公斤）' },
  { key: 'parcels', zh: '包裹（件）' },
  { key: 'carriers', zh: '货主企业' },
];

const UNSERVED_COLUMNS: readonly Column<UnservedRecord>[] = [
  { key: 'demandId', zh: '货量编号' },
  { key: 'carrierId', zh: '承运企业编号' },
  { key: 'carrierName', zh: '承运企业' },
  { key: 'siteId', zh: '设施点编号' },
  { key: 'siteName', zh: '设施点' },
  { key: 'tier', zh: '层级' },
  { key: 'commodityId', zh: '货类' },
  { key: 'direction', zh: '方向' },
  { key: 'code', zh: '原因代码' },
  { key: 'message', zh: '原因' },
  { key: 'figures', zh: '数据' },
  { key: 'weekdays', zh: '星期' },
  { key: 'kgPerWeek', zh: '公斤/周' },
  { key: 'parcelsPerWeek', zh: '件/周' },
];

/** One line per trip of a rung. */
export function toRoutesCsv(
  county: County,
  plan: Plan,
  rung: RungName,
  filter: TripFilter = {},
  options: CsvOptions = {},
): string {
  const trips = listRecordedTrips(buildCountyIndex(county), plan, rung, filter);
  const rows = trips.map(({ record }) => record);
  return toCsv(TRIP_COLUMNS, rows, options);
}

/** One line per stop of a rung. */
export function toStopsCsv(
  county: County,
  plan: Plan,
  rung: RungName,
  filter: TripFilter = {},
  options: CsvOptions = {},
): string {
  return toCsv(STOP_COLUMNS, listStopRecords(buildCountyIndex(county), plan, rung, filter), options);
}

/** One line per demand that a rung leaves unserved. */
export function toUnservedCsv(county: County, plan: Plan, rung: RungName, options: CsvOptions = {}): string {
  return toCsv(UNSERVED_COLUMNS, listUnservedRecords(buildCountyIndex(county), plan, rung), options);
}
