import type { CommodityId, HandlingClass } from '../model/commodity.ts';
import type { County } from '../model/county.ts';
import type { Demand } from '../model/demand.ts';
import type { SiteId } from '../model/site.ts';
import type { Grams, Litres, Seconds, TimeWindow } from '../model/units.ts';
import type { Cargo } from './cargo.ts';
import { cutCargo, peakAmount } from './cargo.ts';
import type { DayGroup } from './day-group.ts';
import type { VisitCalendar } from './visit-calendar.ts';

/**
 * One stop to make: goods of one handling class brought to and taken from one site, of any number of carriers,
 * within a window that suits them all.
 */
export interface Visit {
  readonly siteId: SiteId;
  readonly handlingClass: HandlingClass;
  readonly window: TimeWindow;
  readonly serviceSeconds: Seconds;
  readonly deliveries: readonly Cargo[];
  readonly pickups: readonly Cargo[];
}

/** Most that one vehicle can take, by handling class; null where no vehicle carries the class. */
export type LargestLoad = (handlingClass: HandlingClass) => { grams: Grams; litres: Litres } | null;

/** Demands share a stop only when their windows have at least this much in common, or all of the shorter one. */
const LEAST_COMMON_WINDOW_SECONDS = 3600;

/**
 * Merges the demands of a day group into visits: one per site, handling class and set of windows that overlap by an
 * hour or more, deliveries and pickups together, across carriers. A visit above the largest vehicle is cut into
 * several by `cutToFit`.
 */
export function consolidateDemands(
  county: County,
  group: DayGroup,
  calendar: VisitCalendar,
  largestLoad: LargestLoad,
): readonly Visit[] {
  const classes = new Map(county.commodities.map((commodity) => [commodity.id, commodity.handlingClass]));
  const service = new Map(county.sites.map((site) => [site.id, site.serviceSeconds]));
  const visits: Visit[] = [];
  for (const demands of groupBySiteAndClass(group.demands, classes)) {
    const { siteId } = demands[0];
    const handlingClass = classes.get(demands[0].commodityId) ?? 'ambient';
    for (const { window, members } of mergeWindows(demands)) {
      const cargoes = members.map((demand): Cargo => ({
        demand,
        part: 0,
        parts: 1,
        visitDays: group.weekdays,
      }));
      const visit = {
        siteId,
        handlingClass,
        window,
        serviceSeconds: service.get(siteId) ?? 0,
        deliveries: cargoes.filter((cargo) => cargo.demand.direction === 'down'),
        pickups: cargoes.filter((cargo) => cargo.demand.direction === 'up'),
      };
      visits.push(...cutToFit(visit, calendar, largestLoad(handlingClass)));
    }
  }
  return visits;
}

/**
 * Cuts a visit into visits that each fit the largest vehicle, whole cargoes first (first fit, heaviest first). A
 * cargo above the vehicle by itself is cut into equal parts. Returned whole when no vehicle takes the class.
 */
export function cutToFit(
  visit: Visit,
  calendar: VisitCalendar,
  largest: { readonly grams: Grams; readonly litres: Litres } | null,
): readonly Visit[] {
  if (largest === null) return [visit];
  const deliveries = packLots(visit.deliveries, calendar, largest);
  const pickups = packLots(visit.pickups, calendar, largest);
  const count = Math.max(deliveries.length, pickups.length);
  return Array.from({ length: count }, (_, index) => ({
    ...visit,
    deliveries: deliveries[index] ?? [],
    pickups: pickups[index] ?? [],
  }));
}

/**
 * A visit taken apart: each cargo by itself, at its own site in its own hours, in loads that even the smallest vehicle
 * takes. For visits that are too narrow or too heavy together.
 */
export function takeApart(
  visit: Visit,
  calendar: VisitCalendar,
  smallest: { readonly grams: Grams; readonly litres: Litres },
): readonly Visit[] {
  return [...visit.deliveries, ...visit.pickups].flatMap((cargo) => {
    const isDelivery = visit.deliveries.includes(cargo);
    const single = {
      ...visit,
      window: cargo.demand.siteId === visit.siteId ? cargo.demand.window : visit.window,
      deliveries: isDelivery ? [cargo] : [],
      pickups: isDelivery ? [] : [cargo],
    };
    return cutToFit(single, calendar, smallest);
  });
}

/** Most parts one cargo is cut into; beyond, it counts as too large for every vehicle. */
const MOST_PARTS = 60;

function packLots(
  cargoes: readonly Cargo[],
  calendar: VisitCalendar,
  largest: { readonly grams: Grams; readonly litres: Litres },
): readonly (readonly Cargo[])[] {
  const sized = cargoes
    .flatMap((cargo) => cutToVehicle(cargo, calendar, largest))
    .map((cargo) => ({ cargo, peak: peakAmount(cargo, calendar) }));
  const total = sized.reduce(
    (sum, { peak }) => ({ grams: sum.grams + peak.grams, litres: sum.litres + peak.litres }),
    {
      grams: 0,
      litres: 0,
    },
  );
  if (sized.length === 0) return [];
  if (total.grams <= largest.grams && total.litres <= largest.litres)
    return [sized.map(({ cargo }) => cargo)];
  const heaviestFirst = sized.toSorted((a, b) => b.peak.grams - a.peak.grams);
  const lots: { grams: number; litres: number; cargoes: Cargo[] }[] = [];
  for (const { cargo, peak } of heaviestFirst) {
    let lot = lots.find(
      (l) => l.grams + peak.grams <= largest.grams && l.litres + peak.litres <= largest.litres,
    );
    if (lot === undefined) {
      lot = { grams: 0, litres: 0, cargoes: [] };
      lots.push(lot);
    }
    lot.grams += peak.grams;
    lot.litres += peak.litres;
    lot.cargoes.push(cargo);
  }
  return lots.map((lot) => lot.cargoes);
}

function cutToVehicle(
  cargo: Cargo,
  calendar: VisitCalendar,
  largest: { readonly grams: Grams; readonly litres: Litres },
): readonly Cargo[] {
  const peak = peakAmount(cargo, calendar);
  const parts = Math.max(1, Math.ceil(peak.grams / largest.grams), Math.ceil(peak.litres / largest.litres));
  return parts === 1 || parts > MOST_PARTS ? [cargo] : cutCargo(cargo, parts);
}

function groupBySiteAndClass(
  demands: readonly Demand[],
  classes: ReadonlyMap<CommodityId, HandlingClass>,
): Iterable<readonly Demand[]> {
  const groups = new Map<string, Demand[]>();
  for (const demand of demands) {
    const key = JSON.stringify([demand.siteId, classes.get(demand.commodityId)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [demand]);
    else group.push(demand);
  }
  return groups.values();
}

function mergeWindows(demands: readonly Demand[]): readonly { window: TimeWindow; members: Demand[] }[] {
  const groups: { window: TimeWindow; members: Demand[] }[] = [];
  for (const demand of demands) {
    let merged = false;
    for (const group of groups) {
      const window = intersectWindows(group.window, demand.window);
      if (window === null || !isLongEnough(window, group.window, demand.window)) continue;
      group.window = window;
      group.members.push(demand);
      merged = true;
      break;
    }
    if (!merged) groups.push({ window: demand.window, members: [demand] });
  }
  return groups;
}

/** Common part of two windows, or null where there is none. */
export function intersectWindows(a: TimeWindow, b: TimeWindow): TimeWindow | null {
  const earliest = Math.max(a.earliest, b.earliest);
  const latest = Math.min(a.latest, b.latest);
  return earliest <= latest ? { earliest, latest } : null;
}

function isLongEnough(common: TimeWindow, a: TimeWindow, b: TimeWindow): boolean {
  const shorter = Math.min(a.latest - a.earliest, b.latest - b.earliest);
  return common.latest - common.earliest >= Math.min(LEAST_COMMON_WINDOW_SECONDS, shorter);
}
