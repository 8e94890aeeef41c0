import { CARRIER_KINDS, type Carrier } from '../carrier.ts';
import { type Commodity, HANDLING_CLASSES } from '../commodity.ts';
import type { DraftRow } from '../county-draft.ts';
import type { CountyIssueList } from '../county-issue-list.ts';
import type { CountyIndex } from './county-index.ts';
import { RowCheck } from './row-check.ts';

/** Carriers: kinds, and a depot each that is a placed county-tier site, its own or public. */
export function checkCarriers(
  rows: readonly DraftRow<Carrier>[],
  index: CountyIndex,
  issues: CountyIssueList,
): void {
  for (const { value, origin } of rows) {
    const check = new RowCheck(issues, origin);
    check.text('id', value.id);
    check.text('name', value.name);
    check.oneOf('kind', value.kind, CARRIER_KINDS);
    if (check.reference('depotId', 'site', value.depotId, index.sites)) checkDepot(value, index, check);
  }
}

function checkDepot(carrier: Carrier, index: CountyIndex, check: RowCheck): void {
  const depot = index.sites.get(carrier.depotId);
  if (depot === undefined) return;
  const usable = depot.ownerId === null || depot.ownerId === carrier.id;
  if (depot.tier !== 'county' || !usable) {
    check.fail(
      'depotId',
      'unfit_depot',
      `"${depot.id}" cannot be the depot of "${carrier.id}": it is ${usable ? `of tier ${depot.tier}` : `owned by "${depot.ownerId}"`}.`,
      'Name a county-tier site that the carrier owns or that is public.',
    );
  }
  if (depot.location === null) {
    check.fail(
      'depotId',
      'depot_without_coordinates',
      `The depot "${depot.id}" of "${carrier.id}" has no coordinates, so nothing could be planned for it.`,
      'Give the depot a longitude and latitude.',
    );
  }
}

/** Commodities: names and handling classes. */
export function checkCommodities(rows: readonly DraftRow<Commodity>[], issues: CountyIssueList): void {
  for (const { value, origin } of rows) {
    const check = new RowCheck(issues, origin);
    check.text('id', value.id);
    check.text('name', value.name);
    check.oneOf('handlingClass', value.handlingClass, HANDLING_CLASSES);
  }
}
