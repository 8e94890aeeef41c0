import { setImmediate } from 'node:timers/promises';
import type { LonLat, Metres } from '../model/units.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import type { RoadGraph } from './roads/road-graph.ts';
import type { HierarchyCache } from './routing/hierarchy-cache.ts';
import { toPositionAccess } from './routing/network-access.ts';
import type { PositionAccess } from './routing/network-access.ts';
import { buildPathGeometry } from './routing/path-geometry.ts';
import { buildProfileNetwork } from './routing/profile-network.ts';
import type { ProfileNetwork } from './routing/profile-network.ts';
import { ProfileRouter } from './routing/profile-router.ts';
import { SegmentIndex } from './routing/segment-index.ts';
import type { NetworkPosition } from './routing/segment-index.ts';
import type { MatrixPart } from './travel-matrix.ts';
import type { SnappedPoint, TravelEngine, TravelLeg } from './travel-engine.ts';

export interface RoadEngineOptions {
  /** Points farther from the network than this are off it; 2,000 m when absent. */
  readonly maxSnapMetres?: Metres;
  /** Keeps prepared hierarchies beyond the life of the engine. */
  readonly hierarchies?: HierarchyCache;
}

export const DEFAULT_MAX_SNAP_METRES: Metres = 2_000;

/** Starts, or points, after which a long computation lets other work of the thread go on. */
const STARTS_PER_TURN = 16;

/** A profile's network, its index and its router, built when the profile is first asked for. */
interface ProfileRoads {
  readonly network: ProfileNetwork;
  readonly index: SegmentIndex;
  readonly router: ProfileRouter;
}

/**
 * Travel along a road graph. Points are snapped to the nearest segment of the largest strongly connected part of
 * the profile's roads, so every point on the network reaches every other. Ways are the fastest; their distance is
 * that of the same way. Lines begin and end at the snapped positions; the stretch between a point and its snapped
 * position is in none of the figures.
 */
export function createRoadEngine(graph: RoadGraph, options: RoadEngineOptions = {}): TravelEngine {
  const maxSnapMetres = options.maxSnapMetres ?? DEFAULT_MAX_SNAP_METRES;
  const roads = new Map<TravelProfile, ProfileRoads>();
  const roadsOf = (profile: TravelProfile): ProfileRoads => {
    const known = roads.get(profile);
    if (known !== undefined) return known;
    const network = buildProfileNetwork(graph, profile);
    const router = new ProfileRouter(network, options.hierarchies ?? null);
    const built = { network, index: new SegmentIndex(network), router };
    roads.set(profile, built);
    return built;
  };
  const findPositions = async (
    points: readonly (LonLat | null)[],
    profile: TravelProfile,
  ): Promise<readonly (NetworkPosition | null)[]> => {
    const { index } = roadsOf(profile);
    const pause = createPause();
    const positions: (NetworkPosition | null)[] = [];
    for (const point of points) {
      positions.push(point && index.findNearest(point[0], point[1]));
      await pause();
    }
    return positions;
  };
  const locate = async (
    points: readonly LonLat[],
    profile: TravelProfile,
    part?: MatrixPart,
  ): Promise<readonly (PositionAccess | null)[]> => {
    const wanted = part && new Set([...part.rows, ...part.columns]);
    const sought = points.map((point, at) => (wanted?.has(at) === false ? null : point));
    return (await findPositions(sought, profile)).map((position) =>
      isNear(position, maxSnapMetres) ? toPositionAccess(roadsOf(profile).network, position) : null,
    );
  };
  return {
    name: 'roads/2',
    estimated: false,
    attributions: graph.attributions,
    snap: async (points, profile) =>
      (await findPositions(points, profile)).map((position) => toSnapped(position, maxSnapMetres)),
    matrix: async (points, profile, part) =>
      await roadsOf(profile).router.matrix(await locate(points, profile, part), createPause(), part),
    legs: async (pairs, profile) =>
      await findLegs(roadsOf(profile), pairs, await locate(pairs.flat(), profile)),
  };
}

function isNear(position: NetworkPosition | null, maxSnapMetres: Metres): position is NetworkPosition {
  return position !== null && position.snapMetres <= maxSnapMetres;
}

function toSnapped(position: NetworkPosition | null, maxSnapMetres: Metres): SnappedPoint {
  return {
    location: isNear(position, maxSnapMetres) ? position.location : null,
    snapMetres: position?.snapMetres ?? Infinity,
  };
}

/** Hands the thread over after every few calls. */
function createPause(): () => Promise<void> {
  let starts = 0;
  return async () => {
    if (++starts % STARTS_PER_TURN === 0) await setImmediate();
  };
}

/** Legs of all pairs, one search per distinct start; `positions` holds start and end of each pair in turn. */
async function findLegs(
  { network, router }: ProfileRoads,
  pairs: readonly (readonly [LonLat, LonLat])[],
  positions: readonly (PositionAccess | null)[],
): Promise<readonly TravelLeg[]> {
  const legs: TravelLeg[] = pairs.map(([from, to]) => ({
    metres: Infinity,
    seconds: Infinity,
    line: [from, to],
  }));
  const pause = createPause();
  for (const group of groupByStart(pairs)) {
    const start = positions[group[0] * 2];
    const reached = group.filter((pair) => positions[pair * 2 + 1] !== null);
    const ends = reached.map((pair) => positions[pair * 2 + 1] as PositionAccess);
    if (start === null) continue;
    const ways = await router.findWays(start, ends, pause);
    ways.forEach((way, index) => {
      const line = buildPathGeometry(network, way, start, ends[index]);
      legs[reached[index]] = { metres: way.metres, seconds: way.seconds, line };
    });
    await pause();
  }
  return legs;
}

function groupByStart(pairs: readonly (readonly [LonLat, LonLat])[]): Iterable<readonly number[]> {
  const groups = new Map<string, number[]>();
  pairs.forEach(([from], pair) => {
    const key = `${from[0]},${from[1]}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pair]);
    else group.push(pair);
  });
  return groups.values();
}
