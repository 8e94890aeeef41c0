import type { County } from './county.ts';
import type { CountyDraft, DraftRow } from './county-draft.ts';
import { CountyIssueList } from './county-issue-list.ts';
import type { CountyIssue } from './county-issue.ts';
import type { Line, LineStop } from './line.ts';
import type { LonLat } from './units.ts';
import { checkCarriers, checkCommodities } from './validation/carrier-rules.ts';
import { buildCountyIndex } from './validation/county-index.ts';
import { checkDemands } from './validation/demand-rules.ts';
import { checkRates } from './validation/rates-rules.ts';
import { RowCheck } from './validation/row-check.ts';
import { checkLines, checkOperations } from './validation/schedule-rules.ts';
import { checkSites } from './validation/site-rules.ts';
import { checkVehicleTypes } from './validation/vehicle-type-rules.ts';

/** A valid county with its warnings, or no county and every error found. */
export type BuiltCounty =
  | { readonly county: County; readonly issues: readonly CountyIssue[] }
  | { readonly county: null; readonly issues: readonly CountyIssue[] };

/**
 * The one door to a `County`: checks a draft as a whole and reports every problem at once. What comes out is
 * referentially valid and in range, and is never checked again. Findings are added to `issues`; an error that
 * stands there already, e.g. of reading the files, refuses the county too. Linear in the number of rows.
 */
export function buildCounty(
  draft: CountyDraft,
  issues: CountyIssueList = new CountyIssueList(),
): BuiltCounty {
  checkIdentity(draft, issues);
  const index = buildCountyIndex(draft, issues);
  checkSites(draft.sites, index, issues);
  checkCarriers(draft.carriers, index, issues);
  checkCommodities(draft.commodities, issues);
  checkVehicleTypes(draft.vehicleTypes, index, issues);
  checkDemands(draft.demands, index, issues);
  checkLines(draft, index, issues);
  checkOperations(draft.operations, index, issues);
  checkRates(draft.rates, toValues(draft.vehicleTypes), { file: draft.origin.file, row: null }, issues);
  if (issues.errorCount > 0) return { county: null, issues: issues.list() };
  return { county: toCounty(draft), issues: issues.list() };
}

function checkIdentity(draft: CountyDraft, issues: CountyIssueList): void {
  const check = new RowCheck(issues, draft.origin);
  check.text('name', draft.name);
  if (!/^\d{6}$/.test(draft.code)) {
    check.fail(
      'code',
      'bad_county_code',
      `"${draft.code}" is no county code.`,
      'Give six digits (GB/T 2260).',
    );
  }
  if (!draft.sites.some((row) => row.value.tier === 'county')) {
    check.fail('sites', 'no_county_site', 'There is no county-tier site.', 'Add the county warehouse.');
  }
  if (draft.boundary !== null && !isClosedRing(draft.boundary)) {
    check.fail(
      'boundary',
      'bad_boundary',
      'The boundary is no closed ring of WGS-84 positions.',
      'Give a GeoJSON Polygon or MultiPolygon.',
    );
  }
}

function isClosedRing(ring: readonly LonLat[]): boolean {
  const [first, last] = [ring.at(0), ring.at(-1)];
  if (ring.length < 4 || first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return false;
  return ring.every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90);
}

function toCounty(draft: CountyDraft): County {
  return {
    code: draft.code,
    name: draft.name,
    sites: toValues(draft.sites),
    carriers: toValues(draft.carriers),
    commodities: toValues(draft.commodities),
    vehicleTypes: toValues(draft.vehicleTypes),
    demands: toValues(draft.demands),
    lines: toLines(draft),
    operations: toValues(draft.operations),
    rates: draft.rates,
    boundary: draft.boundary,
    attributions: draft.attributions,
  };
}

function toValues<T>(rows: readonly DraftRow<T>[]): readonly T[] {
  return rows.map((row) => row.value);
}

function toLines(draft: CountyDraft): readonly Line[] {
  const stops = Map.groupBy(draft.lineStops, (row) => row.value.lineId);
  return draft.lines.map(({ value }) => ({
    ...value,
    stops: (stops.get(value.id) ?? []).map((row) => toLineStop(row.value)),
  }));
}

function toLineStop({ siteId, arrival, departure }: LineStop): LineStop {
  return { siteId, arrival, departure };
}
