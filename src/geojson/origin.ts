import type { Plan } from '../model/plan.ts';
import type { Origin } from './feature-collection.ts';

/** Attribution and dataset hash of a plan's exports. */
export function toOrigin(plan: Plan): Origin {
  return { attributions: plan.attributions, datasetHash: plan.datasetHash };
}
