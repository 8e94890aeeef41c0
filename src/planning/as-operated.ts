import type { CarrierId } from '../model/carrier.ts';
import type { Demand } from '../model/demand.ts';
import type { CoalitionPlan, PlanDay } from '../model/plan.ts';
import type { Weekday } from '../model/units.ts';
import { WEEKDAYS } from '../model/units.ts';
import type { Unserved } from '../model/unserved.ts';
import { costWeek } from './cost.ts';
import { measureWeeks } from './metrics.ts';
import { OperatedGoods } from './operated-goods.ts';
import { listOperatedRoutes } from './operated-routes.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import type { TracedRun } from './traced-runs.ts';
import { listTracedRuns } from './traced-runs.ts';
import { groupAlikeDays } from './week-assembly.ts';

/**
 * Today's runs of one carrier, costed at the same prices on the same roads: what they hand over as `OperatedGoods`
 * has it, their vehicles as `listOperatedRoutes` deals them. Hours, capacities and fleet sizes are taken as today has
 * them and are not enforced. What no run brings to its site is unserved.
 */
export function costOperations(context: PlanningContext, carrierId: CarrierId): CoalitionPlan {
  const runs = listTracedRuns(context, carrierId);
  const demands = context.county.demands.filter((demand) => demand.carrierId === carrierId);
  const goods = new OperatedGoods(context, runs, demands);
  const days = listDays(context, carrierId, runs, goods);
  const unserved = demands
    .filter((demand) => !goods.isServed(demand))
    .map((demand) => toUnserved(context, runs, demand));
  const { depotId } = getById(context.index.carriers, carrierId);
  const members = [carrierId];
  const cost = costWeek({ members, days, unserved }, depotId, context.index);
  const bases = new Set(days.flatMap(({ routes }) => routes.map(({ baseId }) => baseId)));
  return {
    members,
    warehouseId: depotId,
    stationIds: [...bases].filter((id) => id !== depotId).sort(),
    days,
    unserved,
    cost,
    metrics: measureWeeks(context.index, [{ members, days, unserved, cost }]),
    parts: [],
  };
}

function listDays(
  context: PlanningContext,
  carrierId: CarrierId,
  runs: readonly TracedRun[],
  goods: OperatedGoods,
): readonly PlanDay[] {
  const days = WEEKDAYS.map((weekday: Weekday) => {
    const running = runs.filter(({ operation }) => operation.weekdays.includes(weekday));
    return { weekday, routes: listOperatedRoutes(context, goods, running, weekday) };
  });
  return groupAlikeDays(days, carrierId);
}

function toUnserved(context: PlanningContext, runs: readonly TracedRun[], demand: Demand): Unserved {
  return {
    demandId: demand.id,
    ...explain(context, runs, demand),
    figures: { runs: runs.length },
    weekdays: context.calendar.get(demand.id) ?? [],
    gramsPerWeek: demand.gramsPerWeek,
    litresPerWeek: demand.litresPerWeek,
    parcelsPerWeek: demand.parcelsPerWeek,
  };
}

function explain(
  { county, index, tables }: PlanningContext,
  runs: readonly TracedRun[],
  { carrierId, siteId }: Demand,
): Pick<Unserved, 'code' | 'message'> {
  const { name } = getById(index.sites, siteId);
  if (!tables.isPlaced(siteId)) {
    return { code: 'no_coordinates', message: `${name} has no coordinates, so no run can be traced to it.` };
  }
  const stopping = runs.find(({ stopIds }) => stopIds.includes(siteId));
  if (stopping !== undefined) {
    const base = getById(index.sites, stopping.baseId).name;
    const message = `No run brings it to ${base}, where run ${stopping.operation.id} to ${name} starts.`;
    return { code: 'not_enough_vehicles', message };
  }
  const lost = county.operations.find(
    (run) => run.carrierId === carrierId && run.siteIds.slice(1).includes(siteId),
  );
  if (lost === undefined)
    return { code: 'not_enough_vehicles', message: `No run of today stops at ${name}.` };
  const start = getById(index.sites, lost.siteIds[0]);
  if (tables.isPlaced(start.id)) {
    return {
      code: 'no_road',
      message: `No road joins ${name} with run ${lost.id}, which stops there today.`,
    };
  }
  const message = `Run ${lost.id} to ${name} cannot be traced: its start, ${start.name}, has no coordinates.`;
  return { code: 'no_coordinates', message };
}
