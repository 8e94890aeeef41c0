import type { DemandId } from '../model/demand.ts';
import type { CoalitionPlan, Route, Rung } from '../model/plan.ts';
import type { Weekday } from '../model/units.ts';
import type { PlanCheckBasis } from './plan-check-basis.ts';
import type { Amount } from './plan-ledger.ts';
import { isSame, NOTHING } from './plan-ledger.ts';

/** Part of a vehicle's working time by which today's hours may be beyond its limits and still count as a day. */
const TOLERATED_OVERTIME = 0.25;

/**
 * Figures of what makes the saving between two rungs none, in the order in which the reason names them; empty where
 * both serve alike. Demands left to a different extent; and, against today's runs, sites of a carrier visited more
 * and less often than planned, runs above their vehicle's capacity, vehicle days far beyond its hours.
 */
export function countDifferences(basis: PlanCheckBasis, from: Rung, to: Rung): readonly number[] {
  const [before, after] = [sumLeft(from.coalitions), sumLeft(to.coalitions)];
  const ids = new Set([...before.keys(), ...after.keys()]);
  const goods = [...ids].filter((id) => !isSame(before.get(id) ?? NOTHING, after.get(id) ?? NOTHING)).length;
  const figures = goods > 0 ? [goods] : [];
  if (from.name !== 'as_operated') return figures;
  const { more, less } = compareVisits(basis, from, to);
  const { overloaded, overtime } = countStrains(basis, from);
  const ofVisits = more + less > 0 ? [more, less] : [];
  return [...figures, ...ofVisits, ...[overloaded, overtime].filter((count) => count > 0)];
}

/** Sites of a carrier that both rungs visit, by which of them does so on more days. */
function compareVisits(basis: PlanCheckBasis, today: Rung, planned: Rung): { more: number; less: number } {
  const after = countVisits(basis, planned);
  let [more, less] = [0, 0];
  for (const [place, now] of countVisits(basis, today)) {
    const then = after.get(place) ?? now;
    if (now > then) more++;
    if (now < then) less++;
  }
  return { more, less };
}

/** Most days on which a demand of the carrier is served at the site. */
function countVisits(basis: PlanCheckBasis, rung: Rung): ReadonlyMap<string, number> {
  const days = new Map<DemandId, Set<Weekday>>();
  for (const { weekdays, route } of listRuns(rung.coalitions)) {
    for (const { siteId, deliveries, pickups } of route.trips.flatMap(({ stops }) => stops)) {
      for (const { demandId } of [...deliveries, ...pickups]) {
        if (basis.demands.get(demandId)?.siteId !== siteId) continue;
        const known = days.get(demandId) ?? new Set<Weekday>();
        days.set(demandId, known);
        for (const weekday of weekdays) known.add(weekday);
      }
    }
  }
  const visits = new Map<string, number>();
  for (const [demandId, { size }] of days) {
    const demand = basis.demands.get(demandId);
    const place = JSON.stringify([demand?.carrierId, demand?.siteId]);
    visits.set(place, Math.max(size, visits.get(place) ?? 0));
  }
  return visits;
}

function countStrains(basis: PlanCheckBasis, today: Rung): { overloaded: number; overtime: number } {
  let [overloaded, overtime] = [0, 0];
  for (const { weekdays, route } of listRuns(today.coalitions)) {
    const type = basis.types.get(route.vehicleTypeId);
    if (type === undefined) continue;
    const above = route.trips.filter((trip) => {
      return trip.peakGrams > type.capacityGrams || trip.peakLitres > type.capacityLitres;
    });
    overloaded += above.length * weekdays.length;
    const slack = TOLERATED_OVERTIME * type.maxDurationSeconds;
    const outside = Math.max(0, type.shiftStart - route.start) + Math.max(0, route.end - type.shiftEnd);
    if (route.end - route.start > type.maxDurationSeconds + slack || outside > slack) {
      overtime += weekdays.length;
    }
  }
  return { overloaded, overtime };
}

/**
 * A coalition, and each of its parts, neither costs more than its members alone nor leaves more of any demand. The
 * figures of why it works in parts are recomputed as far as the refused pool, which no plan holds, allows.
 */
export function checkPools(basis: PlanCheckBasis): void {
  const { rungs } = basis.plan;
  const r = rungs.findIndex(({ name }) => name === 'pooled');
  const alone = new Map(
    rungs.find(({ name }) => name === 'alone')?.coalitions.map((plan) => [plan.members[0], plan]),
  );
  if (r < 0 || alone.size === 0) return;
  for (const [c, coalition] of rungs[r].coalitions.entries()) {
    const path = `/rungs/${r}/coalitions/${c}`;
    const listOwn = ({ members }: CoalitionPlan): readonly CoalitionPlan[] =>
      members.flatMap((id) => alone.get(id) ?? []);
    checkPool(basis, coalition, listOwn(coalition), path);
    checkSideBySide(basis, coalition, listOwn(coalition), path);
    for (const [p, part] of coalition.parts.entries()) {
      checkPool(basis, part, listOwn(part), `${path}/parts/${p}`);
    }
  }
}

function checkSideBySide(
  basis: PlanCheckBasis,
  { members, parts, cost, sideBySideReason: reason }: CoalitionPlan,
  own: readonly CoalitionPlan[],
  path: string,
): void {
  const fault = (message: string): void =>
    basis.add('side_by_side_mismatch', `${path}/sideBySideReason`, message, reason?.figures);
  if ((reason !== undefined) !== parts.length > 0) return fault('A reason and parts go together.');
  if (reason === undefined) return;
  const { pooledFen, apartFen, partsFen, gramsPerWeek } = reason.figures;
  if (reason.code === 'pool_dearer') {
    const sum = own.reduce((total, { cost }) => total + cost.totalFen, 0);
    if (apartFen !== sum || !(pooledFen >= apartFen)) fault(`The members cost ${sum} alone.`);
  } else if (reason.code === 'parts_cheaper') {
    if (partsFen !== cost.totalFen || !(pooledFen >= partsFen)) fault(`The parts cost ${cost.totalFen}.`);
  } else if (reason.code !== 'pool_leaves_demand') {
    const mass = basis.weighMembers(members).own;
    if (gramsPerWeek !== mass) fault(`The members' goods weigh ${mass} g a week.`);
  }
}

function checkPool(
  basis: PlanCheckBasis,
  pool: CoalitionPlan,
  own: readonly CoalitionPlan[],
  path: string,
): void {
  const aloneFen = own.reduce((sum, { cost }) => sum + cost.totalFen, 0);
  const pooledFen = pool.cost.totalFen;
  if (pooledFen > aloneFen) {
    basis.add('pool_above_parts', path, 'The coalition costs more than its members alone.', {
      pooledFen,
      aloneFen,
    });
  }
  const before = sumLeft(own);
  for (const [demandId, left] of sumLeft([pool])) {
    const alone = before.get(demandId) ?? NOTHING;
    if (left.every((amount, index) => amount <= alone[index])) continue;
    basis.add('pool_serves_less', path, `The coalition leaves more of ${demandId} than its carrier alone.`, {
      grams: left[0],
      aloneGrams: alone[0],
    });
  }
}

/** What is left of each demand in a week, at any depth of parts. */
function sumLeft(coalitions: readonly CoalitionPlan[]): ReadonlyMap<DemandId, Amount> {
  const left = new Map<DemandId, Amount>();
  for (const { unserved } of listLeaves(coalitions)) {
    for (const { demandId, gramsPerWeek, litresPerWeek = 0, parcelsPerWeek } of unserved) {
      const [grams, litres, parcels] = left.get(demandId) ?? NOTHING;
      left.set(demandId, [grams + gramsPerWeek, litres + litresPerWeek, parcels + parcelsPerWeek]);
    }
  }
  return left;
}

function listRuns(
  coalitions: readonly CoalitionPlan[],
): readonly { readonly weekdays: readonly Weekday[]; readonly route: Route }[] {
  return listLeaves(coalitions).flatMap(({ days }) =>
    days.flatMap(({ weekdays, routes }) => routes.map((route) => ({ weekdays, route }))),
  );
}

function listLeaves(coalitions: readonly CoalitionPlan[]): readonly CoalitionPlan[] {
  return coalitions.flatMap((plan) => (plan.parts.length > 0 ? listLeaves(plan.parts) : [plan]));
}
