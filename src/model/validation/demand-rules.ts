import type { DraftRow } from '../county-draft.ts';
import type { CountyIssueList } from '../county-issue-list.ts';
import type { Demand } from '../demand.ts';
import { DIRECTIONS } from '../demand.ts';
import type { CountyIndex } from './county-index.ts';
import { indexById } from './county-index.ts';
import { checkProvenance } from './provenance-rules.ts';
import { RowCheck } from './row-check.ts';

const DAY = 86_400;
const MAX_AMOUNT = 1e12;

/** Demands: who, where, what and when exist; amounts are non-negative and not all zero. */
export function checkDemands(
  rows: readonly DraftRow<Demand>[],
  index: CountyIndex,
  issues: CountyIssueList,
): void {
  indexById(rows, 'demand', issues);
  for (const { value, origin } of rows) {
    const check = new RowCheck(issues, origin);
    check.text('id', value.id);
    check.oneOf('direction', value.direction, DIRECTIONS);
    check.reference('carrierId', 'carrier', value.carrierId, index.carriers);
    check.reference('commodityId', 'commodity', value.commodityId, index.commodities);
    checkPlace(value, index, check);
    checkAmounts(value, check);
    checkWindow(value, check);
    checkProvenance(value.provenance, check);
  }
}

function checkPlace(demand: Demand, index: CountyIndex, check: RowCheck): void {
  if (!check.reference('siteId', 'site', demand.siteId, index.sites)) return;
  if (index.sites.get(demand.siteId)?.tier !== 'county') return;
  check.fail(
    'siteId',
    'demand_at_county_tier',
    `"${demand.siteId}" is a county-tier site; demand lies at villages and townships.`,
    'Name the village or station that the goods go to or come from.',
  );
}

function checkAmounts(demand: Demand, check: RowCheck): void {
  check.integer('gramsPerWeek', demand.gramsPerWeek, 0, MAX_AMOUNT);
  check.integer('litresPerWeek', demand.litresPerWeek, 0, MAX_AMOUNT);
  check.integer('parcelsPerWeek', demand.parcelsPerWeek, 0, 1e9);
  check.integer('visitsPerWeek', demand.visitsPerWeek, 1, 7);
  if (demand.gramsPerWeek !== 0 || demand.litresPerWeek !== 0) return;
  check.fail(
    'gramsPerWeek',
    'empty_demand',
    `The demand "${demand.id}" has neither mass nor volume.`,
    'Give kilograms or cubic metres, or remove the row.',
  );
}

function checkWindow(demand: Demand, check: RowCheck): void {
  const { earliest, latest } = demand.window;
  check.integer('windowStart', earliest, 0, DAY);
  check.integer('windowEnd', latest, 0, 2 * DAY);
  if (latest >= earliest) return;
  check.fail(
    'windowEnd',
    'window_ends_before_start',
    `The window of "${demand.id}" ends before it starts.`,
    'Swap the two times, or correct them.',
  );
}
