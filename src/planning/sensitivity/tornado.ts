import type { EvaluateConclusion } from './sensitivity-ports.ts';

/** What one assumption does to the conclusion between a low and a high factor. */
export interface TornadoBar {
  readonly assumption: string;
  readonly lowFactor: number;
  readonly highFactor: number;
  readonly atLow: number;
  readonly atHigh: number;
  /** Difference of the two, without sign. */
  readonly swing: number;
  /** True where the conclusion's sign at either end is not that of the base. */
  readonly turns: boolean;
}

export interface Tornado {
  readonly base: number;
  /** Widest swing first, ties in the order given. */
  readonly bars: readonly TornadoBar[];
}

/**
 * Tornado table (敏感性分析): each assumption by itself at both ends of its span, all others as they are. Evaluates the
 * conclusion `1 + 2 * assumptions` times, one after the other.
 */
export async function drawTornado(
  assumptions: readonly string[],
  evaluate: EvaluateConclusion,
  span = 0.2,
): Promise<Tornado> {
  if (!(span > 0 && span < 1)) throw new RangeError('the span of a tornado lies between 0 and 1');
  const base = await evaluate({});
  const bars: TornadoBar[] = [];
  for (const assumption of assumptions) {
    const [lowFactor, highFactor] = [1 - span, 1 + span];
    const atLow = await evaluate({ [assumption]: lowFactor });
    const atHigh = await evaluate({ [assumption]: highFactor });
    const turns = [atLow, atHigh].some((value) => Math.sign(value) !== Math.sign(base));
    bars.push({ assumption, lowFactor, highFactor, atLow, atHigh, swing: Math.abs(atHigh - atLow), turns });
  }
  return { base, bars: bars.sort((a, b) => b.swing - a.swing) };
}
