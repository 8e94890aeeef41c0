import type { Coalition } from '../../../src/cost-sharing/coalition-game.ts';
import type { County } from '../../../src/model/county.ts';
import type { Scenario } from '../../../src/model/scenario.ts';
import type {
  CoalitionSolution,
  SolvedCoalitions,
} from '../../../src/planning/coalition-costs/coalition-solution.ts';
import { chooseCoalitions } from '../../../src/planning/coalition-costs/choose-coalitions.ts';
import { CoalitionSolver } from '../../../src/planning/coalition-costs/solve-coalitions.ts';
import { buildPlanningContext } from '../../../src/planning/planning-context.ts';
import { buildDefaultScenario } from '../../../src/planning/resolve-scenario.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';
import { TEST_TRAVEL } from '../../invariants/plan-a-county.ts';

/** Solved coalitions kept in memory, and the keys that were saved, in order. */
export class MemoryOfCoalitions implements SolvedCoalitions {
  readonly kept = new Map<string, CoalitionSolution>();

  find = (key: string): Promise<CoalitionSolution | null> => Promise.resolve(this.kept.get(key) ?? null);

  save = (key: string, solution: CoalitionSolution): Promise<void> => {
    this.kept.set(key, solution);
    return Promise.resolve();
  };
}

/** Solves every coalition of a county's carriers with little effort in this thread. */
export async function solveGame(
  county: County,
  store: SolvedCoalitions = new MemoryOfCoalitions(),
  overrides: Partial<Scenario> = {},
): Promise<ReadonlyMap<Coalition, CoalitionSolution>> {
  const scenario: Scenario = {
    ...buildDefaultScenario(county),
    budget: { kind: 'iterations', iterations: 60 },
    ...overrides,
  };
  const context = await buildPlanningContext(county, scenario, {
    travel: TEST_TRAVEL,
    solveRouting: (problem, options) => Promise.resolve(solveRouting(problem, options)),
  });
  const players = county.carriers.map(({ id }) => id);
  const solver = new CoalitionSolver(context, players, { costing: [1, 2], more: [] }, store, undefined);
  await solver.solve(chooseCoalitions(players.length, { seed: 1, blocks: 2 }));
  return solver.solutions;
}
