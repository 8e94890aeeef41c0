import type { Demand } from '../model/demand.ts';
import type { Item } from '../model/plan.ts';
import type { Grams, Litres, Weekday } from '../model/units.ts';
import { splitEvenly } from './even-split.ts';
import { getVisitDays } from './visit-calendar.ts';
import type { VisitCalendar } from './visit-calendar.ts';

/**
 * Goods of one demand that travel together on a group of weekdays: part `part` of `parts` of what the site is
 * brought, or gives, on one visit.
 */
export interface Cargo {
  readonly demand: Demand;
  readonly part: number;
  readonly parts: number;
  /**
   * For each weekday of the group, the weekday of the site's visit that these goods belong to. It differs from the
   * weekday of travel on the way up (the trunk takes them on a later day) and on feeder trips (the evening before).
   */
  readonly visitDays: readonly Weekday[];
}

/** Mass, volume and parcels of goods. */
export interface Amount {
  readonly grams: Grams;
  readonly litres: Litres;
  readonly parcels: number;
}

/** What a demand moves on one of its visits; the visits of a week sum exactly to the weekly amount. */
export function amountOnVisit(demand: Demand, calendar: VisitCalendar, visitDay: Weekday): Amount {
  const days = getVisitDays(calendar, demand);
  const index = days.indexOf(visitDay);
  if (index < 0) throw new Error(`demand ${demand.id} has no visit on weekday ${visitDay}`);
  return {
    grams: splitEvenly(demand.gramsPerWeek, days.length, index),
    litres: splitEvenly(demand.litresPerWeek, days.length, index),
    parcels: splitEvenly(demand.parcelsPerWeek, days.length, index),
  };
}

/** The cargo's item on the weekday with index `dayIndex` in its group. */
export function toItem(cargo: Cargo, calendar: VisitCalendar, dayIndex: number): Item {
  const visit = amountOnVisit(cargo.demand, calendar, cargo.visitDays[dayIndex]);
  return {
    demandId: cargo.demand.id,
    grams: splitEvenly(visit.grams, cargo.parts, cargo.part),
    litres: splitEvenly(visit.litres, cargo.parts, cargo.part),
    parcels: splitEvenly(visit.parcels, cargo.parts, cargo.part),
  };
}

/** Peaks of cargoes met before; a cargo belongs to one calendar. */
const knownPeaks = new WeakMap<Cargo, Amount>();

/** Largest amounts of the cargo over the weekdays of its group, each dimension by itself. */
export function peakAmount(cargo: Cargo, calendar: VisitCalendar): Amount {
  const known = knownPeaks.get(cargo);
  if (known !== undefined) return known;
  const peak = { grams: 0, litres: 0, parcels: 0 };
  for (let day = 0; day < cargo.visitDays.length; day++) {
    const item = toItem(cargo, calendar, day);
    peak.grams = Math.max(peak.grams, item.grams);
    peak.litres = Math.max(peak.litres, item.litres);
    peak.parcels = Math.max(peak.parcels, item.parcels);
  }
  knownPeaks.set(cargo, peak);
  return peak;
}

/** Peak amounts summed over several cargoes. */
export function sumPeaks(cargoes: readonly Cargo[], calendar: VisitCalendar): Amount {
  const sum = { grams: 0, litres: 0, parcels: 0 };
  for (const cargo of cargoes) {
    const peak = peakAmount(cargo, calendar);
    sum.grams += peak.grams;
    sum.litres += peak.litres;
    sum.parcels += peak.parcels;
  }
  return sum;
}

/** The cargo cut into `into` cargoes that sum to it exactly. */
export function cutCargo(cargo: Cargo, into: number): readonly Cargo[] {
  return Array.from({ length: into }, (_, index) => ({
    ...cargo,
    part: cargo.part * into + index,
    parts: cargo.parts * into,
  }));
}
