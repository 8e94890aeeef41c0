import type { EvaluateConclusion } from './sensitivity-ports.ts';

/** Where the conclusion turns, as a factor on one assumption. */
export interface BreakEven {
  readonly assumption: string;
  /** Factor nearest to 1 found at which the conclusion is zero; null where it keeps its sign over the whole span. */
  readonly factor: number | null;
  readonly lowestFactor: number;
  readonly highestFactor: number;
  readonly evaluations: number;
}

export interface BreakEvenOptions {
  readonly lowestFactor: number;
  readonly highestFactor: number;
  /** How exact the factor has to be. */
  readonly tolerance: number;
  /** Most evaluations for each side of 1. */
  readonly maxEvaluations: number;
}

export const BREAK_EVEN_DEFAULTS: BreakEvenOptions = {
  lowestFactor: 0,
  highestFactor: 5,
  tolerance: 1e-3,
  maxEvaluations: 40,
};

/** A factor and the conclusion there. */
interface Point {
  readonly factor: number;
  readonly value: number;
}

/**
 * Break-even value (盈亏平衡点) of one assumption: looks from the present value to either end of the span, in steps that
 * double, for a change of sign, and closes in on it by the Illinois method (Dowell and Jarratt 1971), which needs two
 * more evaluations where the conclusion is linear; every third step halves, so that a jump is found too. A conclusion
 * that turns twice within one step is not seen to turn.
 */
export async function findBreakEven(
  assumption: string,
  evaluate: EvaluateConclusion,
  options: BreakEvenOptions = BREAK_EVEN_DEFAULTS,
): Promise<BreakEven> {
  let evaluations = 0;
  const at = async (factor: number): Promise<Point> => {
    evaluations++;
    return { factor, value: await evaluate({ [assumption]: factor }) };
  };
  const start = await at(1);
  const found: number[] = [];
  for (const end of [options.lowestFactor, options.highestFactor]) {
    const bracket = start.value === 0 ? null : await findBracket(start, end, at);
    if (bracket !== null) found.push(await closeIn(bracket, at, options));
  }
  if (start.value === 0) found.push(1);
  const factor =
    found.length === 0 ? null : found.reduce((a, b) => (Math.abs(b - 1) < Math.abs(a - 1) ? b : a));
  const { lowestFactor, highestFactor } = options;
  return { assumption, factor, lowestFactor, highestFactor, evaluations };
}

async function findBracket(
  start: Point,
  end: number,
  at: (factor: number) => Promise<Point>,
): Promise<readonly [Point, Point] | null> {
  let near = start;
  for (let step = 1 / 8; ; step *= 2) {
    const share = Math.min(1, step);
    const far = await at(start.factor + share * (end - start.factor));
    if (Math.sign(far.value) !== Math.sign(near.value)) return [near, far];
    if (share === 1) return null;
    near = far;
  }
}

/** Conclusions up to this share of the bracket's larger one are zero. */
const ZERO = 1e-9;

async function closeIn(
  [first, second]: readonly [Point, Point],
  at: (factor: number) => Promise<Point>,
  { tolerance, maxEvaluations }: BreakEvenOptions,
): Promise<number> {
  const zero = ZERO * Math.max(Math.abs(first.value), Math.abs(second.value));
  // The root lies between the two; `weight` is the kept one's value, halved each time that it stays (Illinois).
  let [kept, latest, weight] = [first, second, first.value];
  for (let turn = 1; turn <= maxEvaluations; turn++) {
    if (Math.abs(latest.value) <= zero || Math.abs(latest.factor - kept.factor) <= tolerance) break;
    const secant = latest.factor - (latest.value * (latest.factor - kept.factor)) / (latest.value - weight);
    const middle = (latest.factor + kept.factor) / 2;
    const next = await at(turn % 3 === 0 ? middle : secant);
    const turned = Math.sign(next.value) !== Math.sign(latest.value);
    weight = turned ? latest.value : weight / 2;
    if (turned) kept = latest;
    latest = next;
  }
  return latest.factor;
}
