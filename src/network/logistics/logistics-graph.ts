import { DirectedGraph } from 'graphology';
import { connectedComponents } from 'graphology-components';
import type { County } from '../../model/county.ts';
import type { Plan } from '../../model/plan.ts';
import type { SiteId } from '../../model/site.ts';
import { collectHierarchyLinks } from './hierarchy-links.ts';
import type { LogisticsLink, LogisticsNode } from './logistics-elements.ts';
import { collectPlanLinks } from './plan-links.ts';

export interface LogisticsGraphAttributes {
  readonly countyCode: string;
  readonly countyName: string;
  /** Name of the plan's scenario; null for the hierarchy of sites. */
  readonly scenario: string | null;
  readonly attributions: readonly string[];
}

export type LogisticsGraph = DirectedGraph<LogisticsNode, LogisticsLink, LogisticsGraphAttributes>;

/**
 * Sites and the links between them. With a plan, links are the legs of its pooled rung (or its last rung) in a
 * mean week, with what they carry; without one, each site hangs on its parent by a straight line that carries the
 * demand of everything below it. Keys and order follow the county, so equal input gives an equal graph.
 */
export function buildLogisticsGraph(county: County, plan: Plan | null): LogisticsGraph {
  const graph: LogisticsGraph = new DirectedGraph({ allowSelfLoops: true });
  graph.replaceAttributes({
    countyCode: county.code,
    countyName: county.name,
    scenario: plan?.scenario.name ?? null,
    attributions: [...new Set([...county.attributions, ...(plan?.attributions ?? [])])],
  });
  addSites(graph, county);
  const links = plan === null ? collectHierarchyLinks(county) : collectPlanLinks(county, plan);
  for (const { fromSiteId, toSiteId, ...link } of links) {
    graph.addDirectedEdgeWithKey(`${link.tier}:${fromSiteId}>${toSiteId}`, fromSiteId, toSiteId, link);
  }
  labelComponents(graph);
  return graph;
}

function addSites(graph: LogisticsGraph, county: County): void {
  const demand = new Map<SiteId, { down: number; up: number }>();
  for (const { siteId, direction, gramsPerWeek } of county.demands) {
    const sums = demand.get(siteId) ?? { down: 0, up: 0 };
    sums[direction] += gramsPerWeek;
    demand.set(siteId, sums);
  }
  for (const site of county.sites) {
    const sums = demand.get(site.id);
    graph.addNode(site.id, {
      name: site.name,
      tier: site.tier,
      ownerId: site.ownerId,
      lon: site.location?.[0] ?? null,
      lat: site.location?.[1] ?? null,
      canTransship: site.canTransship,
      demandDownKg: (sums?.down ?? 0) / 1000,
      demandUpKg: (sums?.up ?? 0) / 1000,
      component: 0,
      degree: 0,
    });
  }
}

function labelComponents(graph: LogisticsGraph): void {
  const components = connectedComponents(graph).sort((a, b) => b.length - a.length);
  components.forEach((sites, component) => {
    for (const site of sites) {
      graph.mergeNodeAttributes(site, { component, degree: graph.degree(site) });
    }
  });
}
