import type { DraftRow } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { Line, LineStop } from '../model/line.ts';
import type { Operation } from '../model/operation.ts';
import { WEEKDAYS } from '../model/units.ts';
import { LINE_COLUMNS, LINE_STOP_COLUMNS, OPERATION_COLUMNS } from './column-dictionary.ts';
import { type RowReader, TableReader } from './table-reader.ts';
import type { Table } from './table.ts';

export type LineDraft = Omit<Line, 'stops'>;
export type LineStopDraft = LineStop & { readonly lineId: string };

/** Lines of `lines.csv`; null when required columns are missing. */
export function readLinesTable(table: Table, issues: CountyIssueList): readonly DraftRow<LineDraft>[] | null {
  const reader = new TableReader(table, LINE_COLUMNS, issues);
  if (!reader.requireColumns(['id', 'name', 'ownerId', 'spareGrams'], LINE_COLUMNS)) return null;
  const rows = reader.rows().map((row) => ({ value: toLine(row), origin: row.origin }));
  reader.reportDefaults();
  return rows;
}

function toLine(row: RowReader<keyof typeof LINE_COLUMNS>): LineDraft {
  const spareGrams = row.amountOrNull('spareGrams') ?? 0;
  return {
    id: row.text('id'),
    name: row.text('name'),
    ownerId: row.text('ownerId'),
    weekdays: row.weekdays('weekdays', WEEKDAYS),
    spareGrams,
    spareLitres: row.amountOr('spareLitres', Math.floor(spareGrams / 200)),
    fenPerTonne: row.amountOr('fenPerTonne', 0),
    fenPerParcel: row.amountOr('fenPerParcel', 0),
  };
}

/** Stops of `line_stops.csv`, by their sequence column where there is one, else as they stand. */
export function readLineStopsTable(
  table: Table,
  issues: CountyIssueList,
): readonly DraftRow<LineStopDraft>[] | null {
  const reader = new TableReader(table, LINE_STOP_COLUMNS, issues);
  if (!reader.requireColumns(['lineId', 'siteId', 'arrival'], LINE_STOP_COLUMNS)) return null;
  const rows = reader.rows().map((row, at) => {
    const arrival = row.required('arrival').time('arrival', 0);
    const departure = row.timeOrNull('departure') ?? arrival;
    return {
      order: row.numberOrNull('sequence') ?? at,
      value: { lineId: row.text('lineId'), siteId: row.text('siteId'), arrival, departure },
      origin: row.origin,
    };
  });
  return rows.toSorted((a, b) => a.order - b.order).map(({ value, origin }) => ({ value, origin }));
}

/** Today's runs of `operations.csv`: one row per run, its sites in one cell. */
export function readOperationsTable(
  table: Table,
  issues: CountyIssueList,
): readonly DraftRow<Operation>[] | null {
  const reader = new TableReader(table, OPERATION_COLUMNS, issues);
  const required = ['id', 'carrierId', 'vehicleTypeId', 'departure', 'siteIds'] as const;
  if (!reader.requireColumns(required, OPERATION_COLUMNS)) return null;
  const rows = reader.rows().map((row) => ({
    value: {
      id: row.text('id'),
      carrierId: row.text('carrierId'),
      vehicleTypeId: row.text('vehicleTypeId'),
      weekdays: row.weekdays('weekdays', WEEKDAYS),
      departure: row.required('departure').time('departure', 0),
      siteIds: row.list('siteIds'),
    },
    origin: row.origin,
  }));
  reader.reportDefaults();
  return rows;
}
