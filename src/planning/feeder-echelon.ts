import type { Cargo } from '../demand/cargo.ts';
import type { Visit } from '../demand/consolidation.ts';
import { cutToFit } from '../demand/consolidation.ts';
import type { HandlingClass } from '../model/commodity.ts';
import type { SiteId } from '../model/site.ts';
import type { SecondsOfDay, Weekday } from '../model/units.ts';
import { WEEKDAYS } from '../model/units.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import type { StopRule } from '../solver/routing/solve-routing.ts';
import type { CoalitionResources } from './coalition-resources.ts';
import { stationVehicles } from './coalition-resources.ts';
import { mergeDays, pickDay } from './merge-days.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import type { RoutedTask } from './routing-task.ts';
import { solveRoutingTask, takeHopelessApart } from './routing-task.ts';
import type { FreeVehicles } from './trunk-echelon.ts';
import { largestLoadOf } from './village-echelon.ts';

/** Goods that leave or reach the warehouse on a weekday, on trunk trips or tours straight from it. */
export interface WarehouseMovement {
  readonly visit: Visit;
  readonly weekdays: readonly Weekday[];
  /** When the trip that carries them is back at the warehouse. */
  readonly back: SecondsOfDay;
}

/**
 * Feeder trips of the week between the members' other depots and the pool's warehouse, each evening: the next day's
 * goods in, and out what villages gave and reached the warehouse before the feeder hours (else the next evening).
 * Goods can be loaded from the start of the feeder hours and must be in by their end.
 */
export async function solveFeederWeek(
  context: PlanningContext,
  resources: CoalitionResources,
  movements: readonly WarehouseMovement[],
  freeVehicles: FreeVehicles,
  options: { readonly seed: number; readonly stop: StopRule },
): Promise<readonly RoutedTask[]> {
  const { feederStart, feederEnd } = context.county.rates;
  const days = WEEKDAYS.map((weekday) => ({
    weekday,
    visits: listVisits(context, resources, movements, weekday),
  }));
  return Promise.all(
    mergeDays(days).map(({ weekdays, visits }) => {
      const shift = { earliest: feederStart, latest: feederEnd };
      const countOf = (type: VehicleType): number => freeVehicles(type, weekdays);
      const fleet = stationVehicles(context, resources, [resources.warehouse.id], countOf, shift);
      const largest = largestLoadOf(fleet);
      const fitting = visits.flatMap((visit) =>
        cutToFit(visit, context.calendar, largest(visit.handlingClass)),
      );
      const task = { weekdays, visits: fitting, fleet, opensAt: () => feederStart };
      return solveRoutingTask(context, takeHopelessApart(context, task), options);
    }),
  );
}

/** Evening on which goods that come back to the warehouse on a weekday go on to their depot. */
export function eveningAfter(weekday: Weekday, back: SecondsOfDay, feederStart: SecondsOfDay): Weekday {
  return back <= feederStart ? weekday : nextWeekday(weekday);
}

export function nextWeekday(weekday: Weekday): Weekday {
  return ((weekday % 7) + 1) as Weekday;
}

interface DepotBin {
  readonly depotId: SiteId;
  readonly handlingClass: HandlingClass;
  readonly inbound: Cargo[];
  readonly outbound: Cargo[];
}

function listVisits(
  context: PlanningContext,
  resources: CoalitionResources,
  movements: readonly WarehouseMovement[],
  evening: Weekday,
): readonly Visit[] {
  const { rates } = context.county;
  const bins = new Map<string, DepotBin>();
  const binOf = (cargo: Cargo, handlingClass: HandlingClass): DepotBin | null => {
    const { depotId } = getById(context.index.carriers, cargo.demand.carrierId);
    if (depotId === resources.warehouse.id) return null;
    const key = JSON.stringify([depotId, handlingClass]);
    const bin = bins.get(key) ?? { depotId, handlingClass, inbound: [], outbound: [] };
    bins.set(key, bin);
    return bin;
  };
  for (const { visit, weekdays, back } of movements) {
    for (const [dayIndex, weekday] of weekdays.entries()) {
      if (nextWeekday(evening) === weekday) {
        for (const cargo of visit.deliveries)
          binOf(cargo, visit.handlingClass)?.inbound.push(pickDay(cargo, dayIndex));
      }
      if (eveningAfter(weekday, back, rates.feederStart) === evening) {
        for (const cargo of visit.pickups)
          binOf(cargo, visit.handlingClass)?.outbound.push(pickDay(cargo, dayIndex));
      }
    }
  }
  return [...bins.values()].map(({ depotId, handlingClass, inbound, outbound }) => ({
    siteId: depotId,
    handlingClass,
    window: { earliest: rates.feederStart, latest: rates.feederEnd },
    serviceSeconds: getById(context.index.sites, depotId).serviceSeconds,
    deliveries: outbound,
    pickups: inbound,
  }));
}
