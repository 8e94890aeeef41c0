import type { DraftRow } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { Demand } from '../model/demand.ts';
import { DIRECTION_WORDS } from './choice-words.ts';
import { DEMAND_COLUMNS } from './column-dictionary.ts';
import { DEFAULT_COMMODITIES, DEFAULT_DEMAND } from './default-rates.ts';
import { readProvenance } from './provenance-columns.ts';
import { type RowReader, TableReader } from './table-reader.ts';
import type { Table } from './table.ts';

type DemandField = keyof typeof DEMAND_COLUMNS;

const DEFAULT_M3_PER_TONNE = 3;
const DEFAULT_KG_PER_PARCEL = 1.8;

/**
 * Demand of `demands.csv`, amounts per week or per calendar day. Mass that is not given follows from parcels, and
 * volume from mass, by the default goods; null when required columns are missing.
 */
export function readDemandsTable(table: Table, issues: CountyIssueList): readonly DraftRow<Demand>[] | null {
  const reader = new TableReader(table, DEMAND_COLUMNS, issues);
  if (!reader.requireColumns(['carrierId', 'siteId', 'commodityId', 'direction'], DEMAND_COLUMNS))
    return null;
  const ids = new Map<string, number>();
  const rows = reader.rows().map((row) => ({ value: toDemand(row, ids), origin: row.origin }));
  reader.reportDefaults();
  return rows;
}

function toDemand(row: RowReader<DemandField>, ids: Map<string, number>): Demand {
  const [carrierId, siteId, commodityId] = [
    row.text('carrierId'),
    row.text('siteId'),
    row.text('commodityId'),
  ];
  const direction = row.required('direction').choice('direction', DIRECTION_WORDS, 'down');
  const goods = DEFAULT_COMMODITIES.find((commodity) => commodity.id === commodityId);
  const parcelsPerWeek = row.amountOrNull('parcelsPerWeek') ?? 0;
  const parcelGrams = (goods?.kgPerParcel ?? DEFAULT_KG_PER_PARCEL) * 1_000;
  const gramsPerWeek = row.amountOr('gramsPerWeek', Math.round(parcelsPerWeek * parcelGrams));
  const litresPerGram = (goods?.m3PerTonne ?? DEFAULT_M3_PER_TONNE) / 1_000;
  const window = DEFAULT_DEMAND.villageWindow;
  return {
    id: row.textOrNull('id') ?? toUniqueId(`${siteId}/${carrierId}/${commodityId}/${direction}`, ids),
    carrierId,
    siteId,
    commodityId,
    direction,
    gramsPerWeek,
    litresPerWeek: row.amountOr('litresPerWeek', Math.ceil(gramsPerWeek * litresPerGram)),
    parcelsPerWeek,
    visitsPerWeek: row.countOr('visitsPerWeek', 6),
    window: {
      earliest: row.time('windowStart', window.earliest),
      latest: row.time('windowEnd', window.latest),
    },
    provenance: readProvenance(row),
  };
}

/** The id itself the first time, then with a running number. */
function toUniqueId(id: string, ids: Map<string, number>): string {
  const count = (ids.get(id) ?? 0) + 1;
  ids.set(id, count);
  return count === 1 ? id : `${id}/${count}`;
}
