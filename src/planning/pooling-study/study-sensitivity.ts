import type { CarrierId } from '../../model/carrier.ts';
import type { CoalitionPlan, PlanDay, Rung } from '../../model/plan.ts';
import type { Fen } from '../../model/units.ts';
import { costRoute, costWeek } from '../cost.ts';
import type { CountyIndex } from '../plan-records/county-index.ts';
import { buildCountyIndex, getById } from '../plan-records/county-index.ts';
import { listOperatingCoalitions } from '../plan-records/planned-trips.ts';
import type { BreakEven } from '../sensitivity/break-even.ts';
import { findBreakEven } from '../sensitivity/break-even.ts';
import type { AssumptionFactors } from '../sensitivity/sensitivity-ports.ts';
import type { TornadoBar } from '../sensitivity/tornado.ts';
import { drawTornado } from '../sensitivity/tornado.ts';
import type { Assumption } from './assumptions.ts';
import { listAssumptions, listUncosted, scaleAssumptions } from './assumptions.ts';

/** What one assumption does to the weekly pooling saving, with the plans as they were found. */
export interface SensitivityBar extends TornadoBar, Pick<Assumption, 'valueFen' | 'source'> {
  readonly breakEven: Pick<BreakEven, 'factor' | 'lowestFactor' | 'highestFactor'>;
  /** Fen at which the saving is gone; null where it never is, or the assumption stands for several prices. */
  readonly breakEvenFen: number | null;
  /** The saving at both ends with carriers alone and the structure planned anew at those prices; null if not asked. */
  readonly replanned: { readonly atLow: Fen; readonly atHigh: Fen } | null;
}

/** On which assumptions the conclusion hangs. */
export interface Sensitivity {
  readonly savingFen: Fen;
  /** Widest swing first; saving in fen a week at -20 % and +20 %. */
  readonly bars: readonly SensitivityBar[];
  /** Assumed rates that shape the plan itself and are not in the table; vary them by a scenario. */
  readonly uncosted: readonly string[];
  readonly message: string;
}

/** Plans carriers alone and the structure anew in a county of other prices, and gives the saving. */
export type ReplanSaving = (factors: AssumptionFactors) => Promise<Fen>;

const SPAN = 0.2;

/**
 * Costs the found plans anew with each assumed price at -20 % and +20 %, and looks for the price at which the saving is
 * gone. The plans stay as they are, which a planner would not leave them: what planning anew makes of both rungs, and so
 * of the saving between them, only `replan` tells.
 *
 * @param replanned how many of the widest bars have both ends planned anew by `replan`
 */
export async function analyseSensitivity(
  index: CountyIndex,
  players: readonly CarrierId[],
  [alone, pooled]: readonly [Rung, Rung],
  replanned: number,
  replan: ReplanSaving,
): Promise<Sensitivity> {
  const weeks = [alone, pooled].map((rung) =>
    listOperatingCoalitions(rung).filter(({ members }) => members.some((id) => players.includes(id))),
  );
  const evaluate = (factors: AssumptionFactors): Fen => {
    const scaled = buildCountyIndex(scaleAssumptions(index.county, factors));
    const [before, after] = weeks.map((plans) => plans.reduce((sum, plan) => sum + recost(scaled, plan), 0));
    return before - after;
  };
  const assumptions = listAssumptions(index.county);
  const tornado = await drawTornado(
    assumptions.map(({ key }) => key),
    evaluate,
    SPAN,
  );
  const bars: SensitivityBar[] = [];
  for (const [rank, bar] of tornado.bars.entries()) {
    const { valueFen, source } = assumptions.find(({ key }) => key === bar.assumption) as Assumption;
    const { factor, lowestFactor, highestFactor } = await findBreakEven(bar.assumption, evaluate);
    bars.push({
      ...bar,
      valueFen,
      source,
      breakEven: { factor, lowestFactor, highestFactor },
      breakEvenFen: factor === null || valueFen === null ? null : factor * valueFen,
      replanned: rank < replanned ? await replanEnds(bar, replan) : null,
    });
  }
  return { savingFen: tornado.base, bars, uncosted: listUncosted(index.county), message: explain(bars) };
}

async function replanEnds(bar: TornadoBar, replan: ReplanSaving): Promise<SensitivityBar['replanned']> {
  return {
    atLow: await replan({ [bar.assumption]: bar.lowFactor }),
    atHigh: await replan({ [bar.assumption]: bar.highFactor }),
  };
}

function explain(bars: readonly SensitivityBar[]): string {
  const turning = bars.filter(({ turns }) => turns).map(({ assumption }) => assumption);
  if (bars.length === 0) return 'No price of the county is an assumption.';
  return turning.length === 0
    ? `No single assumed price, 20 % up or down, turns the conclusion; ${bars[0].assumption} moves the saving most.`
    : `The conclusion hangs on ${turning.join(', ')}: 20 % up or down turns it. Have them measured or quoted first.`;
}

/** Cost of a found plan at the prices of another county. */
function recost(index: CountyIndex, { members, days, unserved, warehouseId }: CoalitionPlan): Fen {
  const repriced = days.map((day): PlanDay => {
    const routes = day.routes.map((route) => {
      const type = getById(index.vehicleTypes, route.vehicleTypeId);
      return { ...route, ...costRoute(type, route.metres, route.end - route.start) };
    });
    return { ...day, routes };
  });
  return costWeek({ members, days: repriced, unserved }, warehouseId, index).totalFen;
}
