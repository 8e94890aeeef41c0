import type { DraftRow, RowOrigin } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { Site } from '../model/site.ts';
import type { LonLat } from '../model/units.ts';
import { distanceOf } from '../network/great-circle.ts';
import { isInsideRing } from './boundary.ts';

/** Farther from its township than this, a village is likely misplaced. */
const FAR_FROM_TOWNSHIP_METRES = 30_000;
/** Farther from the middle of all sites than this, a site is likely in another county. */
const FAR_FROM_COUNTY_METRES = 150_000;
const URBAN_CLASSES = new Set(['111', '112']);
const COMMUNITY = /(社区|居委会|居民委员会)$/;
const PSEUDO_TOWNSHIP =
  /(林业局|林场|农场|牧场|渔场|原种场|良种场|茶场|园艺场|开发区|管理区|工业园区?|产业园区?|园区|石油管理局|管理局|管委会|示范区|集中区)$/;

/**
 * Warns of what is odd about the places of a county, and changes nothing: shared points, repeated names, villages
 * far from their township, sites outside the boundary or far from all others, urban communities among the villages,
 * and townships that are no townships. O(n).
 */
export function reportPlaceFindings(
  rows: readonly DraftRow<Site>[],
  boundary: readonly LonLat[] | null,
  issues: CountyIssueList,
): void {
  reportSharedPoints(rows, issues);
  reportSharedNames(rows, issues);
  reportFarVillages(rows, issues);
  reportOutsiders(rows, boundary, issues);
  reportFarSites(rows, issues);
  reportKinds(rows, issues);
}

function reportSharedPoints(rows: readonly DraftRow<Site>[], issues: CountyIssueList): void {
  const villages = rows.filter(({ value }) => value.tier === 'village' && value.location !== null);
  for (const group of Map.groupBy(villages, ({ value }) => String(value.location)).values()) {
    if (group.length < 2) continue;
    for (const { value, origin } of group.slice(1)) {
      warn(issues, origin, 'lon', {
        code: 'shared_point',
        message: `"${value.name}" stands at the same point as "${group[0].value.name}".`,
        remedy: "Check both positions; one may be the township's or a default of the geocoder.",
      });
    }
  }
}

function reportSharedNames(rows: readonly DraftRow<Site>[], issues: CountyIssueList): void {
  const villages = rows.filter(({ value }) => value.tier === 'village');
  for (const group of Map.groupBy(villages, ({ value }) => value.name).values()) {
    for (const { value, origin } of group.slice(1)) {
      warn(issues, origin, 'name', {
        code: 'shared_name',
        message: `"${value.name}" is the name of ${group.length} villages (${group.map((row) => row.value.id).join(', ')}).`,
        remedy: 'Nothing has to be done; mind that a geocoder may have taken one for another.',
      });
    }
  }
}

function reportFarVillages(rows: readonly DraftRow<Site>[], issues: CountyIssueList): void {
  const byId = new Map(rows.map(({ value }) => [value.id, value]));
  for (const { value, origin } of rows) {
    const parent = byId.get(value.parentId ?? '');
    if (value.tier !== 'village' || value.location === null || !parent?.location) continue;
    const metres = distanceOf(value.location, parent.location);
    if (metres <= FAR_FROM_TOWNSHIP_METRES) continue;
    warn(issues, origin, 'lon', {
      code: 'far_from_township',
      message: `"${value.name}" lies ${(metres / 1_000).toFixed(1)} km from its township "${parent.name}".`,
      remedy: 'Check its coordinates; a geocoder may have found another village of that name.',
    });
  }
}

function reportOutsiders(
  rows: readonly DraftRow<Site>[],
  boundary: readonly LonLat[] | null,
  issues: CountyIssueList,
): void {
  if (boundary === null) return;
  for (const { value, origin } of rows) {
    if (value.location === null || isInsideRing(value.location, boundary)) continue;
    warn(issues, origin, 'lon', {
      code: 'outside_boundary',
      message: `"${value.name}" lies outside the county's boundary.`,
      remedy: 'Check its coordinates and the coordinate system of the file.',
    });
  }
}

function reportFarSites(rows: readonly DraftRow<Site>[], issues: CountyIssueList): void {
  const middle = findMiddle(rows);
  if (middle === null) return;
  for (const { value, origin } of rows) {
    if (value.location === null) continue;
    const metres = distanceOf(value.location, middle);
    if (metres <= FAR_FROM_COUNTY_METRES) continue;
    warn(issues, origin, 'lon', {
      code: 'far_from_county',
      message: `"${value.name}" lies ${Math.round(metres / 1_000)} km from the middle of the county.`,
      remedy: 'Check its coordinates.',
    });
  }
}

/** Median longitude and latitude, which a few strays do not move. */
function findMiddle(rows: readonly DraftRow<Site>[]): LonLat | null {
  const located = rows.flatMap(({ value }) => (value.location === null ? [] : [value.location]));
  if (located.length === 0) return null;
  const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];
  return [median(located.map(([lon]) => lon)), median(located.map(([, lat]) => lat))];
}

function reportKinds(rows: readonly DraftRow<Site>[], issues: CountyIssueList): void {
  for (const { value, origin } of rows) {
    const urban = URBAN_CLASSES.has(value.urbanRuralCode ?? '') || COMMUNITY.test(value.name);
    if (value.tier === 'village' && urban) {
      warn(issues, origin, 'urbanRuralCode', {
        code: 'urban_community',
        message: `"${value.name}" is an urban community; it is planned as a village.`,
        remedy: "Remove it if the town's own delivery serves it.",
      });
    }
    if (value.tier === 'township' && PSEUDO_TOWNSHIP.test(value.name)) {
      warn(issues, origin, 'name', {
        code: 'pseudo_township',
        message: `"${value.name}" is listed as a township but is an estate, park or bureau.`,
        remedy: 'Move its villages to a township if it has no station.',
      });
    }
  }
}

function warn(
  issues: CountyIssueList,
  origin: RowOrigin,
  field: string,
  text: { readonly code: string; readonly message: string; readonly remedy: string },
): void {
  issues.addWarning(text, origin, field);
}
