import { SLACK } from '../slack.ts';
import type { RouteState } from './route-state.ts';

/**
 * The trips of one day in time, each from the begin of loading to the return: a trip that begins at s, no later than its
 * latest begin, is back at max(s + least time, earliest return), the latter from hours and from goods not ready before.
 * So days of the same trips in another order are judged in constant time a trip. Exact with one window per client.
 */
export class TripTimes {
  private readonly lasting: Float64Array;
  private readonly earliestReturn: Float64Array;
  private readonly latestBegin: Float64Array;

  /** @param most trips of a day */
  constructor(most: number) {
    this.lasting = new Float64Array(most);
    this.earliestReturn = new Float64Array(most);
    this.latestBegin = new Float64Array(most);
  }

  /** Reads the trips of a route, whose figures are up to date. */
  gather(state: RouteState, route: number): void {
    const { problem, next, opens, closes, serviceAt, legDuration } = state;
    const { clients } = problem;
    const end = state.firstEnd + route;
    let node = state.firstStart + route;
    for (let trip = 0; node !== end; trip++) {
      let lasting = 0;
      let earliest = opens[node];
      let latest = closes[node];
      let passing = serviceAt[node] + legDuration[node];
      for (node = next[node]; node < clients; node = next[node]) {
        lasting += passing;
        earliest = Math.max(earliest + passing, opens[node]);
        latest = Math.min(latest, closes[node] - lasting);
        passing = serviceAt[node] + legDuration[node];
      }
      this.lasting[trip] = lasting + passing;
      this.earliestReturn[trip] = earliest + passing;
      this.latestBegin[trip] = latest;
    }
  }

  /** When a vehicle that is at the base at `time` is back after the trips from one to another; Infinity where one is late. */
  pass(time: number, from: number, to: number): number {
    const { lasting, earliestReturn, latestBegin } = this;
    let now = time;
    for (let trip = from; trip < to; trip++) {
      if (now > latestBegin[trip] + SLACK) return Infinity;
      now = Math.max(now + lasting[trip], earliestReturn[trip]);
    }
    return now;
  }
}
