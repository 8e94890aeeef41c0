import { sumPeaks } from '../demand/cargo.ts';
import type { UnservedCode } from '../model/unserved.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import type { UnservedVisit, VisitReason } from './routing-task.ts';
import type { Room } from './warehouse-room.ts';

const SENTENCES: Readonly<Record<UnservedCode, (site: string, handlingClass: string) => string>> = {
  no_coordinates: (site) => `${site} has no coordinates, so no route can reach it.`,
  no_road: (site) => `No road joins ${site} with any base that could serve it.`,
  exceeds_every_vehicle: (site) => `One visit to ${site} is more than any vehicle holds.`,
  window_unreachable: (site) => `No tour reaches ${site} within its hours and is back within the shift.`,
  not_enough_vehicles: (site) => `All vehicles that could serve ${site} are taken.`,
  handling_class_carried_by_none: (site, name) => `No vehicle that may serve ${site} carries ${name} goods.`,
  station_full: (site) => `No station that may serve ${site} has room for it.`,
};

/** States in the county's words why a visit is left out, with the figures behind it. */
export function toReasonText(context: PlanningContext, { visit, reason }: UnservedVisit): VisitReason {
  const { name } = getById(context.index.sites, visit.siteId);
  const down = sumPeaks(visit.deliveries, context.calendar);
  const up = sumPeaks(visit.pickups, context.calendar);
  const finite = Object.entries(reason.figures).filter(([, figure]) => Number.isFinite(figure));
  return {
    code: reason.code,
    message: SENTENCES[reason.code](name, visit.handlingClass),
    figures: {
      grams: Math.max(down.grams, up.grams),
      litres: Math.max(down.litres, up.litres),
      ...Object.fromEntries(finite),
    },
  };
}

export function noCoordinates(context: PlanningContext, siteId: string): VisitReason {
  const { name } = getById(context.index.sites, siteId);
  return { code: 'no_coordinates', message: SENTENCES.no_coordinates(name, ''), figures: {} };
}

export function warehouseFull(name: string, { grams, litres }: Room): VisitReason {
  const figures = Object.entries({ capacityGrams: grams, capacityLitres: litres });
  return {
    code: 'station_full',
    message: `${name}, where the goods enter the county, has no room for them.`,
    figures: Object.fromEntries(figures.filter(([, figure]) => Number.isFinite(figure))),
  };
}
