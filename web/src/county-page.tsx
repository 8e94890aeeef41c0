import { useEffect } from 'preact/hooks';

import { listItems } from './api/client.ts';
import { paths } from './api/paths.ts';
import type { Fetcher } from './api/use-resource.ts';
import { useResource } from './api/use-resource.ts';
import type { CountyItem, PlanItem } from './api/wire.ts';
import { Header } from './controls/header.tsx';
import { Picker } from './controls/picker.tsx';
import type { Translation } from './i18n/translation.ts';
import { useTranslation } from './i18n/translation.ts';
import { Failure } from './panel/failure.tsx';
import { Loading } from './panel/loading.tsx';
import { NoPlan } from './panel/no-plan.tsx';
import { PlanPage } from './plan-page.tsx';
import { formatYuan } from './quantities/format.ts';
import { useViewAddress } from './state/use-view-address.ts';

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
  useEffect(() => {
    document.title = `${county.name} · ${text('page.title')}`;
  }, [county, text]);
  return (
    <>
      <Header onSwitchLanguage={onSwitchLanguage}>
        <Picker
          label={text('pick.county')}
          options={counties.map(({ code, name }) => ({ value: code, title: name }))}
          chosen={county.code}
          onChoose={(code) => change({ county: code, plan: null, trip: null, village: null })}
        />
        {plan !== undefined && (
          <Picker
            label={text('pick.plan')}
            options={plans.map((item) => ({ value: item.id, title: toPlanTitle(item, translation) }))}
            chosen={plan.id}
            onChoose={(id) => change({ plan: id, trip: null, village: null })}
          />
        )}
      </Header>
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

function toPlanTitle({ name, createdAt, totalFen }: PlanItem, { text, locale }: Translation): string {
  const time = new Date(createdAt).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const cost = totalFen === null ? '' : formatYuan(totalFen, locale);
  return [name === 'default' ? text('pick.defaultPlan') : name, time, cost]
    .filter((part) => part !== '')
    .join(' · ');
}
