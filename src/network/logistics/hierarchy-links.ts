import type { County } from '../../model/county.ts';
import type { Site, SiteId } from '../../model/site.ts';
import { distanceOf } from '../great-circle.ts';
import type { LinkRecord } from './logistics-elements.ts';

interface Flow {
  downGrams: number;
  upGrams: number;
}

/** Links from each parent to its children, with straight-line length and the demand of everything below. */
export function collectHierarchyLinks(county: County): readonly LinkRecord[] {
  const sites = new Map(county.sites.map((site) => [site.id, site]));
  const flows = sumDemandUpward(county, sites);
  const links: LinkRecord[] = [];
  for (const site of county.sites) {
    const parent = site.parentId === null ? undefined : sites.get(site.parentId);
    if (parent === undefined || parent === site) continue;
    const flow = flows.get(site.id);
    links.push({
      fromSiteId: parent.id,
      toSiteId: site.id,
      tier: 'hierarchy',
      metres:
        parent.location && site.location ? Math.round(distanceOf(parent.location, site.location)) : null,
      seconds: null,
      downKg: (flow?.downGrams ?? 0) / 1000,
      upKg: (flow?.upGrams ?? 0) / 1000,
      runsPerWeek: null,
      costFen: null,
    });
  }
  return links;
}

/** Demand of each site and of all below it; a parent that repeats on the way up ends the climb. */
function sumDemandUpward(county: County, sites: ReadonlyMap<SiteId, Site>): ReadonlyMap<SiteId, Flow> {
  const flows = new Map<SiteId, Flow>();
  for (const { siteId, direction, gramsPerWeek } of county.demands) {
    const seen = new Set<SiteId>();
    let at: SiteId | null = siteId;
    while (at !== null && !seen.has(at)) {
      seen.add(at);
      const flow = flows.get(at) ?? { downGrams: 0, upGrams: 0 };
      if (direction === 'down') flow.downGrams += gramsPerWeek;
      else flow.upGrams += gramsPerWeek;
      flows.set(at, flow);
      at = sites.get(at)?.parentId ?? null;
    }
  }
  return flows;
}
