import type { CarrierId } from '../../model/carrier.ts';
import type { Plan } from '../../model/plan.ts';
import type { Fen } from '../../model/units.ts';
import { LEAST_SIGNIFICANT_SHARE } from '../comparison.ts';
import type { PairedSaving, Spread } from './paired-test.ts';
import { pairSavings, SIGNIFICANCE_LEVEL, toSpread } from './paired-test.ts';

/** Costs of the players as operated, alone and pooled, over the seeds of the test. */
export interface StudyLadder {
  readonly seeds: readonly number[];
  /** Null without runs of today. */
  readonly asOperatedFen: Fen | null;
  readonly alone: Spread;
  /** The study's structure solved with each seed as it comes: a seed that finds nothing better counts as it is. */
  readonly pooled: Spread;
  readonly planningGain: PairedSaving | null;
  readonly poolingGain: PairedSaving;
}

export type VerdictCode =
  | 'saving'
  | 'no_significant_saving'
  | 'pooling_does_not_pay'
  | 'too_few_seeds'
  | 'not_comparable';

/** Whether pooling saves, in plain words. */
export interface Verdict {
  readonly code: VerdictCode;
  readonly message: string;
}

/**
 * @param aloneFen the players' costs alone, summed, by seed
 * @param pooledFen cost of the structure by seed
 */
export function buildStudyLadder(
  plan: Plan,
  players: readonly CarrierId[],
  seeds: readonly number[],
  aloneFen: readonly Fen[],
  pooledFen: readonly Fen[],
): StudyLadder {
  const today = plan.rungs.find(({ name }) => name === 'as_operated');
  const ofPlayers = today?.coalitions.filter(({ members: [id] }) => players.includes(id));
  const asOperatedFen = ofPlayers?.reduce((sum, { cost }) => sum + cost.totalFen, 0) ?? null;
  return {
    seeds,
    asOperatedFen,
    alone: toSpread(aloneFen),
    pooled: toSpread(pooledFen),
    planningGain: asOperatedFen === null ? null : pairSavings(asOperatedFen, aloneFen),
    poolingGain: pairSavings(aloneFen, pooledFen),
  };
}

/** Judges the pooling gain by the paired seeds; never the planning gain, which is no merit of the pool. */
export function judgeSaving(plan: Plan, { seeds, poolingGain }: StudyLadder, pools: number): Verdict {
  const gain = plan.comparison.gains.find(({ name }) => name === 'pooling_gain');
  const { share, pValue } = poolingGain;
  const percent = `${(100 * share).toFixed(1)} %`;
  const p = pValue ?? 1;
  if (pools === 0) {
    return {
      code: 'pooling_does_not_pay',
      message:
        'Pooling does not pay: no pool of two or more of the carriers costs less than its members working alone.',
    };
  }
  if (gain?.comparable === false) {
    const reason = gain.reason ?? 'the two give different service.';
    return {
      code: 'not_comparable',
      message: `Alone and pooled cannot be compared, so no saving is stated: ${reason}`,
    };
  }
  if (2 ** -seeds.length > SIGNIFICANCE_LEVEL) {
    return {
      code: 'too_few_seeds',
      message: `The saving of ${percent} was found with ${seeds.length} seeds, too few to tell it from chance; five are the fewest.`,
    };
  }
  if (p > SIGNIFICANCE_LEVEL || share < LEAST_SIGNIFICANT_SHARE) {
    return {
      code: 'no_significant_saving',
      message: `No significant saving: over ${seeds.length} paired seeds pooling saves ${percent} on average, which chance or half a per cent of noise may explain (p = ${p.toFixed(3)}).`,
    };
  }
  return {
    code: 'saving',
    message: `Pooling saves ${percent} against the carriers planned alone, with each of ${seeds.length} paired seeds on average (exact sign-flip test, p = ${p.toFixed(3)}).`,
  };
}
