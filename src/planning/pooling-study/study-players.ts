import type { VolumeLine } from '../../cost-sharing/settlement/agreement.ts';
import { getVisitDays } from '../../demand/visit-calendar.ts';
import type { CarrierId } from '../../model/carrier.ts';
import type { Demand } from '../../model/demand.ts';
import { DIRECTIONS } from '../../model/demand.ts';
import { TIERS } from '../../model/site.ts';
import { getById } from '../plan-records/county-index.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { StudyPlayer } from './pooling-study.ts';
import type { SolvedGame } from './solved-game.ts';

/** The players as they are alone. */
export function describePlayers(context: PlanningContext, game: SolvedGame): readonly StudyPlayer[] {
  return game.players.map((carrierId, player) => {
    const demands = context.county.demands.filter((demand) => demand.carrierId === carrierId);
    const { kg, parcels, stops } = sumVolume(context, demands);
    return {
      carrierId,
      name: getById(context.index.carriers, carrierId).name,
      aloneFen: game.costOf(1 << player).costFen,
      kgPerWeek: kg,
      parcelsPerWeek: parcels,
      stopsPerWeek: stops,
    };
  });
}

/** What each player moves in a week by the tier of the site and the direction; slices without goods are left out. */
export function listVolumes(context: PlanningContext, players: readonly CarrierId[]): readonly VolumeLine[] {
  return players.flatMap((carrierId) =>
    TIERS.flatMap((tier) =>
      DIRECTIONS.flatMap((direction) => {
        const demands = context.county.demands.filter((demand) => {
          const isHere = getById(context.index.sites, demand.siteId).tier === tier;
          return demand.carrierId === carrierId && demand.direction === direction && isHere;
        });
        return demands.length === 0 ? [] : [{ carrierId, tier, direction, ...sumVolume(context, demands) }];
      }),
    ),
  );
}

/** Stops are one for each site and weekday. */
function sumVolume(
  { calendar }: PlanningContext,
  demands: readonly Demand[],
): Pick<VolumeLine, 'kg' | 'parcels' | 'stops'> {
  const stops = demands.flatMap((demand) =>
    getVisitDays(calendar, demand).map((weekday) => `${weekday}/${demand.siteId}`),
  );
  return {
    kg: demands.reduce((sum, { gramsPerWeek }) => sum + gramsPerWeek, 0) / 1000,
    parcels: demands.reduce((sum, { parcelsPerWeek }) => sum + parcelsPerWeek, 0),
    stops: new Set(stops).size,
  };
}
