import { splitEvenly } from '../demand/even-split.ts';
import type { HandlingClass } from '../model/commodity.ts';
import { HANDLING_CLASSES, INCOMPATIBLE_HANDLING } from '../model/commodity.ts';
import type { Demand, DemandId } from '../model/demand.ts';
import type { Item } from '../model/plan.ts';
import type { SiteId } from '../model/site.ts';
import type { Weekday } from '../model/units.ts';
import { WEEKDAYS } from '../model/units.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import type { TracedRun } from './traced-runs.ts';

/** A run on a weekday that can hand a demand's goods over; `trunk` brings them to where it starts. */
interface Call {
  readonly weekday: Weekday;
  readonly run: TracedRun;
  /** Null where the run starts in the county town. */
  readonly trunk: TracedRun | null;
}

/**
 * Which of today's runs hand over which goods. A demand is spread over the weekdays on which a run stops at its site,
 * each day on the first of them. A run that starts at a township site hands over only what a run from the county
 * tier brings to that site on the same day. Runs whose vehicle carries the class come before others, and among these
 * those without goods that may not ride along; classes are dealt in the order of `HANDLING_CLASSES`.
 */
export class OperatedGoods {
  private readonly context: PlanningContext;
  private readonly runs: readonly TracedRun[];
  private readonly classOf: ReadonlyMap<string, HandlingClass>;
  private readonly stops = new Map<string, Demand[]>();
  private readonly classes = new Map<string, Set<HandlingClass>>();
  private readonly days = new Map<DemandId, readonly Weekday[]>();

  constructor(context: PlanningContext, runs: readonly TracedRun[], demands: readonly Demand[]) {
    this.context = context;
    this.runs = runs;
    this.classOf = new Map(context.county.commodities.map(({ id, handlingClass }) => [id, handlingClass]));
    const byClass = Map.groupBy(demands, (demand) => this.getClass(demand));
    for (const name of HANDLING_CLASSES) for (const demand of byClass.get(name) ?? []) this.deal(demand);
  }

  isServed({ id }: Demand): boolean {
    return this.days.has(id);
  }

  /** Goods that a run hands over at one of its stops on a weekday. */
  listAt(run: TracedRun, siteId: SiteId, weekday: Weekday): readonly Demand[] {
    return this.stops.get(keyOf(run, weekday, siteId)) ?? [];
  }

  /** Handling classes aboard a run on a weekday, in the order of `HANDLING_CLASSES`. */
  listClasses(run: TracedRun, weekday: Weekday): readonly HandlingClass[] {
    const aboard = this.classes.get(keyOf(run, weekday));
    return HANDLING_CLASSES.filter((name) => aboard?.has(name));
  }

  /** The weekday's part of a demand's week. */
  toItem(demand: Demand, weekday: Weekday): Item {
    const days = this.days.get(demand.id) ?? [];
    const split = (total: number): number => splitEvenly(total, days.length, days.indexOf(weekday));
    return {
      demandId: demand.id,
      grams: split(demand.gramsPerWeek),
      litres: split(demand.litresPerWeek),
      parcels: split(demand.parcelsPerWeek),
    };
  }

  private deal(demand: Demand): void {
    const calls = this.chooseCalls(demand);
    if (calls.length === 0) return;
    this.days.set(
      demand.id,
      calls.map(({ weekday }) => weekday),
    );
    for (const { weekday, run, trunk } of calls) {
      this.put(run, weekday, demand.siteId, demand);
      if (trunk !== null) this.put(trunk, weekday, run.baseId, demand);
    }
  }

  /** One call per weekday, ascending. */
  private chooseCalls(demand: Demand): readonly Call[] {
    const calls = WEEKDAYS.flatMap((weekday) => this.listCalls(demand.siteId, weekday));
    const name = this.getClass(demand);
    const fit = preferring(calls, ({ run }) => run.type.handlingClasses.includes(name));
    const clean = preferring(fit, ({ run, weekday }) => {
      return this.listClasses(run, weekday).every((other) => isCompatible(name, other));
    });
    return [...Map.groupBy(clean, ({ weekday }) => weekday).values()].map(([first]) => first);
  }

  private listCalls(siteId: SiteId, weekday: Weekday): readonly Call[] {
    const running = this.runs.filter(({ operation }) => operation.weekdays.includes(weekday));
    const stopping = running.filter(({ baseId, stopIds }) => baseId !== siteId && stopIds.includes(siteId));
    return stopping.flatMap((run): readonly Call[] => {
      if (this.isFromCounty(run)) return [{ weekday, run, trunk: null }];
      const trunk = running.find((other) => this.isFromCounty(other) && other.stopIds.includes(run.baseId));
      return trunk === undefined ? [] : [{ weekday, run, trunk }];
    });
  }

  private put(run: TracedRun, weekday: Weekday, siteId: SiteId, demand: Demand): void {
    const key = keyOf(run, weekday, siteId);
    this.stops.set(key, [...(this.stops.get(key) ?? []), demand]);
    const ofRun = keyOf(run, weekday);
    this.classes.set(ofRun, (this.classes.get(ofRun) ?? new Set()).add(this.getClass(demand)));
  }

  private isFromCounty({ baseId }: TracedRun): boolean {
    return getById(this.context.index.sites, baseId).tier === 'county';
  }

  private getClass({ commodityId }: Demand): HandlingClass {
    return getById(this.classOf, commodityId);
  }
}

function keyOf({ operation }: TracedRun, weekday: Weekday, siteId: SiteId = ''): string {
  return JSON.stringify([operation.id, weekday, siteId]);
}

/** Those that pass, or all where none does. */
function preferring<T>(list: readonly T[], isPreferred: (one: T) => boolean): readonly T[] {
  const preferred = list.filter(isPreferred);
  return preferred.length > 0 ? preferred : list;
}

function isCompatible(one: HandlingClass, other: HandlingClass): boolean {
  return !INCOMPATIBLE_HANDLING.some((pair) => pair.includes(one) && pair.includes(other) && one !== other);
}
