import { CostSharingError } from './cost-sharing-error.ts';

/**
 * Split of a total in proportion to weights, exact shares; equal parts where all weights are 0.
 * @throws CostSharingError `basis_invalid` for a weight that is negative or no finite number, or one too few or many.
 */
export function splitByWeights(
  totalFen: number,
  weights: readonly number[],
  players: number,
  path: string,
): readonly number[] {
  if (weights.length !== players) {
    throw new CostSharingError('basis_invalid', path, `${weights.length} weights for ${players} players`);
  }
  for (const [index, weight] of weights.entries()) {
    if (!Number.isFinite(weight) || weight < 0) {
      throw new CostSharingError('basis_invalid', `${path}[${index}]`, 'a finite number of at least 0');
    }
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (sum > 0 ? (totalFen * weight) / sum : totalFen / players));
}
