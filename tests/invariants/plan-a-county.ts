import type { County } from '../../src/model/county.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { createStraightLineEngine } from '../../src/network/straight-line-engine.ts';
import type { TravelEngine } from '../../src/network/travel-engine.ts';
import { planScenario } from '../../src/planning/plan-scenario.ts';
import { buildDefaultScenario } from '../../src/planning/resolve-scenario.ts';
import { solveRouting } from '../../src/solver/routing/solve-routing.ts';
import { validateRoutingProblem } from '../../src/solver/routing/validate-routing-problem.ts';

export const TEST_TRAVEL: TravelEngine = createStraightLineEngine({ detourFactor: 1.4 });

/** Plans with little effort in this thread, every routing problem through the solver's own door. */
export async function planCounty(
  county: County,
  overrides: Partial<Scenario> = {},
  travel: TravelEngine = TEST_TRAVEL,
  delay: (turn: number) => Promise<void> = () => Promise.resolve(),
): Promise<Plan> {
  const scenario: Scenario = {
    ...buildDefaultScenario(county),
    seeds: 2,
    budget: { kind: 'iterations', iterations: 60 },
    ...overrides,
  };
  let turn = 0;
  return planScenario(county, 'hash', scenario, {
    travel,
    solveRouting: async (problem, options) => {
      validateRoutingProblem(problem);
      await delay(turn++);
      return solveRouting(problem, options);
    },
  });
}
