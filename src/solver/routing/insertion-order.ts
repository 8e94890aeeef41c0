import type { CompiledProblem } from './compiled-problem.ts';
import type { Random } from './random.ts';

/**
 * Orders in which what is absent is put back: at random, large loads first, far first, near first, and with time
 * windows also short, early-closing and late-opening first; drawn with the weights of Christiaens and Vanden Berghe (2020).
 */
export class InsertionOrder {
  private readonly keys: readonly Float64Array[];
  private readonly weights: readonly number[];
  private readonly totalWeight: number;
  private readonly random: Random;
  private readonly drawn: Float64Array;

  /** @param clientOf the client by which each item is ordered */
  constructor(problem: CompiledProblem, clientOf: Int32Array, random: Random) {
    this.random = random;
    this.drawn = new Float64Array(clientOf.length);
    const keyed = (of: (client: number) => number): Float64Array => Float64Array.from(clientOf, of);
    const far = keyed((client) => -distanceFromBase(problem, client));
    const keys = [keyed((client) => -shareOfVehicle(problem, client)), far, far.map((key) => -key)];
    const weights = [4, 4, 2, 1];
    if (problem.features.timed && problem.windowLatest.some((latest) => latest < Infinity)) {
      keys.push(keyed((client) => widthOfWindows(problem, client)));
      keys.push(keyed((client) => problem.windowLatest[problem.windowStart[client + 1] - 1]));
      keys.push(keyed((client) => -problem.windowEarliest[problem.windowStart[client]]));
      weights.push(2, 2, 2);
    }
    this.keys = keys;
    this.weights = weights;
    this.totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** Sorts the first `count` items of a list in a drawn order. */
  sort(list: Int32Array, count: number): void {
    let ticket = this.random.uniform() * this.totalWeight;
    let choice = 0;
    while (choice < this.weights.length - 1 && ticket >= this.weights[choice])
      ticket -= this.weights[choice++];
    const keys = choice === 0 ? this.drawKeys(list, count) : this.keys[choice - 1];
    if (count > INSERTION_SORT_LIMIT) {
      list.subarray(0, count).sort((one, other) => keys[one] - keys[other] || one - other);
      return;
    }
    for (let at = 1; at < count; at++) {
      const item = list[at];
      let to = at;
      while (to > 0 && keys[list[to - 1]] > keys[item]) list[to] = list[--to];
      list[to] = item;
    }
  }

  private drawKeys(list: Int32Array, count: number): Float64Array {
    for (let at = 0; at < count; at++) this.drawn[list[at]] = this.random.bits();
    return this.drawn;
  }
}

const INSERTION_SORT_LIMIT = 48;

/** Largest share of the largest vehicle that a client takes in any dimension. */
function shareOfVehicle(
  { dimensions, types, fleet, delivery, pickup }: CompiledProblem,
  client: number,
): number {
  let share = 0;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    let largest = 1;
    for (let type = 0; type < types; type++) {
      const capacity = fleet.capacity[type * dimensions + dimension];
      if (capacity < Infinity && capacity > largest) largest = capacity;
    }
    const load = delivery[client * dimensions + dimension] + pickup[client * dimensions + dimension];
    share = Math.max(share, load / largest);
  }
  return share;
}

/** Distance from the nearest base. */
function distanceFromBase({ source, clients, width, distance }: CompiledProblem, client: number): number {
  let nearest = Infinity;
  for (let base = 0; base < source.bases.length; base++) {
    nearest = Math.min(nearest, distance[0][(clients + base) * width + client]);
  }
  return nearest;
}

function widthOfWindows(
  { windowStart, windowEarliest, windowLatest }: CompiledProblem,
  client: number,
): number {
  let width = 0;
  for (let window = windowStart[client]; window < windowStart[client + 1]; window++) {
    width += windowLatest[window] - windowEarliest[window];
  }
  return width;
}
