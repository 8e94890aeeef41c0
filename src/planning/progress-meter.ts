import type { PlanningPorts } from './planning-ports.ts';
import { MOST_WAREHOUSES } from './warehouse-candidates.ts';

/** Weeks that `chooseStructure` solves at most. */
const STRUCTURES = 4;
/** Travel, today's runs, geometry and check. */
const OTHER_STEPS = 4;

/**
 * Counts solved weeks and other steps of a plan and tells the caller. The total is what a plan takes at most; steps
 * that turn out needless are jumped over, so that `done` only rises and ends at `total`.
 */
export class ProgressMeter {
  private readonly report: PlanningPorts['onProgress'];
  private readonly total: number;
  private done = 0;

  constructor(ports: PlanningPorts, carriers: number, pools: number, seeds: number) {
    this.report = ports.onProgress;
    this.total =
      OTHER_STEPS + carriers * (STRUCTURES + seeds) + pools * (MOST_WAREHOUSES * STRUCTURES + seeds);
  }

  /** Says what is begun. */
  start(step: string): void {
    this.report?.({ done: this.done, total: this.total, step });
  }

  /** Says that a step is over. */
  finish(step: string): void {
    this.done = Math.min(this.total, this.done + 1);
    this.start(step);
  }

  /** Jumps to where only `left` steps remain. */
  skipTo(left: number, step: string): void {
    this.done = Math.max(this.done, this.total - left);
    this.start(step);
  }
}
