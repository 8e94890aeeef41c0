import type { DraftRow } from '../county-draft.ts';
import type { CountyIssueList } from '../county-issue-list.ts';
import { type Site, TIERS } from '../site.ts';
import type { CountyIndex } from './county-index.ts';
import { RowCheck } from './row-check.ts';

const MAX_FEN = 1e12;
const MAX_AMOUNT = 1e12;

/** Sites: names, tiers, parents one tier up, positions on the globe, owners, terms and times in range. */
export function checkSites(
  rows: readonly DraftRow<Site>[],
  index: CountyIndex,
  issues: CountyIssueList,
): void {
  for (const { value, origin } of rows) {
    const check = new RowCheck(issues, origin);
    check.text('id', value.id);
    check.text('name', value.name);
    check.oneOf('tier', value.tier, TIERS);
    checkParent(value, index, check);
    checkLocation(value, check);
    if (value.ownerId !== null) check.reference('ownerId', 'carrier', value.ownerId, index.carriers);
    checkTerms(value, check);
  }
}

function checkParent(site: Site, index: CountyIndex, check: RowCheck): void {
  if (site.parentId === null) return;
  if (!check.reference('parentId', 'site', site.parentId, index.sites)) return;
  const parent = index.sites.get(site.parentId);
  if (parent === undefined || TIERS.indexOf(parent.tier) < TIERS.indexOf(site.tier)) return;
  check.fail(
    'parentId',
    'parent_not_above',
    `The parent "${site.parentId}" of "${site.id}" is of tier ${parent.tier}, not above ${site.tier}.`,
    'Name the township of a village, or the county site of a township.',
  );
}

function checkLocation(site: Site, check: RowCheck): void {
  if (site.location === null) return;
  check.number('lon', site.location[0], -180, 180);
  check.number('lat', site.location[1], -85, 85);
}

function checkTerms(site: Site, check: RowCheck): void {
  const { terms } = site;
  check.integer('fixedFenPerDay', terms.fixedFenPerDay, 0, MAX_FEN);
  check.integer('handlingFenPerParcel', terms.handlingFenPerParcel, 0, MAX_FEN);
  check.integer('handlingFenPerTonne', terms.handlingFenPerTonne, 0, MAX_FEN);
  const { capacityGramsPerDay: grams, capacityLitresPerDay: litres } = terms;
  if (grams !== null) check.integer('capacityGramsPerDay', grams, 0, MAX_AMOUNT);
  if (litres !== null) check.integer('capacityLitresPerDay', litres, 0, MAX_AMOUNT);
  check.integer('serviceSeconds', site.serviceSeconds, 0, 86_400);
  check.integer('dispatchSeconds', site.dispatchSeconds, 0, 86_400);
  if (site.tier === 'village' && site.canTransship) {
    check.fail(
      'canTransship',
      'village_cannot_transship',
      `"${site.id}" is a village and cannot be a place of transshipment.`,
      'Make it a township site, or set the column to no.',
    );
  }
}
