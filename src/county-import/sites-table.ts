import type { DraftRow } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { Site, Tier } from '../model/site.ts';
import type { LonLat } from '../model/units.ts';
import { TIER_WORDS } from './choice-words.ts';
import { SITE_COLUMNS } from './column-dictionary.ts';
import { type CoordinateSystem, isSwapped, toWgs84 } from './coordinate-system.ts';
import { getSiteDefaults, type SiteDefaults, type SiteRole } from './default-rates.ts';
import { type RowReader, TableReader } from './table-reader.ts';
import type { Table } from './table.ts';

type SiteField = keyof typeof SITE_COLUMNS;

/** A number that a spreadsheet has turned into scientific notation, e.g. `4.21223E+11`: its last digits are lost. */
const MANGLED_CODE = /^\d+(\.\d+)?E\+\d+$/i;

/**
 * Sites of `sites.csv` or of a table of administrative codes (code, parent_code, name, level, ur_code, lng, lat).
 * Null when required columns are missing. A parent of the county itself, which lies outside the file, is left out.
 */
export function readSitesTable(
  table: Table,
  crs: CoordinateSystem,
  issues: CountyIssueList,
): readonly DraftRow<Site>[] | null {
  const reader = new TableReader(table, SITE_COLUMNS, issues);
  if (!reader.requireColumns(['id', 'name', 'tier'], SITE_COLUMNS)) return null;
  const rows = reader.rows().map((row) => ({ value: toSite(row, reader, crs, issues), origin: row.origin }));
  reader.reportDefaults();
  return withoutOutsideParents(rows);
}

/** The role that decides a site's default terms. */
export function roleOf(tier: Tier, ownerId: string | null): SiteRole {
  if (tier === 'village') return 'village';
  if (tier === 'county') return ownerId === null ? 'warehouse' : 'depot';
  return ownerId === null ? 'station' : 'branch';
}

function toSite(
  row: RowReader<SiteField>,
  reader: TableReader<SiteField>,
  crs: CoordinateSystem,
  issues: CountyIssueList,
): Site {
  const id = row.text('id');
  const tier = row.required('tier').choice('tier', TIER_WORDS, 'village');
  if (MANGLED_CODE.test(id)) {
    row.fail(
      'id',
      'mangled_code',
      `"${id}" has lost its last digits in a spreadsheet.`,
      'Format the column as text and fill it in again.',
    );
  }
  const ownerId = row.textOrNull('ownerId');
  const role = roleOf(tier, ownerId);
  return {
    id,
    name: row.text('name'),
    tier,
    parentId: row.textOrNull('parentId'),
    location: readLocation(row, crs, issues),
    ownerId,
    canTransship: row.text('canTransship') === '' ? role !== 'village' : row.yesNo('canTransship', false),
    ...(role === 'village'
      ? readVillageTerms(row, getSiteDefaults(role))
      : readTerms(row, reader, getSiteDefaults(role))),
    urbanRuralCode: row.textOrNull('urbanRuralCode'),
  };
}

/** Goods are not sorted in a village, so that its prices, capacities and dispatch need not be given. */
function readVillageTerms(row: RowReader<SiteField>, { terms, ...defaults }: SiteDefaults): SiteDefaults {
  return {
    terms: {
      fixedFenPerDay: row.amountOrNull('fixedFenPerDay') ?? terms.fixedFenPerDay,
      handlingFenPerParcel: row.amountOrNull('handlingFenPerParcel') ?? terms.handlingFenPerParcel,
      handlingFenPerTonne: row.amountOrNull('handlingFenPerTonne') ?? terms.handlingFenPerTonne,
      capacityGramsPerDay: row.amountOrNull('capacityGramsPerDay') ?? terms.capacityGramsPerDay,
      capacityLitresPerDay: row.amountOrNull('capacityLitresPerDay') ?? terms.capacityLitresPerDay,
    },
    serviceSeconds: row.amountOr('serviceSeconds', defaults.serviceSeconds),
    dispatchSeconds: row.timeOrNull('dispatchSeconds') ?? defaults.dispatchSeconds,
  };
}

/** An empty cell of a capacity column is no limit; without the column the default stands in. */
function readTerms(
  row: RowReader<SiteField>,
  reader: TableReader<SiteField>,
  defaults: SiteDefaults,
): SiteDefaults {
  const { terms } = defaults;
  const capacityOr = (field: SiteField, fallback: number | null): number | null =>
    reader.has(field) || fallback === null ? row.amountOrNull(field) : row.amountOr(field, fallback);
  return {
    terms: {
      fixedFenPerDay: row.amountOr('fixedFenPerDay', terms.fixedFenPerDay),
      handlingFenPerParcel: row.amountOr('handlingFenPerParcel', terms.handlingFenPerParcel),
      handlingFenPerTonne: row.amountOr('handlingFenPerTonne', terms.handlingFenPerTonne),
      capacityGramsPerDay: capacityOr('capacityGramsPerDay', terms.capacityGramsPerDay),
      capacityLitresPerDay: capacityOr('capacityLitresPerDay', terms.capacityLitresPerDay),
    },
    serviceSeconds: row.amountOr('serviceSeconds', defaults.serviceSeconds),
    dispatchSeconds: row.time('dispatchSeconds', defaults.dispatchSeconds),
  };
}

/** Position in WGS-84; null, with a warning, where a coordinate is empty or both are zero. */
function readLocation(
  row: RowReader<SiteField>,
  crs: CoordinateSystem,
  issues: CountyIssueList,
): LonLat | null {
  const lon = row.numberOrNull('lon');
  const lat = row.numberOrNull('lat');
  if (lon === null || lat === null || (lon === 0 && lat === 0)) {
    const text = {
      code: 'missing_coordinates',
      message: `"${row.text('name')}" has no coordinates; it stays in the county and cannot be served.`,
      remedy: 'Give its longitude and latitude.',
    };
    issues.addWarning(text, row.origin, 'lon');
    return null;
  }
  const given: LonLat = [lon, lat];
  if (!isSwapped(given)) return toWgs84(given, crs);
  const text = {
    code: 'swapped_coordinates',
    message: `"${row.text('name')}" has latitude ${lon} and longitude ${lat} in each other's columns; they are read swapped.`,
    remedy: 'Swap the two columns.',
  };
  issues.addWarning(text, row.origin, 'lon');
  return toWgs84([lat, lon], crs);
}

function withoutOutsideParents(rows: readonly DraftRow<Site>[]): readonly DraftRow<Site>[] {
  const ids = new Set(rows.map((row) => row.value.id));
  return rows.map((row) => {
    const { parentId, tier } = row.value;
    const outside = parentId !== null && !ids.has(parentId) && tier === 'county';
    return outside ? { value: Object.assign({}, row.value, { parentId: null }), origin: row.origin } : row;
  });
}
