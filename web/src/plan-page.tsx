import type { PlanItem } from './api/wire.ts';
import { Failure } from './panel/failure.tsx';
import { Loading } from './panel/loading.tsx';
import { RungPage } from './rung-page.tsx';
import { useComparison } from './state/use-plan-data.ts';
import type { ViewAddress } from './state/view-address.ts';
import { RUNG_NAMES } from './state/view-address.ts';

interface PlanPageProps {
  readonly countyCode: string;
  readonly plan: PlanItem;
  readonly address: ViewAddress;
  readonly onChange: (change: Partial<ViewAddress>) => void;
}

/** A plan: its comparison says which rungs there are; one of them is shown. */
export function PlanPage({ countyCode, plan, address, onChange }: PlanPageProps) {
  const { resource, reload } = useComparison(plan.id);
  if (resource.state === 'failed') return <Failure error={resource.error} onRetry={reload} />;
  if (resource.state !== 'ready') return <Loading />;
  const comparison = resource.value;
  const rungs = RUNG_NAMES.filter((name) => comparison.rungs.some((rung) => rung.name === name));
  const rung = rungs.find((name) => name === address.rung) ?? rungs.at(-1);
  if (rung === undefined) return null;
  return (
    <RungPage
      countyCode={countyCode}
      plan={plan}
      comparison={comparison}
      rungs={rungs}
      rung={rung}
      address={address}
      onChange={onChange}
    />
  );
}
