import type { PlanningPorts } from './planning-ports.ts';

/** Counts finished steps of a plan and tells the caller; more steps may be announced as they become known. */
export class ProgressMeter {
  private readonly report: PlanningPorts['onProgress'];
  private readonly total: number;
  private done = 0;

  constructor(ports: PlanningPorts, total: number) {
    this.report = ports.onProgress;
    this.total = total;
  }

  /** Says what is begun. */
  start(step: string): void {
    this.report?.({ done: this.done, total: this.total, step });
  }

  /** Says that a step is over. */
  finish(step: string): void {
    this.done = Math.min(this.total, this.done + 1);
    this.report?.({ done: this.done, total: this.total, step });
  }
}
