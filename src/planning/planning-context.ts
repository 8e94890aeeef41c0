import type { VisitCalendar } from '../demand/visit-calendar.ts';
import { buildVisitCalendar } from '../demand/visit-calendar.ts';
import type { County } from '../model/county.ts';
import type { Scenario } from '../model/scenario.ts';
import { applyScenario } from './effective-county.ts';
import { PlanCancelledError } from './plan-errors.ts';
import type { CountyIndex } from './plan-records/county-index.ts';
import { buildCountyIndex } from './plan-records/county-index.ts';
import type { PlanningPorts } from './planning-ports.ts';
import { ProgressMeter } from './progress-meter.ts';
import type { TravelTables } from './travel-tables.ts';
import { buildTravelTables } from './travel-tables.ts';

/** What all steps of one plan share. */
export interface PlanningContext {
  readonly scenario: Scenario;
  /** The county with the scenario's prices, counts, closed sites and visits. */
  readonly county: County;
  readonly index: CountyIndex;
  readonly calendar: VisitCalendar;
  readonly tables: TravelTables;
  readonly solveRouting: PlanningPorts['solveRouting'];
  readonly meter: ProgressMeter;
}

export async function buildPlanningContext(
  county: County,
  scenario: Scenario,
  ports: PlanningPorts,
): Promise<PlanningContext> {
  const effective = applyScenario(county, scenario);
  const pools = scenario.coalitions.filter((members) => members.length > 1).length;
  const meter = new ProgressMeter(ports, county.carriers.length, pools, scenario.seeds);
  meter.start('travel');
  const tables = await buildTravelTables(effective, ports.travel);
  meter.finish('travel');
  return {
    scenario,
    county: effective,
    index: buildCountyIndex(effective),
    calendar: buildVisitCalendar(effective),
    tables,
    meter,
    solveRouting: async (problem, options) => {
      if (ports.isCancelled?.() === true) throw new PlanCancelledError();
      const solution = await ports.solveRouting(problem, options);
      if (ports.isCancelled?.() === true) throw new PlanCancelledError();
      return solution;
    },
  };
}
