import type { Demand } from '../model/demand.ts';
import type { Unserved } from '../model/unserved.ts';
import type { Weekday } from '../model/units.ts';
import { WEEKDAYS } from '../model/units.ts';
import { dueOnVisit } from './plan-calendar.ts';
import type { CheckedWeek, PlanCheckBasis } from './plan-check-basis.ts';
import type { Amount, Ledger } from './plan-ledger.ts';
import { isSame, NOTHING } from './plan-ledger.ts';

/**
 * Holds what each demand's site gets or gives on each weekday, and what is stated as unserved, against what is due
 * that day: granted days by the calendar, whole amounts, each gram either moved or listed. Today's runs serve a
 * demand in even parts on the days on which they do, or not at all.
 */
export function checkDemands(basis: PlanCheckBasis, week: CheckedWeek, own: Ledger): void {
  const { members, unserved } = week.coalition;
  const entries = Map.groupBy(unserved, ({ demandId }) => demandId);
  for (const demandId of entries.keys()) {
    const demand = basis.demands.get(demandId);
    if (demand === undefined || !members.includes(demand.carrierId)) {
      basis.add(
        'demand_of_other',
        `${week.path}/unserved`,
        `${demandId} is none of the coalition's demands.`,
      );
    }
  }
  for (const demand of basis.county.demands) {
    if (!members.includes(demand.carrierId)) continue;
    new DemandCheck(basis, week, own, demand, entries.get(demand.id) ?? []).run();
  }
}

class DemandCheck {
  private readonly basis: PlanCheckBasis;
  private readonly week: CheckedWeek;
  private readonly own: Ledger;
  private readonly demand: Demand;
  private readonly entries: readonly Unserved[];
  /** Days on which something is due. */
  private readonly days: readonly Weekday[];

  constructor(
    basis: PlanCheckBasis,
    week: CheckedWeek,
    own: Ledger,
    demand: Demand,
    entries: readonly Unserved[],
  ) {
    this.basis = basis;
    this.week = week;
    this.own = own;
    this.demand = demand;
    this.entries = entries;
    const visited = WEEKDAYS.filter((weekday) => this.servedOn(weekday) !== undefined);
    const isFree = week.rung === 'as_operated' && visited.length > 0;
    this.days = isFree ? visited : (basis.grantedDays.get(demand.id) ?? []);
  }

  run(): void {
    const listed = new Set(this.entries.flatMap(({ weekdays }) => weekdays));
    const left: [number, number, number] = [0, 0, 0];
    for (const weekday of WEEKDAYS) {
      const due = this.dueOn(weekday);
      const served = this.servedOn(weekday);
      this.checkDay(weekday, due, served, listed.has(weekday));
      for (const index of left.keys()) left[index] += due[index] - (served?.[index] ?? 0);
    }
    this.checkLeft(left);
    for (const entry of this.entries) this.checkEntry(entry);
  }

  private servedOn(weekday: Weekday): Amount | undefined {
    return this.own.find(this.demand.id, this.demand.siteId, weekday);
  }

  private dueOn(weekday: Weekday): Amount {
    const { gramsPerWeek, litresPerWeek, parcelsPerWeek } = this.demand;
    const index = this.days.indexOf(weekday);
    if (index < 0) return NOTHING;
    const due = (amount: number): number => dueOnVisit(amount, this.days.length, index);
    return [due(gramsPerWeek), due(litresPerWeek), due(parcelsPerWeek)];
  }

  private checkDay(weekday: Weekday, due: Amount, served: Amount | undefined, isListed: boolean): void {
    const moved = served ?? NOTHING;
    const figures = {
      weekday,
      dueGrams: due[0],
      movedGrams: moved[0],
      dueLitres: due[1],
      movedLitres: moved[1],
    };
    const { basis, demand, week } = this;
    const name = `${demand.id} on weekday ${weekday}`;
    if (served !== undefined && !this.days.includes(weekday)) {
      basis.add('off_calendar', week.path, `${name} has no visit by the calendar.`, figures);
    } else if (isSame(moved, due)) {
      if (isListed && !isSame(due, NOTHING))
        basis.add('unserved_mismatch', week.path, `${name} is listed as unserved, but is served.`, figures);
    } else if (isListed && moved.every((amount, index) => amount <= due[index])) {
      return;
    } else if (served === undefined) {
      basis.add('too_few_visits', week.path, `${name} is due, but not visited.`, figures);
    } else {
      basis.add('mass_not_conserved', week.path, `${name} does not move what is due.`, figures);
    }
  }

  /** What is not moved is what the entries say, in grams, parcels and, where they state them, litres. */
  private checkLeft([grams, litres, parcels]: Amount): void {
    const { basis, week, entries, demand } = this;
    const expect = (unit: string, stated: number, recomputed: number): void =>
      basis.expect('mass_not_conserved', week.path, `${demand.id} unserved in ${unit}`, stated, recomputed);
    expect('grams', sum(entries.map((entry) => entry.gramsPerWeek)), grams);
    expect('parcels', sum(entries.map((entry) => entry.parcelsPerWeek)), parcels);
    const stated = entries.map((entry) => entry.litresPerWeek);
    if (stated.every((amount) => amount !== undefined)) expect('litres', sum(stated), litres);
  }

  private checkEntry({ weekdays, gramsPerWeek, parcelsPerWeek, code }: Unserved): void {
    const { basis, week, demand, entries } = this;
    const due = weekdays.map((weekday) => this.dueOn(weekday));
    const fits =
      gramsPerWeek >= 0 &&
      parcelsPerWeek >= 0 &&
      gramsPerWeek <= sum(due.map(([grams]) => grams)) &&
      parcelsPerWeek <= sum(due.map(([, , parcels]) => parcels));
    const isOnce = new Set(weekdays).size === weekdays.length;
    const isGranted = weekdays.length > 0 && weekdays.every((weekday) => this.days.includes(weekday));
    const isAlone = entries.filter((entry) => entry.code === code).length === 1;
    if (fits && isOnce && isGranted && isAlone) return;
    basis.add(
      'unserved_mismatch',
      `${week.path}/unserved`,
      `The weekdays of ${demand.id} are ${weekdays.join(', ') || 'none'}, which is not what is left of it.`,
      { gramsPerWeek, parcelsPerWeek },
    );
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
