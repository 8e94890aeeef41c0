import type { Cargo } from '../demand/cargo.ts';
import type { Visit } from '../demand/consolidation.ts';
import type { Weekday } from '../model/units.ts';

/** Visits that are the same on several weekdays but for grams of rounding; each cargo has a visit day per weekday. */
export interface VisitGroup {
  readonly weekdays: readonly Weekday[];
  readonly visits: readonly Visit[];
}

/** Joins weekdays whose visits carry the same cargoes to the same places, so that one set of routes serves them. */
export function mergeDays(
  days: readonly { readonly weekday: Weekday; readonly visits: readonly Visit[] }[],
): readonly VisitGroup[] {
  const groups = new Map<string, { weekdays: Weekday[]; days: (readonly Visit[])[] }>();
  for (const { weekday, visits } of days) {
    if (visits.length === 0) continue;
    const key = JSON.stringify(visits.map(toKey));
    const group = groups.get(key) ?? { weekdays: [], days: [] };
    group.weekdays.push(weekday);
    group.days.push(visits);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({
    weekdays: group.weekdays,
    visits: group.days[0].map((visit, index) => ({
      ...visit,
      deliveries: mergeCargoes(group.days.map((day) => day[index].deliveries)),
      pickups: mergeCargoes(group.days.map((day) => day[index].pickups)),
    })),
  }));
}

function toKey(visit: Visit): unknown {
  const cargoKey = (cargo: Cargo): unknown => [cargo.demand.id, cargo.part, cargo.parts];
  const { siteId, handlingClass, window, deliveries, pickups } = visit;
  return [
    siteId,
    handlingClass,
    window.earliest,
    window.latest,
    deliveries.map(cargoKey),
    pickups.map(cargoKey),
  ];
}

function mergeCargoes(days: readonly (readonly Cargo[])[]): readonly Cargo[] {
  return days[0].map((cargo, index) => ({
    ...cargo,
    visitDays: days.flatMap((cargoes) => cargoes[index].visitDays),
  }));
}

/** The visit's cargo on one weekday of its group alone. */
export function pickDay(cargo: Cargo, dayIndex: number): Cargo {
  return { ...cargo, visitDays: [cargo.visitDays[dayIndex]] };
}
