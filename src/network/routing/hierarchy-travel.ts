import { createEmptyMatrix, wholeMatrix } from '../travel-matrix.ts';
import type { MatrixPart, TravelMatrix } from '../travel-matrix.ts';
import { unpackArc } from './contraction-hierarchy.ts';
import type { ContractionHierarchy } from './contraction-hierarchy.ts';
import { findDirectWay } from './network-access.ts';
import type { PositionAccess } from './network-access.ts';
import type { ProfileNetwork } from './profile-network.ts';
import { TargetBucketWriter } from './target-buckets.ts';
import type { TargetBuckets } from './target-buckets.ts';
import type { NetworkWay } from './network-way.ts';
import { UpwardSearch } from './upward-search.ts';

/**
 * As `computeTravelMatrix`, entry for entry, by a hierarchy of the network: one search up from each target that
 * leaves its figures in buckets, one up from each start that reads them (Knopp, Sanders, Schultes, Schulz, Wagner
 * 2007, "Computing many-to-many shortest paths using highway hierarchies").
 */
export async function computeHierarchyMatrix(
  network: ProfileNetwork,
  hierarchy: ContractionHierarchy,
  positions: readonly (PositionAccess | null)[],
  pause: () => Promise<void>,
  part: MatrixPart = wholeMatrix(positions.length),
): Promise<TravelMatrix> {
  const { size, distances, durations } = createEmptyMatrix(positions.length);
  const search = new UpwardSearch(hierarchy);
  const buckets = await fillBuckets(hierarchy, search, positions, part.columns, pause);
  for (const from of part.rows) {
    const start = positions[from];
    if (start !== null) {
      const rowSeconds = durations.subarray(from * size, (from + 1) * size);
      const rowMetres = distances.subarray(from * size, (from + 1) * size);
      search.run(start.departures, 'forward');
      readBuckets(search, buckets, rowSeconds, rowMetres);
      takeDirectWays(network, start, positions, part.columns, rowSeconds, rowMetres);
      await pause();
    }
  }
  return { size, distances, durations };
}

async function fillBuckets(
  hierarchy: ContractionHierarchy,
  search: UpwardSearch,
  positions: readonly (PositionAccess | null)[],
  columns: readonly number[],
  pause: () => Promise<void>,
): Promise<TargetBuckets> {
  const writer = new TargetBucketWriter();
  for (const to of columns) {
    const end = positions[to];
    if (end === null) continue;
    search.run(end.arrivals, 'backward');
    writer.add(search, to);
    await pause();
  }
  return writer.toBuckets(hierarchy.nodeCount);
}

function readBuckets(
  search: UpwardSearch,
  { first, target, seconds, metres }: TargetBuckets,
  rowSeconds: Float64Array,
  rowMetres: Float64Array,
): void {
  for (let at = 0; at < search.touchedCount; at++) {
    const rank = search.touched[at];
    if (search.isStalled[rank] === 1) continue;
    const upSeconds = search.seconds[rank];
    const upMetres = search.metres[rank];
    const end = first[rank + 1];
    for (let entry = first[rank]; entry < end; entry++) {
      const to = target[entry];
      const time = upSeconds + seconds[entry];
      if (time > rowSeconds[to]) continue;
      const length = upMetres + metres[entry];
      if (time === rowSeconds[to] && length >= rowMetres[to]) continue;
      rowSeconds[to] = time;
      rowMetres[to] = length;
    }
  }
}

function takeDirectWays(
  network: ProfileNetwork,
  start: PositionAccess,
  positions: readonly (PositionAccess | null)[],
  columns: readonly number[],
  rowSeconds: Float64Array,
  rowMetres: Float64Array,
): void {
  for (const to of columns) {
    const end = positions[to];
    if (end === null || end.position.edge !== start.position.edge) continue;
    const way = findDirectWay(network, start.position, end.position);
    if (way === null || way.seconds > rowSeconds[to]) continue;
    if (way.seconds === rowSeconds[to] && way.metres > rowMetres[to]) continue;
    rowSeconds[to] = way.seconds;
    rowMetres[to] = way.metres;
  }
}

/** Finds single ways by a hierarchy. */
export class HierarchyWayFinder {
  readonly #network: ProfileNetwork;
  readonly #hierarchy: ContractionHierarchy;
  readonly #forward: UpwardSearch;
  readonly #backward: UpwardSearch;

  constructor(network: ProfileNetwork, hierarchy: ContractionHierarchy) {
    this.#network = network;
    this.#hierarchy = hierarchy;
    this.#forward = new UpwardSearch(hierarchy);
    this.#backward = new UpwardSearch(hierarchy);
  }

  /** Searches from a start; `findWay` then gives ways from it. */
  startFrom(start: PositionAccess): void {
    this.#forward.run(start.departures, 'forward');
  }

  /** Fastest way from the start to a position, of equally fast ones the shortest; null when there is none. */
  findWay(start: PositionAccess, end: PositionAccess): NetworkWay | null {
    this.#backward.run(end.arrivals, 'backward');
    const meeting = this.#findMeeting();
    const direct = findDirectWay(this.#network, start.position, end.position);
    const seconds = meeting < 0 ? Infinity : this.#forward.seconds[meeting] + this.#backward.seconds[meeting];
    const metres = meeting < 0 ? Infinity : this.#forward.metres[meeting] + this.#backward.metres[meeting];
    const goesDirect =
      direct !== null &&
      (direct.seconds < seconds || (direct.seconds === seconds && direct.metres <= metres));
    if (goesDirect) return { ...direct, departure: -1, arcs: [], arrival: -1 };
    return meeting < 0 ? null : { seconds, metres, ...this.#trace(meeting) };
  }

  #findMeeting(): number {
    const { seconds, metres } = this.#forward;
    const { touched, touchedCount, seconds: backSeconds, metres: backMetres } = this.#backward;
    let best = -1;
    let bestSeconds = Infinity;
    let bestMetres = Infinity;
    for (let at = 0; at < touchedCount; at++) {
      const rank = touched[at];
      const time = seconds[rank] + backSeconds[rank];
      const length = metres[rank] + backMetres[rank];
      if (time > bestSeconds || time === Infinity || (time === bestSeconds && length >= bestMetres)) continue;
      best = rank;
      bestSeconds = time;
      bestMetres = length;
    }
    return best;
  }

  #trace(meeting: number): Pick<NetworkWay, 'departure' | 'arcs' | 'arrival'> {
    const ups: number[] = [];
    const departure = traceDown(this.#forward, meeting, ups);
    const downs: number[] = [];
    const arrival = traceDown(this.#backward, meeting, downs);
    const arcs: number[] = [];
    for (const arc of ups.toReversed()) unpackArc(this.#hierarchy, arc, arcs);
    for (const arc of downs) unpackArc(this.#hierarchy, arc, arcs);
    return { departure, arcs, arrival };
  }
}

/** Arcs from a rank down to where the search began; returns the access that it began with. */
function traceDown({ parentArc, parentRank }: UpwardSearch, top: number, arcs: number[]): number {
  let rank = top;
  while (parentArc[rank] >= 0) {
    arcs.push(parentArc[rank]);
    rank = parentRank[rank];
  }
  return -1 - parentArc[rank];
}
