import type { Cargo } from '../demand/cargo.ts';
import { toItem } from '../demand/cargo.ts';
import type { Visit } from '../demand/consolidation.ts';
import { getVisitDays } from '../demand/visit-calendar.ts';
import type { Demand, DemandId } from '../model/demand.ts';
import type { Grams, Litres, Weekday } from '../model/units.ts';
import type { Unserved } from '../model/unserved.ts';
import type { PlanningContext } from './planning-context.ts';
import type { VisitReason } from './routing-task.ts';

interface Entry {
  readonly demand: Demand;
  readonly reason: VisitReason;
  readonly weekdays: Set<Weekday>;
  grams: Grams;
  litres: Litres;
  parcels: number;
}

/** Collects what a week leaves unserved: one entry per demand and reason. */
export class UnservedLedger {
  private readonly context: PlanningContext;
  private readonly entries = new Map<string, Entry>();

  constructor(context: PlanningContext) {
    this.context = context;
  }

  addVisit(visit: Visit, reason: VisitReason): void {
    for (const cargo of [...visit.deliveries, ...visit.pickups]) this.addCargo(cargo, reason);
  }

  /** A demand that is never served. */
  addDemand(demand: Demand, reason: VisitReason): void {
    const visitDays = getVisitDays(this.context.calendar, demand);
    this.addCargo({ demand, part: 0, parts: 1, visitDays }, reason);
  }

  addCargo(cargo: Cargo, reason: VisitReason): void {
    const { demand } = cargo;
    const key = JSON.stringify([demand.id, reason.code]);
    const none = { weekdays: new Set<Weekday>(), grams: 0, litres: 0, parcels: 0 };
    const entry = this.entries.get(key) ?? { demand, reason, ...none };
    this.entries.set(key, entry);
    for (const [dayIndex, weekday] of cargo.visitDays.entries()) {
      const item = toItem(cargo, this.context.calendar, dayIndex);
      entry.weekdays.add(weekday);
      entry.grams += item.grams;
      entry.litres += item.litres;
      entry.parcels += item.parcels;
    }
  }

  /** Entries in the county's order of demands, then by code. */
  list(): readonly Unserved[] {
    const order = new Map<DemandId, number>(this.context.county.demands.map(({ id }, index) => [id, index]));
    const positionOf = ({ demandId }: Unserved): number => order.get(demandId) ?? 0;
    return [...this.entries.values()]
      .map(({ demand, reason, weekdays, grams, litres, parcels }) => ({
        demandId: demand.id,
        code: reason.code,
        message: reason.message,
        figures: reason.figures,
        weekdays: [...weekdays].sort((a, b) => a - b),
        gramsPerWeek: grams,
        litresPerWeek: litres,
        parcelsPerWeek: parcels,
      }))
      .sort((a, b) => positionOf(a) - positionOf(b) || (a.code < b.code ? -1 : 1));
  }
}
