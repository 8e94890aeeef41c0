import type { TravelEngine } from '../network/travel-engine.ts';
import type { PlanCheckBasis } from './plan-check-basis.ts';

/** Which county, dataset and roads the plan says it was made of, against those it is checked with. */
export function checkIdentity(
  basis: PlanCheckBasis,
  travel: TravelEngine,
  datasetHash: string | undefined,
): void {
  const { plan, county } = basis;
  const stated = {
    countyCode: plan.countyCode,
    countyName: plan.countyName,
    datasetHash: plan.datasetHash,
    travel: plan.travel,
    scenario: { countyCode: plan.scenario.countyCode },
    attributions: plan.attributions.toSorted(),
  };
  basis.expectSame('identity_mismatch', '', stated, {
    countyCode: county.code,
    countyName: county.name,
    datasetHash: datasetHash ?? plan.datasetHash,
    travel: { engine: travel.name, estimated: travel.estimated },
    scenario: { countyCode: county.code },
    attributions: [...new Set([...county.attributions, ...travel.attributions])].sort(),
  });
}
