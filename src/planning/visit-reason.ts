import { sumPeaks } from '../demand/cargo.ts';
import type { UnservedCode } from '../model/unserved.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import { toTimeOfDay } from './plan-records/time-of-day.ts';
import type { UnservedVisit, VisitReason } from './routing-task.ts';
import type { Room } from './warehouse-room.ts';

type Figures = Readonly<Record<string, number>>;
type Sentence = (site: string, handlingClass: string, figures: Figures) => string;

const SENTENCES: Readonly<Record<UnservedCode, Sentence>> = {
  no_coordinates: (site) => `${site} has no coordinates, so no route can reach it.`,
  no_road: (site) => `No road joins ${site} with any base that could serve it.`,
  exceeds_every_vehicle: (site) => `One visit to ${site} is more than any vehicle holds.`,
  window_unreachable: (site, _, figures) => toLimitText(site, figures),
  not_enough_vehicles: (site) => `All vehicles that could serve ${site} are taken.`,
  handling_class_carried_by_none: (site, name) => `No vehicle that may serve ${site} carries ${name} goods.`,
  station_full: (site) => `No station that may serve ${site} has room for it.`,
};

/** Names the limit that a tour to the site alone breaks: the one for which figures stand, else hours, else several. */
function toLimitText(site: string, figures: Figures): string {
  const { earliestArrival, windowLatest, shiftEnd, neededSeconds, neededMetres, earliestReturn } = figures;
  const tour = `A tour to ${site} alone`;
  if (neededSeconds !== undefined)
    return `${tour} takes ${toTimeOfDay(roundUp(neededSeconds, 60))} hours, more than the longest working time of ${toTimeOfDay(figures['maxDurationSeconds'])}.`;
  if (neededMetres !== undefined)
    return `${tour} is ${toKm(roundUp(neededMetres, 100))} km long, beyond the range of ${toKm(figures['maxDistanceMetres'])} km.`;
  if (earliestReturn !== undefined)
    return `${tour} is back at ${toTimeOfDay(roundUp(earliestReturn, 60))} at the earliest, after the shift ends at ${toTimeOfDay(shiftEnd)}.`;
  if (earliestArrival > windowLatest)
    return `${site} is reached at ${toTimeOfDay(roundUp(earliestArrival, 60))} at the earliest, after its hours end at ${toTimeOfDay(windowLatest)}.`;
  const hours = windowLatest === undefined ? '' : `, its hours end at ${toTimeOfDay(windowLatest)}`;
  return `${tour} breaks several limits of every vehicle (hours, shift, working time, range): it arrives at ${toTimeOfDay(earliestArrival)} at the earliest${hours}, the last shift ends at ${toTimeOfDay(shiftEnd)}.`;
}

/** So that what is needed never reads as much as what is allowed. */
function roundUp(amount: number, unit: number): number {
  return Math.ceil(amount / unit) * unit;
}

function toKm(metres: number): string {
  return (metres / 1000).toFixed(1);
}

/** States in the county's words why a visit is left out, with the figures behind it. */
export function toReasonText(context: PlanningContext, { visit, reason }: UnservedVisit): VisitReason {
  const { name } = getById(context.index.sites, visit.siteId);
  const down = sumPeaks(visit.deliveries, context.calendar);
  const up = sumPeaks(visit.pickups, context.calendar);
  const finite = Object.fromEntries(
    Object.entries(reason.figures).filter(([, figure]) => Number.isFinite(figure)),
  );
  return {
    code: reason.code,
    message: SENTENCES[reason.code](name, visit.handlingClass, finite),
    figures: {
      grams: Math.max(down.grams, up.grams),
      litres: Math.max(down.litres, up.litres),
      ...finite,
    },
  };
}

export function noCoordinates(context: PlanningContext, siteId: string): VisitReason {
  const { name } = getById(context.index.sites, siteId);
  return { code: 'no_coordinates', message: SENTENCES.no_coordinates(name, '', {}), figures: {} };
}

export function warehouseFull(name: string, { grams, litres }: Room): VisitReason {
  const figures = Object.entries({ capacityGrams: grams, capacityLitres: litres });
  return {
    code: 'station_full',
    message: `${name}, where the goods enter the county, has no room for them.`,
    figures: Object.fromEntries(figures.filter(([, figure]) => Number.isFinite(figure))),
  };
}
