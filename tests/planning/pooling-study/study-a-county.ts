import type { County } from '../../../src/model/county.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { SolvedCoalitions } from '../../../src/planning/coalition-costs/coalition-solution.ts';
import type { PoolingStudy } from '../../../src/planning/pooling-study/pooling-study.ts';
import { studyPooling } from '../../../src/planning/pooling-study/study-pooling.ts';
import type { StudyOptions } from '../../../src/planning/pooling-study/study-options.ts';
import { resolveStudyOptions } from '../../../src/planning/pooling-study/study-options.ts';
import { buildDefaultScenario } from '../../../src/planning/resolve-scenario.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';
import { TEST_TRAVEL } from '../../invariants/plan-a-county.ts';
import { MemoryOfCoalitions } from '../coalition-costs/solve-a-game.ts';

/** A study made in this thread with little effort, and how many routing problems it took. */
export async function studyCounty(
  county: County,
  given: Partial<StudyOptions> = {},
  coalitions: SolvedCoalitions = new MemoryOfCoalitions(),
): Promise<{ readonly plan: Plan; readonly study: PoolingStudy; readonly problems: number }> {
  const scenario = buildDefaultScenario(county);
  const effort = { budget: { kind: 'iterations', iterations: 60 }, costingSeeds: 1 } as const;
  const options = resolveStudyOptions(scenario, { ...effort, ...given });
  let problems = 0;
  const made = await studyPooling(county, 'hash', scenario, options, {
    travel: TEST_TRAVEL,
    coalitions,
    solveRouting: (problem, options) => {
      problems++;
      return Promise.resolve(solveRouting(problem, options));
    },
  });
  return { ...made, problems };
}
