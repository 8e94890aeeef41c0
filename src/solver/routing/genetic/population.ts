import type { Individual } from '../local-search/individual.ts';
import type { Random } from '../random.ts';
import { brokenPairs } from './broken-pairs.ts';

/** About half the published sizes (Vidal, 2022), which suit minutes; within ten seconds the smaller ones end nearer. */
const LEAST_SIZE = 12;
const GENERATION = 20;
const ELITE = 4;
const CLOSEST = 5;
/** Two individuals are clones when they differ by less. */
const CLONE_DISTANCE = 1e-9;

interface Member {
  readonly individual: Individual;
  /** Members of the same part by rising distance. */
  readonly near: { readonly member: Member; readonly distance: number }[];
  fitness: number;
}

/**
 * Feasible and infeasible individuals, each part kept between two sizes. Survival and mating weigh cost and distance to the
 * others (biased fitness; Vidal et al., 2012).
 */
export class Population {
  private readonly feasible: Member[] = [];
  private readonly infeasible: Member[] = [];
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  get size(): number {
    return this.feasible.length + this.infeasible.length;
  }

  /** Adds an individual; past the largest size the part shrinks to the least. */
  add(individual: Individual): void {
    const part = individual.feasible ? this.feasible : this.infeasible;
    const member: Member = { individual, near: [], fitness: 0 };
    for (const other of part) {
      const distance = brokenPairs(individual, other.individual);
      insertNear(member, other, distance);
      insertNear(other, member, distance);
    }
    part.push(member);
    sortByCost(part);
    if (part.length > LEAST_SIZE + GENERATION) while (part.length > LEAST_SIZE) removeWorst(part);
    else rank(part);
  }

  /** Re-prices the infeasible part. */
  reprice(price: (individual: Individual) => number): void {
    for (const { individual } of this.infeasible) individual.cost = price(individual);
    sortByCost(this.infeasible);
    rank(this.infeasible);
  }

  clear(): void {
    this.feasible.length = 0;
    this.infeasible.length = 0;
  }

  /** Up to so many feasible individuals by rising cost, those left out that share too many arcs with one before. */
  listElites(most: number, leastDistance: number): readonly Individual[] {
    const elites: Member[] = [];
    for (const member of this.feasible) {
      if (elites.length === most) break;
      const isApart = elites.every((elite) => distanceBetween(member, elite) >= leastDistance);
      if (isApart) elites.push(member);
    }
    return elites.map(({ individual }) => individual);
  }

  /** The fitter of two drawn at random (binary tournament). */
  draw(): Individual {
    const one = this.drawAny();
    const other = this.drawAny();
    return one.fitness <= other.fitness ? one.individual : other.individual;
  }

  private drawAny(): Member {
    const at = this.random.below(this.size);
    return at < this.feasible.length ? this.feasible[at] : this.infeasible[at - this.feasible.length];
  }
}

function distanceBetween(one: Member, other: Member): number {
  return one.near.find(({ member }) => member === other)?.distance ?? 0;
}

function insertNear(member: Member, other: Member, distance: number): void {
  const { near } = member;
  let at = near.length;
  while (at > 0 && near[at - 1].distance > distance) at--;
  near.splice(at, 0, { member: other, distance });
}

function sortByCost(part: Member[]): void {
  part.sort((one, other) => one.individual.cost - other.individual.cost);
}

function meanDistance(member: Member): number {
  const count = Math.min(CLOSEST, member.near.length);
  let sum = 0;
  for (let at = 0; at < count; at++) sum += member.near[at].distance;
  return count === 0 ? 1 : sum / count;
}

/** Sets the biased fitness of a part sorted by cost. */
function rank(part: Member[]): void {
  const { length } = part;
  if (length === 1) part[0].fitness = 0;
  if (length < 2) return;
  const byDistance = part.map((member, costRank) => ({ member, costRank, distance: meanDistance(member) }));
  byDistance.sort((one, other) => other.distance - one.distance);
  const weight = length <= ELITE ? 0 : 1 - ELITE / length;
  byDistance.forEach(({ member, costRank }, distanceRank) => {
    member.fitness = costRank / (length - 1) + (weight * distanceRank) / (length - 1);
  });
}

/** Removes the worst by fitness, clones before others; never the best by cost. */
function removeWorst(part: Member[]): void {
  rank(part);
  let worst = -1;
  let worstClone = false;
  for (let at = 1; at < part.length; at++) {
    const clone = part[at].near[0].distance < CLONE_DISTANCE;
    if (worst >= 0 && !clone && worstClone) continue;
    if (worst >= 0 && clone === worstClone && part[at].fitness <= part[worst].fitness) continue;
    worst = at;
    worstClone = clone;
  }
  const [gone] = part.splice(worst, 1);
  for (const { near } of part) {
    const at = near.findIndex(({ member }) => member === gone);
    if (at >= 0) near.splice(at, 1);
  }
}
