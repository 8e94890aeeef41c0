/**
 * A stretch of a route in time: how long it lasts with the least waiting, how late it is in all, and the earliest and
 * latest start that make it so (time-warp segments; Nagata, Bräysy and Dullaert, 2010; Vidal et al., 2013).
 */
export class DurationSegment {
  duration = 0;
  late = 0;
  earliest = 0;
  latest = 0;

  set(duration: number, late: number, earliest: number, latest: number): void {
    this.duration = duration;
    this.late = late;
    this.earliest = earliest;
    this.latest = latest;
  }

  /** Joins another stretch, `travel` seconds away, to the end. */
  append(travel: number, duration: number, late: number, earliest: number, latest: number): void {
    const shift = this.duration - this.late + travel;
    const wait = Math.max(earliest - shift - this.latest, 0);
    const warp = Math.max(this.earliest + shift - latest, 0);
    this.duration += duration + travel + wait;
    this.late += late + warp;
    this.earliest = Math.max(earliest - shift, this.earliest) - wait;
    this.latest = Math.min(latest - shift, this.latest) + warp;
  }
}
