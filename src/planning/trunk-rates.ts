import { sumPeaks } from '../demand/cargo.ts';
import type { Visit } from '../demand/consolidation.ts';
import type { Demand } from '../model/demand.ts';
import type { Site, SiteId } from '../model/site.ts';
import type { Fen } from '../model/units.ts';
import type { CoalitionResources } from './coalition-resources.ts';
import { stationVehicles } from './coalition-resources.ts';
import { costRoute } from './cost.ts';
import type { PlanningContext } from './planning-context.ts';
import type { TimedRoute } from './timetable.ts';

/** Trunk cost and mass of a station over the week. */
export interface TrunkShare {
  fen: Fen;
  grams: number;
}

/** Part of a trip's cost that more goods on it cause where the trunk runs there anyway (assumption). */
const MARGINAL_SHARE = 0.4;

/** Load that a trunk vehicle is reckoned to have before routes are known (assumption). */
const EXPECTED_FILL = 0.6;

/**
 * Trunk cost per gram to each station before any trunk is planned: the cheapest vehicle's out-and-back trip, filled
 * to `EXPECTED_FILL`, its day shared by the trips that it may make; a part of it where the trunk has demand of the
 * township's own to serve.
 */
export function estimateTrunkRates(
  context: PlanningContext,
  resources: CoalitionResources,
  stations: readonly Site[],
  demands: readonly Demand[],
): ReadonlyMap<SiteId, number> {
  const { warehouse } = resources;
  const served = new Set(demands.map(({ siteId }) => siteId));
  const fleet = stationVehicles(context, resources, [warehouse.id]);
  return new Map(
    stations.map((station) => {
      const rates = fleet.map(({ type }) => {
        const metres = 2 * context.tables.metresBetween(type.profile, warehouse.id, station.id);
        const seconds =
          2 * context.tables.secondsBetween(type.profile, warehouse.id, station.id) + station.serviceSeconds;
        const trip =
          type.fenPerDay / type.maxTripsPerDay +
          (metres * type.fenPerKm) / 1000 +
          (seconds * type.fenPerHour) / 3600;
        return trip / (EXPECTED_FILL * type.capacityGrams);
      });
      const share = served.has(station.id) ? MARGINAL_SHARE : 1;
      return [station.id, share * Math.min(...rates, Number.MAX_SAFE_INTEGER)];
    }),
  );
}

/** Splits each trunk route's cost over its stops by mass and distance from the warehouse. */
export function shareTrunkCost(
  context: PlanningContext,
  routes: readonly { readonly timed: TimedRoute; readonly daysPerWeek: number }[],
): ReadonlyMap<SiteId, TrunkShare> {
  const shares = new Map<SiteId, TrunkShare>();
  for (const { timed, daysPerWeek } of routes) {
    const { type, baseId } = timed.draft.vehicles;
    const { vehicleDayFen, distanceFen, driverTimeFen } = costRoute(
      type,
      timed.metres,
      timed.end - timed.start,
    );
    const fen = (vehicleDayFen + distanceFen + driverTimeFen) * daysPerWeek;
    const visits = timed.draft.trips.flat();
    const weights = visits.map((visit) => {
      return (
        (gramsOf(context, visit) + 1) * (context.tables.metresBetween(type.profile, baseId, visit.siteId) + 1)
      );
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, visit] of visits.entries()) {
      const share = shares.get(visit.siteId) ?? { fen: 0, grams: 0 };
      share.fen += (fen * weights[index]) / total;
      share.grams += gramsOf(context, visit) * daysPerWeek;
      shares.set(visit.siteId, share);
    }
  }
  return shares;
}

function gramsOf({ calendar }: PlanningContext, visit: Visit): number {
  return sumPeaks([...visit.deliveries, ...visit.pickups], calendar).grams;
}
