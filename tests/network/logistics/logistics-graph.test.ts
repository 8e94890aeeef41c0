import { DirectedGraph, MultiDirectedGraph } from 'graphology';
import { parse as parseGexf } from 'graphology-gexf';
import { parse as parseGraphMl } from 'graphology-graphml';
import { describe, expect, test } from 'vitest';
import type { County } from '../../../src/model/county.ts';
import { toGexf, toGraphJson, toGraphMl } from '../../../src/network/logistics/logistics-graph-formats.ts';
import { buildLogisticsGraph } from '../../../src/network/logistics/logistics-graph.ts';
import { smallCounty, smallPlan } from '../../geojson/small-plan.ts';

const WITH_PLAN = buildLogisticsGraph(smallCounty, smallPlan);
const HIERARCHY = buildLogisticsGraph(smallCounty, null);

const DESCRIPTION = '小样县 999002, all together. © OpenStreetMap contributors, ODbL 1.0';

/** A name that XML must escape, and a character that it cannot hold at all. */
const NASTY: County = {
  ...smallCounty,
  sites: smallCounty.sites.map((site) => (site.id === 'V1' ? { ...site, name: `<"西"&'岭'>\u0007` } : site)),
};

describe('logistics graph of a plan', () => {
  test('links carry the week of the pooled rung: what is aboard on each leg, by direction', () => {
    const links = WITH_PLAN.mapEdges((key, { downKg, upKg, runsPerWeek }) => [
      key,
      downKg,
      upKg,
      runsPerWeek,
    ]);
    expect(links).toEqual([
      ['trunk:W>S', 42, 0, 2],
      ['trunk:S>W', 0, 21, 2],
      ['village:S>V1', 42, 0, 2],
      ['village:V1>S', 0, 0, 2],
      ['village:S>V2', 0, 0, 2],
      ['village:V2>S', 0, 21, 2],
    ]);
  });

  test('costs of the links sum to the costs of the routes to the fen', () => {
    const routes = smallPlan.rungs[1].coalitions[0].days.flatMap((day) =>
      day.routes.map(
        (route) => (route.vehicleDayFen + route.distanceFen + route.driverTimeFen) * day.weekdays.length,
      ),
    );
    const total = WITH_PLAN.reduceEdges((sum, _, { costFen }) => sum + (costFen ?? 0), 0);
    expect(total).toBe(routes.reduce((sum, fen) => sum + fen, 0));
    expect(WITH_PLAN.everyEdge((_, { costFen }) => Number.isInteger(costFen))).toBe(true);
  });

  test('a pool that stayed apart shows the routes of its parts', () => {
    const apart = { ...smallPlan, rungs: smallPlan.rungs.slice(0, 1) };
    expect(buildLogisticsGraph(smallCounty, apart).edges()).toEqual(WITH_PLAN.edges());
  });

  test('a village that no trip visits is a part of its own', () => {
    expect(WITH_PLAN.getNodeAttributes('V3')).toMatchObject({ component: 1, degree: 0, lon: null });
    expect(WITH_PLAN.getNodeAttributes('S')).toMatchObject({ component: 0, degree: 6, tier: 'township' });
  });
});

describe('logistics graph without a plan', () => {
  test('each site hangs on its parent, with the demand of all below and the straight line', () => {
    expect(HIERARCHY.edges()).toEqual([
      'hierarchy:W>S',
      'hierarchy:S>V1',
      'hierarchy:S>V2',
      'hierarchy:S>V3',
    ]);
    expect(HIERARCHY.getEdgeAttributes('hierarchy:W>S')).toEqual({
      tier: 'hierarchy',
      metres: 9630,
      seconds: null,
      downKg: 63,
      upKg: 21,
      runsPerWeek: null,
      costFen: null,
    });
    expect(HIERARCHY.getEdgeAttribute('hierarchy:S>V3', 'metres')).toBe(null);
  });

  test('sites that are each the other’s parent do not hang it', () => {
    const sites = smallCounty.sites.map((site) => (site.id === 'W' ? { ...site, parentId: 'S' } : site));
    const ring = buildLogisticsGraph({ ...smallCounty, sites }, null);
    expect(ring.getEdgeAttribute('hierarchy:S>W', 'downKg')).toBe(63);
  });
});

describe('formats of the logistics graph', () => {
  test('JSON imports into an equal graph', () => {
    const copy = DirectedGraph.from(structuredClone(toGraphJson(WITH_PLAN)));
    expect(copy.export()).toEqual(WITH_PLAN.export());
  });

  test('GraphML is read back by another library with every figure and name', () => {
    const graph = buildLogisticsGraph(NASTY, smallPlan);
    const copy = parseGraphMl(MultiDirectedGraph, toGraphMl(graph));
    expect(copy.getAttribute('description')).toBe(DESCRIPTION);
    expect(copy.nodes()).toEqual(graph.nodes());
    expect(copy.getNodeAttribute('V1', 'name')).toBe(`<"西"&'岭'>`);
    expect(copy.getNodeAttribute('V1', 'canTransship')).toBe(false);
    expect(copy.getNodeAttribute('V3', 'lon')).toBeUndefined();
    const flows = (all: typeof copy) =>
      all.mapEdges((_, { downKg, costFen }, from, to) => [from, to, downKg, costFen]);
    expect(flows(copy)).toEqual(flows(graph as never));
  });

  test('GEXF is read back with labels, places and figures, and holds no date', () => {
    const text = toGexf(buildLogisticsGraph(NASTY, smallPlan));
    const copy = parseGexf(DirectedGraph, text);
    expect(text).not.toMatch(/lastmodified/);
    expect(copy.getAttribute('description')).toBe(DESCRIPTION);
    expect(copy.getNodeAttributes('V1')).toMatchObject({ label: `<"西"&'岭'>`, x: 100.2, tier: 'village' });
    expect(copy.getEdgeAttributes('trunk:S>W')).toMatchObject({ upKg: 21, weight: 21 });
    expect(toGexf(HIERARCHY)).toContain('hierarchy');
  });
});
