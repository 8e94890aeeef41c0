import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { Site } from '../model/site.ts';
import type { RoadGraph } from '../network/roads/road-graph.ts';

/** About two kilometres: a site this far outside the roads' extent may still stand at one of them. */
const MARGIN_E7 = 0.02 * 1e7;

/** Warns of sites beyond the extent of the road file, which is what a wrong extract or coordinate system looks like. */
export function reportSitesOffMap(sites: readonly Site[], roads: RoadGraph, issues: CountyIssueList): void {
  const [west, east] = findRange(roads.shapeLonE7);
  const [south, north] = findRange(roads.shapeLatE7);
  const off = sites.filter(({ location }) => {
    if (location === null) return false;
    const [lon, lat] = [location[0] * 1e7, location[1] * 1e7];
    return (
      lon < west - MARGIN_E7 || lon > east + MARGIN_E7 || lat < south - MARGIN_E7 || lat > north + MARGIN_E7
    );
  });
  if (off.length === 0) return;
  const names = off.slice(0, 5).map((site) => `"${site.name}"`);
  issues.addWarning({
    code: 'sites_off_map',
    message: `${off.length} of ${sites.length} sites lie beyond the extent of the road file, e.g. ${names.join(', ')}.`,
    remedy: 'Check that the roads cover the county, and the coordinate system of the sites.',
  });
}

function findRange(values: Int32Array): readonly [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
