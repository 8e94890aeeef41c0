import type { Carrier } from '../model/carrier.ts';
import type { Commodity } from '../model/commodity.ts';
import type { DraftRow } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { Demand } from '../model/demand.ts';
import type { Operation } from '../model/operation.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import { readCarriersTable, readCommoditiesTable } from './carriers-table.ts';
import type { TableName } from './column-dictionary.ts';
import { readDemandsTable } from './demands-table.ts';
import {
  type LineDraft,
  type LineStopDraft,
  readLinesTable,
  readLineStopsTable,
  readOperationsTable,
} from './schedule-tables.ts';
import type { Table } from './table.ts';
import { readVehicleTypesTable } from './vehicle-types-table.ts';

/** All tables but the sites; null is a table that the dataset does not have. */
export interface CountyTables {
  readonly carriers: readonly DraftRow<Carrier>[] | null;
  readonly commodities: readonly DraftRow<Commodity>[] | null;
  readonly vehicleTypes: readonly DraftRow<VehicleType>[] | null;
  readonly demands: readonly DraftRow<Demand>[] | null;
  readonly lines: readonly DraftRow<LineDraft>[] | null;
  readonly lineStops: readonly DraftRow<LineStopDraft>[] | null;
  readonly operations: readonly DraftRow<Operation>[] | null;
  /** True when a table lacks a column without which its rows mean nothing. */
  readonly incomplete: boolean;
}

/** Reads the tables of a dataset; a table without rows counts as not given, with a warning. */
export function readCountyTables(
  tables: ReadonlyMap<TableName, Table>,
  issues: CountyIssueList,
): CountyTables {
  let incomplete = false;
  const read = <T>(
    name: TableName,
    reader: (table: Table, issues: CountyIssueList) => readonly DraftRow<T>[] | null,
  ): readonly DraftRow<T>[] | null => {
    const table = tables.get(name);
    if (table === undefined) return null;
    const rows = reader(table, issues);
    if (rows === null) incomplete = true;
    else if (rows.length === 0) warnEmpty(table.file, issues);
    return rows !== null && rows.length > 0 ? rows : null;
  };
  return {
    carriers: read('carriers', readCarriersTable),
    commodities: read('commodities', readCommoditiesTable),
    vehicleTypes: read('vehicle_types', readVehicleTypesTable),
    demands: read('demands', readDemandsTable),
    lines: read('lines', readLinesTable),
    lineStops: read('line_stops', readLineStopsTable),
    operations: read('operations', readOperationsTable),
    incomplete,
  };
}

function warnEmpty(file: string, issues: CountyIssueList): void {
  const text = {
    code: 'empty_table',
    message: `"${file}" has no rows; it counts as not given.`,
    remedy: 'Fill it in, or leave the file out.',
  };
  issues.addWarning(text, { file, row: null });
}
