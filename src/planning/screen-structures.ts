import type { CarrierId } from '../model/carrier.ts';
import { pickCheapest } from './pick-cheapest.ts';
import type { PlanningContext } from './planning-context.ts';
import { SCREENING_EFFORT } from './search-effort.ts';
import type { SolvedWeek, Structure } from './solve-week.ts';
import { WeekSolver } from './solve-week.ts';

/**
 * A structure is out of reach when its first turn costs this many times the cheapest first turn. A second turn saves 3 %
 * at most where it was measured (docs/decisions/0012), so none that could win is lost. What the first turn leaves unserved
 * counts nothing here, since the second, with vehicles set aside for the trunk, may serve it.
 */
const OUT_OF_REACH = 1.1;

/**
 * The cheapest of several structures at one or more warehouses, with little effort and the scenario's seed. The first
 * of each warehouse is tried; at the cheapest warehouse so found the others too, elsewhere only if they came in reach
 * there. What is out of reach after its first turn gets no second one. Null when none brings the goods to a warehouse.
 *
 * @param byWarehouse structures of each warehouse, of the same kinds in the same order
 */
export async function screenStructures(
  context: PlanningContext,
  members: readonly CarrierId[],
  byWarehouse: readonly (readonly Structure[])[],
): Promise<SolvedWeek | null> {
  const entered: WeekSolver[] = [];
  const enter = async (structures: readonly Structure[]): Promise<readonly WeekSolver[]> => {
    const { seed } = context.scenario;
    const weeks = structures.map((each) => new WeekSolver(context, members, each, seed, SCREENING_EFFORT));
    entered.push(...weeks);
    await Promise.all(weeks.map((week) => week.nextTurn()));
    return weeks;
  };
  await enter(byWarehouse.map(([first]) => first));
  const ahead = pickCheapest(entered.map(({ best }) => best));
  const others = byWarehouse.flatMap((structures) => structures.slice(1));
  const isAhead = ({ warehouseId }: Structure): boolean =>
    ahead === null || ahead.structure.warehouseId === warehouseId;
  const tried = await enter(others.filter((structure) => isAhead(structure)));
  const least = (): number => Math.min(...entered.map(costOf));
  if (tried.some((week) => isInReach(week, least()))) {
    await enter(others.filter((structure) => !isAhead(structure)));
  }
  const limit = least();
  const end = async (week: WeekSolver): Promise<SolvedWeek | null> =>
    isInReach(week, limit) ? week.finish() : week.giveUp();
  return pickCheapest(await Promise.all(entered.map(end)));
}

function isInReach(week: WeekSolver, leastFen: number): boolean {
  return costOf(week) - (week.best?.cost.unservedFen ?? 0) <= OUT_OF_REACH * leastFen;
}

function costOf({ best }: WeekSolver): number {
  return best?.cost.totalFen ?? Infinity;
}
