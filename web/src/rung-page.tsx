import { useState } from 'preact/hooks';

import type { Comparison, PlanItem, RungName } from './api/wire.ts';
import { Legend } from './carriers/legend.tsx';
import { FilterBar } from './controls/filter-bar.tsx';
import { useTranslation } from './i18n/use-translation.ts';
import { LazyCountyMap } from './map/lazy-county-map.tsx';
import type { TabId } from './panel/figures-panel.tsx';
import { FiguresPanel } from './panel/figures-panel.tsx';
import { buildRungActions } from './state/rung-actions.ts';
import { useRungView } from './state/use-rung-view.ts';
import { FIRST_DAYS } from './state/use-trip-choice.ts';
import type { ViewAddress } from './state/view-address.ts';

interface RungPageProps {
  readonly countyCode: string;
  readonly plan: PlanItem;
  readonly comparison: Comparison;
  readonly rungs: readonly RungName[];
  readonly rung: RungName;
  readonly address: ViewAddress;
  readonly onChange: (change: Partial<ViewAddress>) => void;
}

/** One rung of a plan: filters above, the map, and the figures beside it. */
export function RungPage(props: RungPageProps) {
  const { rungs, rung, address, onChange } = props;
  const { text } = useTranslation();
  const view = useRungView(props.countyCode, props.plan.id, rung, address);
  const [tab, setTab] = useState<TabId>(toFirstTab(address));
  const actions = buildRungActions(view, onChange, setTab);
  return (
    <main class="plan">
      <FilterBar
        rungs={rungs}
        rung={rung}
        days={address.days ?? FIRST_DAYS}
        echelon={address.echelon}
        onRung={actions.showRung}
        onDays={(days) => onChange({ days })}
        onEchelon={(echelon) => onChange({ echelon })}
      />
      <section class="map" aria-label={text('map.label')}>
        <div class="map-box">
          <LazyCountyMap
            {...view.map}
            chosenSiteId={address.village}
            onPickSite={actions.showSite}
            onPickTrips={actions.showTrips}
            onPickNothing={actions.showNothing}
          />
        </div>
        <Legend choice={view.choice} />
      </section>
      <FiguresPanel
        tab={tab}
        comparison={props.comparison}
        rung={rung}
        estimated={props.plan.travel.estimated}
        view={view}
        actions={actions}
        onTab={setTab}
      />
    </main>
  );
}

function toFirstTab({ trip, village }: ViewAddress): TabId {
  if (trip !== null) return 'trips';
  return village === null ? 'comparison' : 'villages';
}
