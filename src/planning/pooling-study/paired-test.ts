import type { Fen, Share } from '../../model/units.ts';

/** A saving is called real when noise alone would give one as large this rarely. */
export const SIGNIFICANCE_LEVEL = 0.05;

/** Most differences of which all sign patterns are gone through. */
const MOST_DIFFERENCES = 20;

/**
 * Probability that differences at least as large in sum come about where each could as well have the other sign: the
 * exact one-sided sign-flip test of Fisher (1935) for paired samples, which assumes no distribution. With n
 * differences it is 1 / 2^n at least, so five seeds are the fewest that can show anything at 5 %. O(n 2^n).
 */
export function testSignFlips(differences: readonly number[]): number {
  const count = differences.length;
  if (count > MOST_DIFFERENCES) throw new Error(`${count} differences are too many for all sign patterns`);
  const observed = differences.reduce((sum, value) => sum + value, 0);
  const tolerance = 1e-9 * differences.reduce((sum, value) => sum + Math.abs(value), 0);
  let asLarge = 0;
  for (let pattern = 0; pattern < 2 ** count; pattern++) {
    let sum = 0;
    for (const [index, value] of differences.entries()) sum += (pattern >> index) & 1 ? -value : value;
    if (sum >= observed - tolerance) asLarge++;
  }
  return asLarge / 2 ** count;
}

/** Values by seed with their mean and spread. */
export interface Spread {
  readonly bySeedFen: readonly Fen[];
  readonly meanFen: number;
  readonly leastFen: Fen;
  readonly mostFen: Fen;
  /** Of the sample; 0 of a single seed. */
  readonly standardDeviationFen: number;
}

export function toSpread(bySeedFen: readonly Fen[]): Spread {
  const meanFen = mean(bySeedFen);
  const squares = bySeedFen.reduce((sum, fen) => sum + (fen - meanFen) ** 2, 0);
  return {
    bySeedFen,
    meanFen,
    leastFen: Math.min(...bySeedFen),
    mostFen: Math.max(...bySeedFen),
    standardDeviationFen: bySeedFen.length < 2 ? 0 : Math.sqrt(squares / (bySeedFen.length - 1)),
  };
}

/** A saving between two rungs, seed against the same seed. */
export interface PairedSaving extends Spread {
  /** Mean saving over the mean cost of the earlier rung. */
  readonly share: Share;
  /** One-sided, by the exact sign-flip test; null where the earlier rung does not depend on the seed. */
  readonly pValue: number | null;
}

/** Pairs two rungs by seed; an earlier rung that no seed changes is one figure. */
export function pairSavings(earlier: readonly Fen[] | Fen, later: readonly Fen[]): PairedSaving {
  const bySeed = typeof earlier === 'number' ? later.map(() => earlier) : earlier;
  const differences = later.map((fen, index) => bySeed[index] - fen);
  const base = mean(bySeed);
  return {
    ...toSpread(differences),
    share: base === 0 ? 0 : mean(differences) / base,
    pValue: typeof earlier === 'number' ? null : testSignFlips(differences),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
