import { DurationSegment } from './duration-segment.ts';
import type { RouteJudge } from './route-judge.ts';

/** A route of one vehicle, made client by client beside those of a state, with the price of its breaches at each length. */
export class RouteUnderConstruction {
  private readonly judge: RouteJudge;
  private readonly slot: number;
  private readonly type: number;
  private readonly segment = new DurationSegment();
  private readonly closing = new DurationSegment();
  /** Largest load and pickups aboard, by dimension. */
  private readonly peak: Float64Array;
  private readonly picked: Float64Array;
  private stops = 0;
  private last = 0;
  private seconds = 0;
  private metres = 0;

  constructor(judge: RouteJudge, slot: number) {
    this.judge = judge;
    this.slot = slot;
    this.type = judge.slots.typeOf[slot];
    this.peak = new Float64Array(judge.problem.dimensions);
    this.picked = new Float64Array(judge.problem.dimensions);
  }

  /** Starts anew, without clients. */
  begin(): void {
    const { service, opens, closes, firstStart } = this.judge;
    const start = firstStart + this.slot;
    this.segment.set(service[start], 0, opens[start], closes[start]);
    this.peak.fill(0);
    this.picked.fill(0);
    this.stops = 0;
    this.last = start;
    this.seconds = service[start];
    this.metres = 0;
  }

  /** Adds a client to the end; the largest load in shares of the capacity. */
  extend(client: number): number {
    const { problem, width, place, timed, service, opens, closes } = this.judge;
    const profile = problem.fleet.profile[this.type];
    const cell = place[this.last] * width + client;
    const travel = problem.duration[profile][cell];
    this.seconds += travel + service[client];
    this.metres += problem.distance[profile][cell];
    if (timed) this.segment.append(travel, service[client], 0, opens[client], closes[client]);
    this.last = client;
    this.stops++;
    return this.load(client);
  }

  private load(client: number): number {
    const { dimensions, delivery, pickup, fleet } = this.judge.problem;
    let fullness = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const cell = client * dimensions + dimension;
      this.peak[dimension] = Math.max(
        this.peak[dimension] + delivery[cell],
        this.picked[dimension] + Math.max(delivery[cell], pickup[cell]),
      );
      this.picked[dimension] += pickup[cell];
      const capacity = fleet.capacity[this.type * dimensions + dimension];
      if (capacity > 0) fullness = Math.max(fullness, this.peak[dimension] / capacity);
    }
    return fullness;
  }

  /** What breaches and waiting would cost were the route to end now. */
  price(): number {
    const { judge, slot, type } = this;
    const { problem, width, place, weights, firstEnd } = judge;
    const { dimensions, fleet } = problem;
    const cell = place[this.last] * width + place[firstEnd + slot];
    const travel = problem.duration[fleet.profile[type]][cell];
    let sum = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const over = this.peak[dimension] - fleet.capacity[type * dimensions + dimension];
      if (over > 0) sum += over * weights.load[dimension];
    }
    if (judge.timed) sum += this.priceTimes(travel);
    else if (judge.sums) sum += judge.overDuration(slot, this.seconds + travel);
    if (judge.longLimit) {
      sum += judge.overDistance(slot, this.metres + problem.distance[fleet.profile[type]][cell]);
    }
    return judge.stopLimit ? sum + judge.overStops(slot, this.stops) : sum;
  }

  private priceTimes(travel: number): number {
    const { judge, slot, segment, closing } = this;
    const end = judge.firstEnd + slot;
    closing.set(segment.duration, segment.late, segment.earliest, segment.latest);
    closing.append(travel, judge.service[end], 0, judge.opens[end], judge.closes[end]);
    return judge.priceTimes(slot, closing.duration, closing.late, this.seconds + travel);
  }
}
