import { CostSharingError } from '../../src/cost-sharing/cost-sharing-error.ts';

/** Code and path of the error that a call throws. */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CostSharingError) return `${error.code} ${error.path}`;
    throw error;
  }
  return 'nothing thrown';
}
