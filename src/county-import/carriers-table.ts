import type { Carrier } from '../model/carrier.ts';
import type { Commodity } from '../model/commodity.ts';
import type { DraftRow } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import { CARRIER_KIND_WORDS, HANDLING_WORDS } from './choice-words.ts';
import { CARRIER_COLUMNS, COMMODITY_COLUMNS } from './column-dictionary.ts';
import { TableReader } from './table-reader.ts';
import type { Table } from './table.ts';

/** Carriers of `carriers.csv`; null when required columns are missing. */
export function readCarriersTable(
  table: Table,
  issues: CountyIssueList,
): readonly DraftRow<Carrier>[] | null {
  const reader = new TableReader(table, CARRIER_COLUMNS, issues);
  if (!reader.requireColumns(['id', 'name', 'kind', 'depotId'], CARRIER_COLUMNS)) return null;
  return reader.rows().map((row) => ({
    value: {
      id: row.text('id'),
      name: row.text('name'),
      kind: row.required('kind').choice('kind', CARRIER_KIND_WORDS, 'express'),
      depotId: row.text('depotId'),
    },
    origin: row.origin,
  }));
}

/** Goods of `commodities.csv`; null when required columns are missing. */
export function readCommoditiesTable(
  table: Table,
  issues: CountyIssueList,
): readonly DraftRow<Commodity>[] | null {
  const reader = new TableReader(table, COMMODITY_COLUMNS, issues);
  if (!reader.requireColumns(['id', 'name', 'handlingClass'], COMMODITY_COLUMNS)) return null;
  return reader.rows().map((row) => ({
    value: {
      id: row.text('id'),
      name: row.text('name'),
      handlingClass: row.required('handlingClass').choice('handlingClass', HANDLING_WORDS, 'ambient'),
    },
    origin: row.origin,
  }));
}
