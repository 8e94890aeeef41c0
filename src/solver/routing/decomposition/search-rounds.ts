import type { CompiledProblem } from '../compiled-problem.ts';
import { projectClients, type Plane } from '../plane.ts';
import { Random } from '../random.ts';
import { annealingUnit } from '../ruin-recreate/annealing.ts';
import type { GivenRoute } from '../ruin-recreate/ruin-recreate.ts';
import { RuinRecreate } from '../ruin-recreate/ruin-recreate.ts';
import type { SearchTables } from '../ruin-recreate/search-tables.ts';
import type { StopRule } from '../solve-routing.ts';
import { assignRequests } from './assign-requests.ts';
import type { PartAnswer, PartState, SearchPart } from './search-part.ts';
import { shareVehicles } from './share-vehicles.ts';
import { splitRoutes } from './split-routes.ts';

/** Rounds that the effort is divided into; between two of them the parts are cut anew. */
export const ROUNDS = 32;

/** Clients that a part has at least; with fewer, every search has the whole problem. */
const LEAST_PART = 150;

/**
 * A search divided among several threads, and nothing of the threads themselves. Each round gives every thread a part of
 * the current routes to anneal by itself, then joins what they found. Parts are cut along other borders every round,
 * and the temperature goes on falling over the rounds, so that the whole is one annealing in which routes far apart
 * are changed at the same time. Small problems are not cut: every thread has all of it with a seed of its own, and all
 * go on from the best.
 *
 * Deterministic for a seed, a number of parts and a budget in iterations, in whatever order the parts are finished.
 */
export class SearchRounds {
  readonly problem: CompiledProblem;
  readonly tables: SearchTables;
  readonly isCut: boolean;
  iterations = 0;
  best: PartState = { routes: [], cost: Infinity, shortfall: Infinity };
  private readonly random: Random;
  private readonly parts: number;
  private readonly plane: Plane;
  private readonly annealingUnit: number;
  private readonly leaveCosts: Float64Array;
  private routes: readonly GivenRoute[];
  private round = 0;
  private given: readonly SearchPart[] = [];

  /** @param work the first solution, of which the routes are taken over */
  constructor(work: RuinRecreate, tables: SearchTables, seed: number, parts: number) {
    this.problem = work.problem;
    this.tables = tables;
    this.random = new Random(seed);
    this.parts = parts;
    this.isCut = this.problem.clients >= parts * LEAST_PART;
    this.plane = projectClients(this.problem.source);
    this.annealingUnit = annealingUnit(work.state);
    this.leaveCosts = tables.requests.leaveCost.slice();
    this.routes = work.listRoutes();
    this.best = { routes: this.routes, cost: work.objective, shortfall: work.shortfall };
  }

  get roundsLeft(): number {
    return this.best.routes.length === 0 ? 0 : ROUNDS - this.round;
  }

  /** The parts of the next round. @param stop effort of a part that has this share of the clients */
  cut(stop: (share: number) => StopRule): readonly SearchPart[] {
    const groups = this.isCut ? this.groupRoutes() : [this.routes];
    const requests = assignRequests(this.tables, groups, this.round);
    const fleets = shareVehicles(this.problem.fleet, groups, this.round);
    const total = requests.reduce((sum, list) => sum + list.length, 0);
    this.given = Array.from({ length: this.parts }, (_, index) => {
      const part = this.isCut ? index : 0;
      const share = this.isCut ? requests[part].length / Math.max(1, total) : 1 / this.parts;
      return {
        routes: groups[part],
        requests: requests[part],
        leaveCosts: Float64Array.from(requests[part], (request) => this.leaveCosts[request]),
        fleet: fleets[part],
        seed: this.random.bits(),
        stop: stop(share),
        annealingUnit: this.annealingUnit,
        from: this.round / ROUNDS,
        to: (this.round + 1) / ROUNDS,
      };
    });
    return this.given;
  }

  private groupRoutes(): readonly (readonly GivenRoute[])[] {
    const partOf = splitRoutes(this.routes, this.plane, this.parts, this.random);
    return Array.from({ length: this.parts }, (_, part) =>
      this.routes.filter((_route, at) => partOf[at] === part),
    );
  }

  /** Joins the answers to the parts of the last `cut`, in the order of the parts. */
  join(answers: readonly PartAnswer[]): void {
    this.round++;
    for (const { iterations } of answers) this.iterations += iterations;
    const taken = this.isCut ? [...answers.keys()] : [bestOf(answers, ({ current }) => current)];
    this.routes = taken.flatMap((part) => answers[part].current.routes);
    for (const part of taken) {
      const { leaveCosts } = answers[part];
      this.given[part].requests.forEach((request, at) => (this.leaveCosts[request] = leaveCosts[at]));
    }
    const found = this.isCut
      ? union(answers.map(({ best }) => best))
      : answers[bestOf(answers, ({ best }) => best)].best;
    if (isBetter(found, this.best)) this.best = found;
  }
}

function isBetter(one: PartState, other: PartState): boolean {
  if (one.shortfall !== other.shortfall) return one.shortfall < other.shortfall;
  return one.cost < other.cost;
}

/** Index of the answer with the best state, the first among equals. */
function bestOf(answers: readonly PartAnswer[], of: (answer: PartAnswer) => PartState): number {
  return answers.reduce((best, answer, at) => (isBetter(of(answer), of(answers[best])) ? at : best), 0);
}

function union(states: readonly PartState[]): PartState {
  return {
    routes: states.flatMap(({ routes }) => routes),
    cost: states.reduce((sum, { cost }) => sum + cost, 0),
    shortfall: states.reduce((sum, { shortfall }) => sum + shortfall, 0),
  };
}
