import { useEffect } from 'preact/hooks';

import { listItems } from './api/client.ts';
import { paths } from './api/paths.ts';
import type { Fetcher } from './api/use-resource.ts';
import { useResource } from './api/use-resource.ts';
import type { CountyItem, PlanItem } from './api/wire.ts';
import { Header } from './controls/header.tsx';
import { Picker } from './controls/picker.tsx';
import { listPlanTitles } from './controls/plan-titles.ts';
import { useTranslation } from './i18n/use-translation.ts';
import { Failure } from './panel/failure.tsx';
import { Loading } from './panel/loading.tsx';
import { NoPlan } from './panel/no-plan.tsx';
import { PlanPage } from './plan-page.tsx';
import { useViewAddress } from './state/use-view-address.ts';
import type { ViewAddress } from './state/view-address.ts';

const listPlans: Fetcher<readonly PlanItem[]> = listItems;

interface CountyPageProps {
  readonly counties: readonly CountyItem[];
  readonly onSwitchLanguage: () => void;
}

/** One county of those there are, and one of its plans: the one in the address, or else the newest. */
export function CountyPage({ counties, onSwitchLanguage }: CountyPageProps) {
  const translation = useTranslation();
  const { text } = translation;
  const [address, change] = useViewAddress();
  const county = counties.find(({ code }) => code === address.county) ?? counties[0];
  const { resource, reload } = useResource(paths.plans(county.code), listPlans);
  const plans = resource.state === 'ready' ? resource.value : [];
  const plan = plans.find(({ id }) => id === address.plan) ?? plans.at(0);
  const titles = listPlanTitles(plans, translation);
  useEffect(() => {
    document.title = `${county.name} · ${text('page.title')}`;
  }, [county, text]);
  return (
    <>
      <Header onSwitchLanguage={onSwitchLanguage}>
        <Picker
          label={text('pick.county')}
          options={counties.map(({ code, name }) => ({ value: code, title: `${name} · ${code}` }))}
          chosen={county.code}
          onChoose={(code) => change({ county: code, plan: null, trip: null, village: null })}
        />
        {plan !== undefined && (
          <Picker
            label={text('pick.plan')}
            options={plans.map(({ id }, i) => ({ value: id, title: titles[i] }))}
            chosen={plan.id}
            onChoose={(id) => change({ plan: id, trip: null, village: null })}
          />
        )}
      </Header>
      <UnknownAddress address={address} county={county} plan={plan} />
      {resource.state === 'loading' && <Loading />}
      {resource.state === 'failed' && <Failure error={resource.error} onRetry={reload} />}
      {resource.state === 'ready' && plan === undefined && (
        <NoPlan key={county.code} county={county} onPlanned={reload} />
      )}
      {plan !== undefined && (
        <PlanPage key={plan.id} countyCode={county.code} plan={plan} address={address} onChange={change} />
      )}
    </>
  );
}

interface UnknownAddressProps {
  readonly address: ViewAddress;
  readonly county: CountyItem;
  /** Undefined until the plans have arrived, or where there is none. */
  readonly plan: PlanItem | undefined;
}

/** Says so where the address asks for a county or a plan that is not there. */
function UnknownAddress({ address, county, plan }: UnknownAddressProps) {
  const { text } = useTranslation();
  const asked = { county: county.name, code: address.county ?? '', id: address.plan ?? '' };
  if (address.county !== null && address.county !== county.code) {
    return (
      <p class="problem" role="alert">
        {text('pick.unknownCounty', asked)}
      </p>
    );
  }
  if (address.plan === null || plan === undefined || plan.id === address.plan) return null;
  return (
    <p class="problem" role="alert">
      {text('pick.unknownPlan', asked)}
    </p>
  );
}
