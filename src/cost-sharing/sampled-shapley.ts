import type { Coalition, CoalitionGame } from './coalition-game.ts';
import { findCost } from './coalition-game.ts';
import { CostSharingError } from './cost-sharing-error.ts';
import { drawArrangements } from './arrangements.ts';

/** How a Shapley value is sampled: the same seed and blocks give the same orders. */
export interface ShapleySample {
  readonly seed: number;
  /** Independent blocks of orders, at least 2: their scatter gives the confidence interval. */
  readonly blocks: number;
}

export interface SampledShapley {
  /** Estimates by player; they sum to the grand coalition's cost. */
  readonly values: readonly number[];
  /** Half widths of the 95 % confidence intervals, each player by itself (Student's t over the blocks). */
  readonly halfWidths: readonly number[];
  readonly orders: number;
}

/**
 * Coalitions whose costs a sample needs: the arcs of each block's circle, `players * (players - 1)` of them and the
 * grand coalition, fewer where blocks share some.
 */
export function listSampleCoalitions(players: number, sample: ShapleySample): readonly Coalition[] {
  const needed = new Set<Coalition>();
  for (const circle of drawArrangements(players, sample.blocks, sample.seed)) {
    for (let start = 0; start < players; start++) {
      for (const coalition of prefixesOf(circle, start, 1)) needed.add(coalition);
    }
  }
  return [...needed].sort((a, b) => a - b);
}

/**
 * Shapley value from sampled orders (Castro, Gomez and Tejada 2009), stratified by position and antithetic: a block is
 * a random circle of the players read from each start in both directions, so that each player joins at each position
 * equally often, and next to nothing more has to be solved for the reversed orders, which use the same coalitions.
 * O(blocks * players^2).
 * @throws CostSharingError `basis_invalid` below two blocks, `coalitions_unsolved` where a needed one is missing.
 */
export function sampleShapley(game: CoalitionGame, sample: ShapleySample): SampledShapley {
  if (!Number.isInteger(sample.blocks) || sample.blocks < 2) {
    throw new CostSharingError('basis_invalid', 'shapleySample.blocks', 'two or more blocks');
  }
  const count = game.players.length;
  const means = drawArrangements(count, sample.blocks, sample.seed).map((circle) =>
    meanOfBlock(game, circle),
  );
  const values = game.players.map((_, player) => mean(means.map((block) => block[player])));
  const factor = studentQuantile(sample.blocks - 1) / Math.sqrt(sample.blocks);
  const halfWidths = values.map((value, player) => {
    const squares = means.reduce((sum, block) => sum + (block[player] - value) ** 2, 0);
    return factor * Math.sqrt(squares / (sample.blocks - 1));
  });
  return { values, halfWidths, orders: sample.blocks * count * 2 };
}

function meanOfBlock(game: CoalitionGame, circle: readonly number[]): readonly number[] {
  const count = circle.length;
  const sums = Array.from({ length: count }, () => 0);
  for (let start = 0; start < count; start++) {
    for (const step of [1, -1]) {
      let before = 0;
      for (const [position, coalition] of prefixesOf(circle, start, step).entries()) {
        const cost = findCost(game, coalition);
        if (cost === null)
          throw new CostSharingError('coalitions_unsolved', `costs[${coalition}]`, 'not solved');
        sums[circle[wrap(start + position * step, count)]] += cost - before;
        before = cost;
      }
    }
  }
  return sums.map((sum) => sum / (2 * count));
}

/** Coalitions that grow from a start on the circle, one player at a time. */
function prefixesOf(circle: readonly number[], start: number, step: number): readonly Coalition[] {
  let coalition = 0;
  return circle.map((_, position) => {
    coalition |= 1 << circle[wrap(start + position * step, circle.length)];
    return coalition;
  });
}

function wrap(position: number, count: number): number {
  return ((position % count) + count) % count;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Two-sided 95 % quantile of Student's t: exact for 1 and 2 degrees, else Cornish-Fisher, within 0.5 % from 3 on. */
function studentQuantile(degrees: number): number {
  if (degrees === 1) return 12.7062;
  if (degrees === 2) return 4.302_65;
  const z = 1.959_963_985;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ];
  return terms.reduce((sum, term, index) => sum + term / degrees ** (index + 1), z);
}
