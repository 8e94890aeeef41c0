import type { Metres } from '../../model/units.ts';
import { distanceOf } from '../great-circle.ts';
import type { RoadGraph } from '../roads/road-graph.ts';
import { toPositionAccess } from '../routing/network-access.ts';
import type { PositionAccess } from '../routing/network-access.ts';
import { findTreeWay } from '../routing/position-travel.ts';
import type { ProfileNetwork } from '../routing/profile-network.ts';
import { SegmentIndex } from '../routing/segment-index.ts';
import type { NetworkPosition } from '../routing/segment-index.ts';
import { ShortestPathTree } from '../routing/shortest-path-tree.ts';
import { findDeadEnds } from './dead-ends.ts';
import { describeRoads, wayIdOf } from './describe-roads.ts';
import type {
  AccessStatus,
  DiagnosedPlace,
  NetworkDiagnosis,
  OutsideRoads,
  PlaceAccess,
} from './network-diagnosis.ts';
import { sortRoadParts } from './road-parts.ts';
import type { RoadParts } from './road-parts.ts';
import { findRoadCuts, groupSoleAccesses, listChain } from './sole-access.ts';
import type { MeasuredPlace, RoadCuts } from './sole-access.ts';

export interface DiagnosisOptions {
  /** Places farther from a road than this are off it. */
  readonly maxSnapMetres: Metres;
  /** Findings of one kind at most. */
  readonly maxFindings: number;
}

/** Straight lines shorter than this have no meaningful detour. */
const LEAST_STRAIGHT_METRES: Metres = 100;

/**
 * Looks for what keeps places from being reached, or hangs them on one thread: roads that are not joined, one-ways
 * that trap, ends that nearly meet, and stretches without a way round. The hub is the first place of `hubIds` that is
 * reachable. Cut edges are those of the roads taken as open both ways: losing one closes a road altogether.
 * O((nodes + arcs) log nodes + places x cut edges on their way).
 */
export function diagnoseNetwork(
  network: ProfileNetwork,
  index: SegmentIndex,
  places: readonly DiagnosedPlace[],
  hubIds: readonly string[],
  options: DiagnosisOptions,
): NetworkDiagnosis {
  const { graph } = network;
  const parts = sortRoadParts(network);
  const indexes = { main: index, open: indexOpenRoads(network, parts) };
  const found = places.map((place) => locate(network, indexes, place, options.maxSnapMetres));
  const hub = hubIds
    .map((id) => found.find((each) => each.place.id === id && each.access !== null))
    .find((each) => each !== undefined);
  const cuts = hub?.access ? findRoadCuts(network, parts.isMain, hub.access.position) : null;
  const measured = measurePlaces(network, found, hub?.access ?? null, cuts);
  const soleAccesses = cuts === null ? [] : groupSoleAccesses(graph, cuts, measured);
  const outside = describeOutside(graph, parts, found);
  const ends = findDeadEnds(graph, parts.isOpen);
  return {
    hubId: hub?.place.id ?? null,
    openMetres: sumMetres(graph, parts.isOpen),
    mainMetres: sumMetres(graph, parts.isMain),
    places: measured.map(({ answer }) => answer),
    soleAccesses: soleAccesses.slice(0, options.maxFindings),
    soleAccessCount: soleAccesses.length,
    outsideRoads: outside.slice(0, options.maxFindings),
    outsideCount: outside.length,
    suspiciousEnds: ends
      .toSorted((a, b) => graph.edgeClass[a.edge] - graph.edgeClass[b.edge] || a.edge - b.edge)
      .slice(0, options.maxFindings)
      .map((end) => ({
        kind: end.kind,
        location: end.location,
        wayId: wayIdOf(graph, end.edge),
        name: graph.wayNames[graph.edgeWay[end.edge]],
        otherWayId: end.otherEdge === null ? null : wayIdOf(graph, end.otherEdge),
        gapMetres: end.gapMetres,
      })),
    suspiciousEndCount: ends.length,
  };
}

/** A place with what is known of its roads. */
interface LocatedPlace {
  readonly place: DiagnosedPlace;
  readonly status: AccessStatus;
  readonly snapMetres: Metres | null;
  /** Nearest position on any open road. */
  readonly nearest: NetworkPosition | null;
  readonly access: PositionAccess | null;
}

/** The roads that places are looked up on: those of the main part, and all that are open. */
interface RoadIndexes {
  readonly main: SegmentIndex;
  readonly open: SegmentIndex;
}

function indexOpenRoads(network: ProfileNetwork, { isOpen }: RoadParts): SegmentIndex {
  return new SegmentIndex({ ...network, edgeInPart: isOpen });
}

function locate(
  network: ProfileNetwork,
  indexes: RoadIndexes,
  place: DiagnosedPlace,
  maxSnapMetres: Metres,
): LocatedPlace {
  if (place.location === null) {
    return { place, status: 'no_coordinates', snapMetres: null, nearest: null, access: null };
  }
  const [lon, lat] = place.location;
  const main = indexes.main.findNearest(lon, lat);
  const nearest = indexes.open.findNearest(lon, lat);
  const snapMetres = main?.snapMetres ?? null;
  if (main !== null && main.snapMetres <= maxSnapMetres) {
    const access = toPositionAccess(network, main);
    return { place, status: 'reachable', snapMetres, nearest, access };
  }
  const status = nearest !== null && nearest.snapMetres <= maxSnapMetres ? 'cut_off' : 'off_road';
  return { place, status, snapMetres, nearest, access: null };
}

function measurePlaces(
  network: ProfileNetwork,
  found: readonly LocatedPlace[],
  hub: PositionAccess | null,
  cuts: RoadCuts | null,
): readonly MeasuredPlace[] {
  const tree = new ShortestPathTree(network);
  if (hub !== null) {
    tree.grow(
      hub.departures,
      Uint32Array.from({ length: network.nodeCount }, (_, node) => node),
    );
  }
  return found.map(({ place, status, snapMetres, nearest, access }) => {
    const way = hub === null || access === null ? null : findTreeWay(network, tree, hub, access);
    const chain = cuts === null || access === null ? [] : listChain(network, cuts, access.position);
    const straight = hub && access ? distanceOf(hub.position.location, access.position.location) : 0;
    const cutMetres = chain.reduce((sum, at) => sum + network.graph.edgeMetres[cuts?.edges[at] ?? 0], 0);
    const answer: PlaceAccess = {
      id: place.id,
      status,
      snapMetres,
      nearestRoadMetres: nearest?.snapMetres ?? null,
      metres: way?.metres ?? null,
      seconds: way?.seconds ?? null,
      detourFactor: way !== null && straight >= LEAST_STRAIGHT_METRES ? way.metres / straight : null,
      cutEdges: chain.length,
      cutMetres,
    };
    return { answer, chain };
  });
}

/** Roads with places at them first, then the longest. */
function describeOutside(
  graph: RoadGraph,
  { outside, isMain }: RoadParts,
  found: readonly LocatedPlace[],
): readonly OutsideRoads[] {
  const atEdge = new Map<number, string[]>();
  for (const { place, nearest, status } of found) {
    if (nearest === null || status === 'off_road' || isMain[nearest.edge] === 1) continue;
    atEdge.set(nearest.edge, [...(atEdge.get(nearest.edge) ?? []), place.id]);
  }
  return outside
    .map(({ kind, edges }) => {
      const placeIds = edges.flatMap((edge) => atEdge.get(edge) ?? []);
      return Object.assign(describeRoads(graph, edges), { kind, placeIds });
    })
    .sort((a, b) => b.placeIds.length - a.placeIds.length || b.metres - a.metres);
}

function sumMetres(graph: RoadGraph, chosen: Uint8Array): Metres {
  return graph.edgeMetres.reduce((sum, metres, edge) => sum + (chosen[edge] === 1 ? metres : 0), 0);
}
