/** Steps between two changes of the price, the share of them that should end with nobody late, and the change. */
const PERIOD = 500;
const TARGET = 0.5;
const CHANGE = 1.1;
/** Least price, in shares of the first. */
const LEAST = 0.05;

/** Price of a second late, which adapts so that about every second step ends with nobody late. */
export class LatenessPrice {
  value: number;
  private readonly least: number;
  private steps = 0;
  private punctual = 0;

  constructor(first: number) {
    this.value = first;
    this.least = LEAST * first;
  }

  /** Counts a step. */
  record(isPunctual: boolean): void {
    if (isPunctual) this.punctual++;
    if (++this.steps < PERIOD) return;
    const factor = this.punctual < TARGET * PERIOD ? CHANGE : 1 / CHANGE;
    this.value = Math.max(this.least, this.value * factor);
    this.steps = 0;
    this.punctual = 0;
  }
}
