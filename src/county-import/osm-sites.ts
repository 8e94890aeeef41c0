import type { DraftRow, RowOrigin } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { Site, Tier } from '../model/site.ts';
import type { LonLat } from '../model/units.ts';
import { distanceOf } from '../network/great-circle.ts';
import type { OsmPlace, PlaceKind } from '../network/osm/osm-places.ts';
import { getSiteDefaults, type SiteRole } from './default-rates.ts';

const RANK: Readonly<Record<PlaceKind, number>> = { city: 3, town: 2, village: 1, hamlet: 0 };
/** With fewer towns than one per so many places, the largest villages serve as townships too. */
const PLACES_PER_TOWNSHIP = 14;

/**
 * Sites from the place nodes of an OpenStreetMap file: a county warehouse in the largest, most central place; that
 * place, the towns and, where these are few, the most important villages as townships; all others as villages of
 * the nearest township. Every place becomes a site. O(places x townships).
 */
export function buildOsmSites(
  places: readonly OsmPlace[],
  file: string,
  issues: CountyIssueList,
): readonly DraftRow<Site>[] {
  const origin: RowOrigin = { file, row: null };
  const ranked = rankPlaces(places);
  const seat = ranked[0];
  const townships = chooseTownships(ranked);
  const chosen = new Set(townships);
  issues.addWarning(
    {
      code: 'sites_from_map',
      message: `The sites are the ${places.length} place nodes of "${file}": "${nameOf(seat)}" as county seat with an assumed warehouse, ${townships.length} townships, and villages of the nearest of these.`,
      remedy: "Give sites.csv with the county's own tiers.",
    },
    origin,
  );
  const warehouse = buildSite('W1', `${nameOf(seat)} 县级统仓`, 'county', 'warehouse', null, seat.location);
  const settlements = places.map((place) => {
    if (chosen.has(place)) return toSite(place, 'township', 'station', warehouse.id);
    return toSite(place, 'village', 'village', toId(findNearest(place, townships)));
  });
  return [warehouse, ...settlements].map((value) => ({ value, origin }));
}

/** By importance, then population, then nearness to the middle. */
function rankPlaces(places: readonly OsmPlace[]): readonly OsmPlace[] {
  const middle: LonLat = [
    mean(places.map((place) => place.location[0])),
    mean(places.map((place) => place.location[1])),
  ];
  return places.toSorted(
    (a, b) =>
      RANK[b.place] - RANK[a.place] ||
      (b.population ?? 0) - (a.population ?? 0) ||
      distanceOf(a.location, middle) - distanceOf(b.location, middle),
  );
}

function chooseTownships(ranked: readonly OsmPlace[]): readonly OsmPlace[] {
  const towns = ranked.filter((place) => RANK[place.place] >= RANK.town).length;
  const wanted = Math.ceil(ranked.length / PLACES_PER_TOWNSHIP);
  const villages = ranked.filter((place) => RANK[place.place] >= RANK.village).length;
  return ranked.slice(0, Math.max(1, towns, Math.min(wanted, villages)));
}

function findNearest(place: OsmPlace, townships: readonly OsmPlace[]): OsmPlace {
  return townships.reduce((best, township) =>
    distanceOf(township.location, place.location) < distanceOf(best.location, place.location)
      ? township
      : best,
  );
}

function toSite(place: OsmPlace, tier: Tier, role: SiteRole, parentId: string): Site {
  return buildSite(toId(place), nameOf(place), tier, role, parentId, place.location);
}

function buildSite(
  id: string,
  name: string,
  tier: Tier,
  role: SiteRole,
  parentId: string | null,
  location: LonLat,
): Site {
  return {
    id,
    name,
    tier,
    parentId,
    location,
    ownerId: null,
    canTransship: tier !== 'village',
    ...getSiteDefaults(role),
    urbanRuralCode: null,
  };
}

function toId(place: OsmPlace): string {
  return `osm-${place.id}`;
}

function nameOf(place: OsmPlace): string {
  return place.name.trim() === '' ? `OSM ${place.id}` : place.name.trim().slice(0, 200);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
