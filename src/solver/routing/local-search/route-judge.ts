import { SLACK } from '../slack.ts';
import { NONE, SearchFigures } from './search-figures.ts';

/** Prices the routes that moves would make, from the figures kept: a known head, a few clients and a known tail in constant time. */
export class RouteJudge extends SearchFigures {
  /** Room for the clients of a tail. */
  private readonly tailList = new Int32Array(this.clients + 2);

  /**
   * What breaches and waiting would cost on a slot's route made of the part up to `head`, one or two clients (-1 is
   * none), and the part from `tail` on; head and tail stand on this route now. Constant time.
   *
   * @param limit where the loads alone cost as much, only they are counted
   */
  judge(slot: number, head: number, one: number, two: number, tail: number, limit = Infinity): number {
    let sum = this.judgeLoads(slot, head, one, two, tail);
    if (sum >= limit) return sum;
    if (this.timed) sum += this.judgeTimes(slot, head, one, two, tail);
    else if (this.sums) {
      sum += this.overDuration(slot, this.secondsThrough(slot, head, one, two, tail));
    }
    if (this.longLimit) sum += this.overDistance(slot, this.metresThrough(slot, head, one, two, tail));
    if (this.stopLimit) {
      const added = (one >= 0 ? 1 : 0) + (two >= 0 ? 1 : 0);
      const after = this.stops[slot] + 1 - this.position[tail];
      sum += this.overStops(slot, this.position[head] + added + Math.max(0, after));
    }
    return sum;
  }

  /** Cost of loads over capacity; head and tail may stand on different routes. */
  private judgeLoads(slot: number, head: number, one: number, two: number, tail: number): number {
    const { problem, headDelivery, tailDelivery } = this;
    const { dimensions, delivery, fleet } = problem;
    const type = this.slots.typeOf[slot];
    let sum = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      let load: number;
      if (this.pickups) load = this.peakThrough(head, one, two, tail, dimension);
      else {
        load = headDelivery[head * dimensions + dimension] + tailDelivery[tail * dimensions + dimension];
        if (one >= 0) load += delivery[one * dimensions + dimension];
        if (two >= 0) load += delivery[two * dimensions + dimension];
      }
      const over = load - fleet.capacity[type * dimensions + dimension];
      if (over > 0) sum += over * this.weights.load[dimension];
    }
    return sum;
  }

  private peakThrough(head: number, one: number, two: number, tail: number, dimension: number): number {
    const { dimensions, delivery, pickup } = this.problem;
    let up = this.headPickup[head * dimensions + dimension];
    let peak = this.headPeak[head * dimensions + dimension];
    if (one >= 0) {
      const cell = one * dimensions + dimension;
      peak = Math.max(peak + delivery[cell], up + Math.max(delivery[cell], pickup[cell]));
      up += pickup[cell];
    }
    if (two >= 0) {
      const cell = two * dimensions + dimension;
      peak = Math.max(peak + delivery[cell], up + Math.max(delivery[cell], pickup[cell]));
      up += pickup[cell];
    }
    const cell = tail * dimensions + dimension;
    return Math.max(peak + this.tailDelivery[cell], up + this.tailPeak[cell]);
  }

  /** The segments are joined in local variables as `DurationSegment.append` does: most of the time of timed problems goes here. */
  private judgeTimes(slot: number, head: number, one: number, two: number, tail: number): number {
    const { width, place, service, opens, closes } = this;
    const { fleet } = this.problem;
    const type = this.slots.typeOf[slot];
    const durations = this.problem.duration[fleet.profile[type]];
    let here = place[head];
    let duration = this.headDuration[head];
    let late = this.headLate[head];
    let earliest = this.headEarliest[head];
    let latest = this.headLatest[head];
    for (let client = one, count = two >= 0 ? 2 : 1; client >= 0 && count > 0; count--, client = two) {
      const travel = durations[here * width + client];
      const shift = duration - late + travel;
      const wait = Math.max(opens[client] - shift - latest, 0);
      const warp = Math.max(earliest + shift - closes[client], 0);
      duration += service[client] + travel + wait;
      late += warp;
      earliest = Math.max(opens[client] - shift, earliest) - wait;
      latest = Math.min(closes[client] - shift, latest) + warp;
      here = client;
    }
    const travel = durations[here * width + place[tail]];
    const shift = duration - late + travel;
    duration += this.tailDuration[tail] + travel + Math.max(this.tailEarliest[tail] - shift - latest, 0);
    late += this.tailLate[tail] + Math.max(earliest + shift - this.tailLatest[tail], 0);
    let sum = this.priceLate(late);
    const rate = fleet.costPerSecond[type];
    if (rate > 0) sum += rate * (duration - this.secondsThrough(slot, head, one, two, tail));
    return sum + this.overDuration(slot, duration);
  }

  private priceLate(late: number): number {
    return late > SLACK ? (late + this.weights.lateSurcharge) * this.weights.late : 0;
  }

  /** Price of a whole route's duration and lateness; `busy` are its seconds of service and travel. */
  priceTimes(slot: number, duration: number, late: number, busy: number): number {
    let sum = this.priceLate(late);
    const rate = this.problem.fleet.costPerSecond[this.slots.typeOf[slot]];
    if (rate > 0) sum += rate * (duration - busy);
    return sum + this.overDuration(slot, duration);
  }

  private secondsThrough(slot: number, head: number, one: number, two: number, tail: number): number {
    const duration = this.problem.duration[this.problem.fleet.profile[this.slots.typeOf[slot]]];
    const { width, place } = this;
    let sum = this.seconds[head] + this.service[head];
    let here = place[head];
    if (one >= 0) {
      sum += duration[here * width + one] + this.service[one];
      here = one;
    }
    if (two >= 0) {
      sum += duration[here * width + two] + this.service[two];
      here = two;
    }
    return sum + duration[here * width + place[tail]] + this.seconds[this.endOf(tail)] - this.seconds[tail];
  }

  private metresThrough(slot: number, head: number, one: number, two: number, tail: number): number {
    const distance = this.problem.distance[this.problem.fleet.profile[this.slots.typeOf[slot]]];
    const { width, place } = this;
    let sum = this.metres[head];
    let here = place[head];
    if (one >= 0) {
      sum += distance[here * width + one];
      here = one;
    }
    if (two >= 0) {
      sum += distance[here * width + two];
      here = two;
    }
    return sum + distance[here * width + place[tail]] + this.metres[this.endOf(tail)] - this.metres[tail];
  }

  private endOf(node: number): number {
    return this.firstEnd + this.routeOf[node];
  }

  overDuration(slot: number, seconds: number): number {
    const over = seconds - this.problem.fleet.maxDuration[this.slots.typeOf[slot]];
    return over > SLACK ? over * this.weights.duration : 0;
  }

  overDistance(slot: number, metres: number): number {
    const over = metres - this.problem.fleet.maxDistance[this.slots.typeOf[slot]];
    return over > SLACK ? over * this.weights.distance : 0;
  }

  overStops(slot: number, stops: number): number {
    const over = stops - this.problem.fleet.maxStops[this.slots.typeOf[slot]];
    return over > 0 ? over * this.weights.stops : 0;
  }

  /**
   * As `judge`, for the part up to `head` of one route and the part from `tail` on of another, driven by the vehicle of
   * `slot`, which is head's. Constant where both routes end at one place with one profile, else linear in the tail.
   *
   * @param limit where a part of the price is as much, the rest is not counted
   */
  judgeTail(slot: number, head: number, tail: number, limit = Infinity): number {
    const own = this.firstEnd + slot;
    if (tail >= this.firstEnd) return this.judge(slot, head, NONE, NONE, own, limit);
    let sum = this.judgeLoads(slot, head, NONE, NONE, tail);
    if (sum >= limit) return sum;
    const other = this.routeOf[tail];
    const profiles = this.problem.fleet.profile;
    const same =
      this.place[own] === this.place[this.firstEnd + other] &&
      profiles[this.slots.typeOf[slot]] === profiles[this.slots.typeOf[other]] &&
      this.closes[own] === this.closes[this.firstEnd + other] &&
      this.opens[own] === this.opens[this.firstEnd + other];
    if (!same && (this.timed || this.sums || this.longLimit)) {
      let count = 0;
      for (let node = tail; node < this.clients; node = this.next[node]) this.tailList[count++] = node;
      return sum + this.judgeWay(slot, head, this.tailList, count, own, limit - sum);
    }
    if (this.timed) sum += this.judgeTimes(slot, head, NONE, NONE, tail);
    else if (this.sums) sum += this.overDuration(slot, this.secondsThrough(slot, head, NONE, NONE, tail));
    if (this.longLimit) sum += this.overDistance(slot, this.metresThrough(slot, head, NONE, NONE, tail));
    if (this.stopLimit) {
      sum += this.overStops(slot, this.position[head] + this.stops[other] + 1 - this.position[tail]);
    }
    return sum;
  }

  /** As `judge`, for two routes of one type: one up to U and V, the other all behind them; loads alone count. */
  judgeJoined(slot: number, u: number, v: number): number {
    const { problem, headDelivery, tailDelivery } = this;
    const { dimensions, fleet } = problem;
    const x = this.next[u];
    const y = this.next[v];
    let sum = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const capacity = fleet.capacity[this.slots.typeOf[slot] * dimensions + dimension];
      const heads = headDelivery[u * dimensions + dimension] + headDelivery[v * dimensions + dimension];
      const tails = tailDelivery[x * dimensions + dimension] + tailDelivery[y * dimensions + dimension];
      if (heads > capacity) sum += (heads - capacity) * this.weights.load[dimension];
      if (tails > capacity) sum += (tails - capacity) * this.weights.load[dimension];
    }
    return sum;
  }

  /**
   * As `judge`, for a route whose clients between `head` and `tail` come in the order of a list. Linear in the list.
   *
   * @param limit where a part of the price is as much, the rest is not counted
   */
  judgeReordered(
    slot: number,
    head: number,
    list: ArrayLike<number>,
    count: number,
    tail: number,
    limit: number,
  ): number {
    if (this.pickups) return this.judgeThrough(slot, head, list, count, tail, limit);
    const start = this.firstStart + slot;
    const sum = this.judgeLoads(slot, start, NONE, NONE, this.next[start]);
    return sum >= limit ? sum : sum + this.judgeWay(slot, head, list, count, tail, limit - sum);
  }

  /**
   * As `judge`, for a route that visits a list of clients, of any routes, between `head` and `tail`. Linear in the list.
   *
   * @param limit where a part of the price is as much, the rest is not counted
   */
  judgeThrough(
    slot: number,
    head: number,
    list: ArrayLike<number>,
    count: number,
    tail: number,
    limit: number,
  ): number {
    const sum = this.judgePeaks(slot, head, list, count, tail);
    return sum >= limit ? sum : sum + this.judgeWay(slot, head, list, count, tail, limit - sum);
  }

  /** Cost of loads over capacity on the part up to `head`, a list of clients and the part from `tail` on. */
  private judgePeaks(
    slot: number,
    head: number,
    list: ArrayLike<number>,
    count: number,
    tail: number,
  ): number {
    const { dimensions, delivery, pickup, fleet } = this.problem;
    let sum = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      let up = this.headPickup[head * dimensions + dimension];
      let peak = (this.pickups ? this.headPeak : this.headDelivery)[head * dimensions + dimension];
      for (let at = 0; at < count; at++) {
        const cell = list[at] * dimensions + dimension;
        peak = Math.max(peak + delivery[cell], up + Math.max(delivery[cell], pickup[cell]));
        up += pickup[cell];
      }
      const cell = tail * dimensions + dimension;
      const most = Math.max(peak + this.tailDelivery[cell], up + this.tailPeak[cell]);
      const over = most - fleet.capacity[this.slots.typeOf[slot] * dimensions + dimension];
      if (over > 0) sum += over * this.weights.load[dimension];
    }
    return sum;
  }

  /**
   * Times, lengths and stops of the part up to `head`, a list of clients and the part from `tail` on, which stands on the
   * slot's route or is its end.
   *
   * @param limit where lateness alone costs as much, only that is counted
   */
  private judgeWay(
    slot: number,
    head: number,
    list: ArrayLike<number>,
    count: number,
    tail: number,
    limit = Infinity,
  ): number {
    const { timed, longLimit, width, place, service, opens, closes } = this;
    const profile = this.profileOf(slot);
    const durations = this.problem.duration[profile];
    const distances = this.problem.distance[profile];
    const worstLate = limit / this.weights.late;
    let here = place[head];
    let metres = this.metres[head];
    let seconds = this.seconds[head] + service[head];
    let duration = this.headDuration[head];
    let late = this.headLate[head];
    let earliest = this.headEarliest[head];
    let latest = this.headLatest[head];
    for (let at = 0; at < count; at++) {
      const client = list[at];
      const cell = here * width + client;
      const travel = durations[cell];
      seconds += travel + service[client];
      if (longLimit) metres += distances[cell];
      here = client;
      if (!timed) continue;
      const shift = duration - late + travel;
      const wait = Math.max(opens[client] - shift - latest, 0);
      const warp = Math.max(earliest + shift - closes[client], 0);
      duration += service[client] + travel + wait;
      late += warp;
      if (late > worstLate) return late * this.weights.late;
      earliest = Math.max(opens[client] - shift, earliest) - wait;
      latest = Math.min(closes[client] - shift, latest) + warp;
    }
    const cell = here * width + place[tail];
    const end = this.endOf(tail);
    seconds += durations[cell] + this.seconds[end] - this.seconds[tail];
    let sum = 0;
    if (timed) {
      const shift = duration - late + durations[cell];
      const wait = Math.max(this.tailEarliest[tail] - shift - latest, 0);
      duration += this.tailDuration[tail] + durations[cell] + wait;
      late += this.tailLate[tail] + Math.max(earliest + shift - this.tailLatest[tail], 0);
      sum += this.priceTimes(slot, duration, late, seconds);
    } else if (this.sums) sum += this.overDuration(slot, seconds);
    if (longLimit) {
      metres += distances[cell] + this.metres[end] - this.metres[tail];
      sum += this.overDistance(slot, metres);
    }
    if (this.stopLimit) {
      const behind = this.position[end] - this.position[tail];
      sum += this.overStops(slot, this.position[head] + count + behind);
    }
    return sum;
  }

  /** What breaches and waiting would cost on a slot's route that visits a list of clients. Linear. */
  judgeList(slot: number, list: ArrayLike<number>, count: number): number {
    const start = this.firstStart + slot;
    const end = this.firstEnd + slot;
    return this.judgePeaks(slot, start, list, count, end) + this.judgeWay(slot, start, list, count, end);
  }

  /** Price of a route's loads when one client leaves (-1 is none) and another enters; a lower bound with pickups. */
  loadPrice(slot: number, leaving: number, entering: number): number {
    const { dimensions, delivery, pickup, fleet } = this.problem;
    const start = this.firstStart + slot;
    const type = this.slots.typeOf[slot];
    let sum = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      let down = this.tailDelivery[start * dimensions + dimension];
      if (leaving >= 0) down -= delivery[leaving * dimensions + dimension];
      if (entering >= 0) down += delivery[entering * dimensions + dimension];
      if (this.pickups) {
        let up = this.tailPickup[start * dimensions + dimension];
        if (leaving >= 0) up -= pickup[leaving * dimensions + dimension];
        if (entering >= 0) up += pickup[entering * dimensions + dimension];
        down = Math.max(down, up);
      }
      const over = down - fleet.capacity[type * dimensions + dimension];
      if (over > 0) sum += over * this.weights.load[dimension];
    }
    return sum;
  }
}
