import type { AccessRow } from '../planning/plan-records/access-records.ts';
import type { Column, CsvOptions } from './csv.ts';
import { toCsv } from './csv.ts';

const COLUMNS: readonly Column<AccessRow>[] = [
  { key: 'siteId', zh: '设施点编号' },
  { key: 'name', zh: '名称' },
  { key: 'tier', zh: '层级' },
  { key: 'status', zh: '可达状态' },
  { key: 'snapMetres', zh: '距主路网（米）' },
  { key: 'nearestRoadMetres', zh: '距最近道路（米）' },
  { key: 'metres', zh: '距枢纽路程（米）' },
  { key: 'seconds', zh: '距枢纽时间（秒）' },
  { key: 'detourFactor', zh: '绕行系数' },
  { key: 'cutEdges', zh: '唯一通道段数' },
  { key: 'cutMetres', zh: '唯一通道长度（米）' },
];

/** Access of each site as CSV. */
export function toAccessCsv(rows: readonly AccessRow[], options: CsvOptions = {}): string {
  return toCsv(COLUMNS, rows, options);
}
