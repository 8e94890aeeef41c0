import type { RungName } from '../api/wire.ts';
import type { TabId } from '../panel/figures-panel.tsx';
import type { RungView } from './use-rung-view.ts';
import type { ViewAddress } from './view-address.ts';

/** What a user can ask a rung's page to show. */
export interface RungActions {
  readonly showRung: (rung: RungName) => void;
  readonly showTrip: (tripId: string) => void;
  /** Trips at one place: one is opened, several are listed. */
  readonly showTrips: (tripIds: readonly string[]) => void;
  readonly showVillage: (siteId: string) => void;
  /** A village's week, or the trips that start at any other site. */
  readonly showSite: (siteId: string) => void;
  readonly showNothing: () => void;
  readonly leaveTrip: () => void;
}

export function buildRungActions(
  view: RungView,
  change: (part: Partial<ViewAddress>) => void,
  setTab: (tab: TabId) => void,
): RungActions {
  const showTrip = (trip: string): void => {
    change({ trip });
    setTab('trips');
  };
  const showPlace = (tripIds: readonly string[]): void => {
    view.setPlaceTripIds(tripIds);
    change({ trip: null, village: null });
    if (tripIds.length > 0) setTab('trips');
  };
  const showVillage = (village: string): void => {
    view.setPlaceTripIds([]);
    change({ village, trip: null });
    setTab('villages');
  };
  return {
    showTrip,
    showVillage,
    showTrips: (tripIds) => (tripIds.length === 1 ? showTrip(tripIds[0]) : showPlace(tripIds)),
    showSite: (siteId) => {
      const isVillage = view.data.villages?.some((village) => village.siteId === siteId) ?? false;
      if (isVillage) showVillage(siteId);
      else showPlace(listTripIdsFrom(view, siteId));
    },
    showNothing: () => showPlace([]),
    showRung: (rung) => {
      view.setPlaceTripIds([]);
      change({ rung, trip: null });
    },
    leaveTrip: () => {
      change({ trip: null });
      if (view.village !== null) setTab('villages');
    },
  };
}

function listTripIdsFrom({ choice }: RungView, siteId: string): readonly string[] {
  return choice.visible
    .filter(({ properties }) => properties.startSiteId === siteId)
    .map(({ properties }) => properties.id);
}
