import type { Comparison, RungName } from '../api/wire.ts';
import { ComparisonPanel } from '../comparison/comparison-panel.tsx';
import { useTranslation } from '../i18n/use-translation.ts';
import type { RungActions } from '../state/rung-actions.ts';
import type { RungView } from '../state/use-rung-view.ts';
import { TripDetail } from '../trips/trip-detail.tsx';
import { TripList } from '../trips/trip-list.tsx';
import { UnservedStations } from '../villages/unserved-stations.tsx';
import { VillageDetail } from '../villages/village-detail.tsx';
import { VillageList } from '../villages/village-list.tsx';
import { Failure } from './failure.tsx';
import { Loading } from './loading.tsx';
import { Tabs } from './tabs.tsx';

const TAB_IDS = ['comparison', 'villages', 'trips'] as const;
export type TabId = (typeof TAB_IDS)[number];

interface FiguresPanelProps {
  readonly tab: TabId;
  readonly comparison: Comparison;
  readonly rung: RungName;
  /** Distances are straight lines times a detour factor. */
  readonly estimated: boolean;
  readonly view: RungView;
  readonly actions: RungActions;
  readonly onTab: (tab: TabId) => void;
}

/** The figures beside the map, under three tabs. */
export function FiguresPanel(props: FiguresPanelProps) {
  const { tab, view, onTab } = props;
  const { text } = useTranslation();
  const tabs = TAB_IDS.map((id) => ({ id, title: text(`tab.${id}`) }));
  const { failure } = view.data;
  return (
    <section class="panel">
      {failure !== null && <Failure error={failure.error} onRetry={failure.retry} />}
      <Tabs label={text('tab.label')} tabs={tabs} chosen={tab} onChoose={onTab}>
        {tab === 'comparison' && <ComparisonTab {...props} />}
        {tab === 'villages' && <VillagesTab {...props} />}
        {tab === 'trips' && <TripsTab {...props} />}
      </Tabs>
    </section>
  );
}

function ComparisonTab({ comparison, rung, estimated, view }: FiguresPanelProps) {
  const pools = view.data.outline?.rungs.find(({ name }) => name === 'pooled')?.coalitions ?? [];
  return (
    <ComparisonPanel
      comparison={comparison}
      sideBySide={pools.filter(({ sideBySide }) => sideBySide).map(({ members }) => members)}
      legend={view.choice.legend}
      shownRung={rung}
      estimated={estimated}
    />
  );
}

function VillagesTab({ view, actions }: FiguresPanelProps) {
  const { villages, unserved } = view.data;
  if (villages === null) return <Loading />;
  if (view.village === null) {
    return (
      <>
        <UnservedStations unserved={unserved ?? []} />
        <VillageList villages={villages} onChoose={actions.showVillage} />
      </>
    );
  }
  return (
    <VillageDetail
      village={view.village}
      legend={view.choice.legend}
      onBack={actions.showNothing}
      onChooseTrip={actions.showTrip}
    />
  );
}

function TripsTab({ view, actions }: FiguresPanelProps) {
  const { legend, colourBy } = view.choice;
  if (view.data.trips === null) return <Loading />;
  if (view.trip === null) {
    return (
      <TripList
        trips={view.listed}
        total={view.total}
        legend={legend}
        colourBy={colourBy}
        atPlace={view.placeTripIds.length > 0}
        onShowAll={actions.showNothing}
        onChoose={actions.showTrip}
      />
    );
  }
  return (
    <TripDetail
      trip={view.trip}
      stops={view.tripStops}
      legend={legend}
      onBack={actions.leaveTrip}
      onChooseVillage={actions.showVillage}
    />
  );
}
