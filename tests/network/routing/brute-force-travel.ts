import type { ProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import type { NetworkPosition } from '../../../src/network/routing/segment-index.ts';

export interface Figure {
  readonly seconds: number;
  readonly metres: number;
}

/** A vehicle at a junction with the directed edges that it came by, latest last. */
interface Vehicle extends Figure {
  readonly junction: number;
  readonly trail: readonly number[];
}

const NEVER: Figure = { seconds: Infinity, metres: Infinity };

/**
 * Fastest figures between positions by following whole trails of edges over the graph, with its barriers and forbidden
 * turns for the profile of index `profile`: nothing of the network's arcs, nodes, accesses or heap is used.
 */
export function travelByBruteForce(
  { graph, forwardKmh, backwardKmh }: ProfileNetwork,
  profile: number,
  positions: readonly NetworkPosition[],
): Figure[][] {
  const { edgeFrom, edgeTo, edgeMetres, turnStart, turnEdges, turnProfiles } = graph;
  const turns = [...turnProfiles.keys()]
    .filter((turn) => (turnProfiles[turn] & (1 << profile)) !== 0)
    .map((turn) => Array.from(turnEdges.subarray(turnStart[turn], turnStart[turn + 1])));
  /** The last edges that a forbidden turn may begin with, at least one. */
  const remember = (trail: readonly number[]) => {
    const matters = (from: number) =>
      turns.some((turn) => trail.slice(from).every((edge, at) => turn[at] === edge));
    const from = [...trail.keys()].find(matters) ?? trail.length;
    return trail.slice(Math.min(from, trail.length - 1));
  };
  const isBarred = (junction: number) => (graph.junctionBarred[junction] & (1 << profile)) !== 0;
  const tailOf = (directed: number) => (directed % 2 === 0 ? edgeFrom : edgeTo)[directed >> 1];
  const headOf = (directed: number) => (directed % 2 === 0 ? edgeTo : edgeFrom)[directed >> 1];
  const speedOf = (directed: number) => (directed % 2 === 0 ? forwardKmh : backwardKmh)[directed >> 1];
  const mayTake = (trail: readonly number[], directed: number) =>
    speedOf(directed) > 0 &&
    !turns.some((turn) => turn.every((edge, at) => [...trail, directed].at(at - turn.length) === edge));
  const drive = (from: Figure, metres: number, directed: number): Figure => ({
    seconds: from.seconds + (metres === 0 ? 0 : (metres * 3.6) / speedOf(directed)),
    metres: from.metres + metres,
  });
  const alongOf = ({ edge, offset }: NetworkPosition, directed: number) =>
    directed % 2 === 0 ? offset : edgeMetres[edge] - offset;

  return positions.map((start) => {
    const found = positions.map((): Figure => NEVER);
    const best = new Map<string, Figure>();
    const waiting: Vehicle[] = [];
    const offer = (vehicle: Vehicle) => {
      const key = `${vehicle.junction}|${vehicle.trail.join(',')}`;
      if (!isBetter(vehicle, best.get(key) ?? NEVER)) return;
      best.set(key, vehicle);
      waiting.push(vehicle);
    };
    const arrive = (directed: number, from: Figure, offset: number) => {
      positions.forEach((end, index) => {
        if (end.edge !== directed >> 1 || alongOf(end, directed) < offset) return;
        const figure = drive(from, alongOf(end, directed) - offset, directed);
        if (isBetter(figure, found[index])) found[index] = figure;
      });
    };
    const zero = { seconds: 0, metres: 0 };
    for (const directed of [start.edge * 2, start.edge * 2 + 1]) {
      const offset = alongOf(start, directed);
      const isAtEnd = offset === edgeMetres[start.edge];
      if (isAtEnd)
        offer({ ...zero, junction: headOf(directed), trail: isBarred(headOf(directed)) ? [directed] : [] });
      if (speedOf(directed) === 0) continue;
      arrive(directed, zero, offset);
      offer({
        ...drive(zero, edgeMetres[start.edge] - offset, directed),
        junction: headOf(directed),
        trail: [directed],
      });
    }
    positions.forEach((end, index) => {
      const isSame = end.edge === start.edge && end.offset === start.offset;
      if (isSame) found[index] = zero;
    });
    while (waiting.length > 0) {
      const [vehicle] = waiting.splice(findLeast(waiting), 1);
      const { junction, trail } = vehicle;
      positions.forEach((end, index) => {
        for (const directed of [end.edge * 2, end.edge * 2 + 1]) {
          const isHere = tailOf(directed) === junction && alongOf(end, directed) === 0;
          const isOpen = !isBarred(junction) || trail.at(-1) === (directed ^ 1);
          if (isHere && isOpen && isBetter(vehicle, found[index])) found[index] = vehicle;
        }
      });
      for (let directed = 0; directed < graph.edgeCount * 2; directed++) {
        if (tailOf(directed) !== junction || !mayTake(trail, directed)) continue;
        if (isBarred(junction) && trail.at(-1) !== (directed ^ 1)) continue;
        arrive(directed, vehicle, 0);
        const next = drive(vehicle, edgeMetres[directed >> 1], directed);
        offer({ ...next, junction: headOf(directed), trail: remember([...trail, directed]) });
      }
    }
    return found;
  });
}

function findLeast(figures: readonly Figure[]): number {
  return figures.reduce((least, figure, index) => (isBetter(figure, figures[least]) ? index : least), 0);
}

function isBetter(a: Figure, b: Figure): boolean {
  return a.seconds < b.seconds || (a.seconds === b.seconds && a.metres < b.metres);
}
