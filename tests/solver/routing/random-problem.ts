import type { TimeWindow } from '../../../src/model/units.ts';
import type { TravelMatrix } from '../../../src/network/travel-matrix.ts';
import type {
  Base,
  Client,
  RoutingProblem,
  RoutingVehicleType,
} from '../../../src/solver/routing/problem.ts';

/** Which features a random problem has; all of them when a name is absent. */
export interface ProblemFeatures {
  readonly pickups: boolean;
  readonly windows: boolean;
  readonly severalWindows: boolean;
  readonly durationCost: boolean;
  readonly mixedFleet: boolean;
  readonly severalBases: boolean;
  readonly severalTrips: boolean;
  readonly release: boolean;
  readonly limits: boolean;
  readonly classes: boolean;
  readonly prizes: boolean;
  readonly groups: boolean;
  readonly deliveriesFirst: boolean;
  readonly openEnds: boolean;
  readonly scarce: boolean;
  readonly asymmetric: boolean;
  readonly unreachable: boolean;
  readonly leastFleet: boolean;
  readonly fewestFirst: boolean;
}

export const NO_FEATURES: ProblemFeatures = {
  pickups: false,
  windows: false,
  severalWindows: false,
  durationCost: false,
  mixedFleet: false,
  severalBases: false,
  severalTrips: false,
  release: false,
  limits: false,
  classes: false,
  prizes: false,
  groups: false,
  deliveriesFirst: false,
  openEnds: false,
  scarce: false,
  asymmetric: false,
  unreachable: false,
  leastFleet: false,
  fewestFirst: false,
};

export const FEATURE_NAMES = Object.keys(NO_FEATURES) as readonly (keyof ProblemFeatures)[];

/** Deterministic uniform numbers in [0, 1) (mulberry32). */
export function uniformFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A random routing problem with the features asked for; the same arguments give the same problem. */
export function randomProblem(seed: number, clients: number, features: ProblemFeatures): RoutingProblem {
  const random = uniformFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const bases = features.severalBases ? 3 : 1;
  const size = bases + clients;
  const matrices = [randomMatrix(size, features, random)];
  if (features.mixedFleet) matrices.push(randomMatrix(size, features, random));
  const vehicleTypes = randomFleet(bases, features, random, clients);
  return {
    loadDimensions: 2,
    matrices,
    bases: Array.from({ length: bases }, (_, index) => randomBase(index, features, random)),
    clients: Array.from({ length: clients }, (_, index) => {
      return randomClient(bases + index, vehicleTypes.length, features, below, random);
    }),
    vehicleTypes,
    ...(features.classes ? { incompatibleClasses: [[2, 0] as const, [2, 1] as const] } : {}),
    deliveriesFirst: features.deliveriesFirst,
    fewestVehiclesFirst: features.fewestFirst,
  };
}

function randomMatrix(size: number, features: ProblemFeatures, random: () => number): TravelMatrix {
  const xs = Array.from({ length: size }, () => Math.floor(random() * 100));
  const ys = Array.from({ length: size }, () => Math.floor(random() * 100));
  const distances = new Float64Array(size * size);
  const durations = new Float64Array(size * size);
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      const detour = features.asymmetric && from !== to ? 1 + random() : 1;
      const cell = from * size + to;
      distances[cell] = Math.round(Math.hypot(xs[from] - xs[to], ys[from] - ys[to]) * detour);
      durations[cell] = Math.round(distances[cell] * 1.5);
      if (features.unreachable && from !== to && random() < 0.03) {
        distances[cell] = Infinity;
        durations[cell] = Infinity;
      }
    }
  }
  return { size, distances, durations };
}

function randomBase(location: number, features: ProblemFeatures, random: () => number): Base {
  if (!features.windows) return { location };
  return {
    location,
    window: { earliest: Math.floor(random() * 50), latest: 900 + Math.floor(random() * 300) },
    loadingSeconds: Math.floor(random() * 30),
  };
}

function randomClient(
  location: number,
  types: number,
  features: ProblemFeatures,
  below: (limit: number) => number,
  random: () => number,
): Client {
  const picksUp = features.pickups || features.deliveriesFirst;
  const side = features.deliveriesFirst ? below(2) : below(3);
  const loads = (): number[] => [1 + below(9), below(6)];
  return {
    location,
    delivery: !picksUp || side !== 1 ? loads() : [0, 0],
    pickup: picksUp && side > 0 ? loads() : [0, 0],
    serviceSeconds: below(20),
    ...(features.windows ? { windows: randomWindows(features, below) } : {}),
    ...(features.release && random() < 0.4 ? { release: below(300) } : {}),
    ...(features.classes ? { handlingClass: below(3) } : {}),
    ...(features.prizes && random() < 0.5 ? { prize: below(150) } : {}),
    ...(features.groups && random() < 0.5 ? { group: below(3) } : {}),
    ...(features.mixedFleet && random() < 0.2 ? { vehicleTypes: [0, types - 1] } : {}),
    ...(features.mixedFleet && random() < 0.5
      ? { visitCosts: Array.from({ length: types }, () => below(20)) }
      : {}),
  };
}

function randomWindows(features: ProblemFeatures, below: (limit: number) => number): readonly TimeWindow[] {
  const earliest = below(500);
  const first = { earliest, latest: earliest + 50 + below(200) };
  if (!features.severalWindows) return [first];
  const again = first.latest + 30 + below(100);
  return [first, { earliest: again, latest: again + 20 + below(150) }];
}

function randomFleet(
  bases: number,
  features: ProblemFeatures,
  random: () => number,
  clients: number,
): readonly RoutingVehicleType[] {
  const kinds = features.mixedFleet ? 3 : 1;
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: bases * kinds }, (_, index) => {
    const kind = index % kinds;
    const base = Math.floor(index / kinds);
    return {
      count: features.scarce ? Math.ceil(clients / 12) : Infinity,
      ...(features.leastFleet && index % 2 === 0 ? { minCount: Math.ceil(clients / 12) } : {}),
      capacity: [20 + kind * 15, 15 + kind * 10],
      startBase: base,
      endBase: features.openEnds ? null : features.severalBases ? below(bases) : base,
      profile: features.mixedFleet ? kind % 2 : 0,
      fixedCost: features.mixedFleet ? 20 + kind * 25 : 0,
      costPerMetre: 1 + kind * 0.25,
      costPerSecond: features.durationCost ? 0.1 + kind * 0.1 : 0,
      shift: features.windows ? { earliest: below(60), latest: 1000 } : { earliest: 0, latest: 1e6 },
      ...(features.severalTrips
        ? { maxTrips: 1 + below(3), reloadBases: features.openEnds ? [base] : [base, 0] }
        : {}),
      ...(features.limits
        ? { maxDuration: 700 + below(200), maxDistance: 350 + below(100), maxStops: 4 + below(8) }
        : {}),
      ...(features.classes && kind > 0 ? { handlingClasses: [0, 1] } : {}),
    };
  });
}
