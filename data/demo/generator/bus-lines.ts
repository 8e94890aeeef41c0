import type { SiteId } from '../../../src/model/site.ts';
import type { Weekday } from '../../../src/model/units.ts';
import type { DemoSites } from './demo-sites.ts';
import type { RoadBuilder } from './road-builder.ts';
import { listNeighbours, type Terrain } from './terrain.ts';

export interface DemoLine {
  readonly id: string;
  readonly name: string;
  readonly weekdays: readonly Weekday[];
  readonly stops: readonly {
    readonly siteId: SiteId;
    readonly arrival: number;
    readonly departure: number;
  }[];
}

const DEPOT_ID = 'D-bus';
const HALT_SECONDS = 120;
/** Buses stop for passengers between the stops listed. */
const SLOWNESS = 1.25;

/** Bus lines from the bus station to each of these stations, halting at the villages and stations on the way. */
export function buildBusLines(
  terrain: Terrain,
  demo: DemoSites,
  roads: RoadBuilder,
  stationIds: readonly string[],
): readonly DemoLine[] {
  const depot = getNode(demo, DEPOT_ID);
  const { seconds, pathTo } = roads.searchRoads(depot);
  return stationIds.map((stationId, at) => {
    const path = pathTo(getNode(demo, stationId));
    const onPath = new Set(path.flatMap((node) => listNeighbours(terrain, node)));
    const halts = demo.sites
      .filter((site) => site.ownerId === null && site.tier !== 'county' && site.location !== null)
      .map((site) => ({ site, node: getNode(demo, site.id) }))
      .filter(({ node }) => onPath.has(node))
      .sort((a, b) => seconds[a.node] - seconds[b.node]);
    const start = 6 * 3_600 + 1_800 + at * 600;
    const stops = [{ siteId: DEPOT_ID, arrival: start, departure: start }];
    for (const { site, node } of halts) {
      const arrival = roundToMinute(start + seconds[node] * SLOWNESS + (stops.length - 1) * HALT_SECONDS);
      stops.push({ siteId: site.id, arrival, departure: arrival + HALT_SECONDS });
    }
    const end = demo.sites.find((site) => site.id === stationId);
    return {
      id: `L${at + 1}`,
      name: `县城—${end?.name.replace('共配站', '') ?? stationId}`,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      stops,
    };
  });
}

function getNode(demo: DemoSites, siteId: string): number {
  const node = demo.nodeOf.get(siteId);
  if (node === undefined) throw new Error(`site ${siteId} stands nowhere`);
  return node;
}

function roundToMinute(seconds: number): number {
  return Math.round(seconds / 60) * 60;
}
