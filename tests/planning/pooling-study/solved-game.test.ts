import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { grandCoalition, playersOf, sizeOf } from '../../../src/cost-sharing/coalition-game.ts';
import { checkSubadditivity } from '../../../src/cost-sharing/game-checks.ts';
import { findLeastCore } from '../../../src/cost-sharing/least-core.ts';
import { findNucleolus } from '../../../src/cost-sharing/nucleolus.ts';
import { listSuspects } from '../../../src/cost-sharing/row-generation.ts';
import type { CoalitionSolution } from '../../../src/planning/coalition-costs/coalition-solution.ts';
import { hashCoalition } from '../../../src/planning/coalition-costs/hash-coalition.ts';
import { solveCostSharing } from '../../../src/planning/cost-sharing-solver.ts';
import type { PlanningContext } from '../../../src/planning/planning-context.ts';
import { buildPlanningContext } from '../../../src/planning/planning-context.ts';
import { SolvedGame } from '../../../src/planning/pooling-study/solved-game.ts';
import { resolveStudyOptions, toStudyScenario } from '../../../src/planning/pooling-study/study-options.ts';
import { buildDefaultScenario } from '../../../src/planning/resolve-scenario.ts';
import { TEST_TRAVEL } from '../../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../../invariants/random-county.ts';
import { MemoryOfCoalitions } from '../coalition-costs/solve-a-game.ts';

const PLAYERS = 7;
const county = buildRandomCounty({ seed: 1, carriers: PLAYERS, townships: 1, villages: 4 });
const given = buildDefaultScenario(county);
const options = resolveStudyOptions(given, { testSeeds: 1, generatedCoalitions: 24 });
const scenario = toStudyScenario(county, given, options);

/** Every coalition as if it had been solved before at this cost, so that no routing problem is left. */
function keep(context: PlanningContext, costs: readonly number[]): MemoryOfCoalitions {
  const store = new MemoryOfCoalitions();
  for (let coalition = 1; coalition <= grandCoalition(PLAYERS); coalition++) {
    const members = playersOf(coalition).map((player) => scenario.coalitions[0][player]);
    const totalFen = costs[coalition];
    const plan = { members, cost: { totalFen } } as unknown as CoalitionSolution['plan'];
    const key = hashCoalition(context, members, { costing: [scenario.seed], more: [] });
    store.kept.set(key, { members, plan, seedFen: [totalFen], refusal: null });
  }
  return store;
}

describe('the game of seven carriers', () => {
  test('is called proven only where no unsolved coalition may object at the costs as they are in the end', async () => {
    const context = await buildPlanningContext(county, scenario, {
      travel: TEST_TRAVEL,
      solveRouting: () => Promise.reject(new Error('everything is in the store')),
    });
    const ends = new Set<boolean>();
    // Costs per head fall with the size, but for a search that finds some coalitions far better than others.
    const luck = fc.array(fc.integer({ min: 55, max: 100 }), { minLength: 128, maxLength: 128 });
    await fc.assert(
      fc.asyncProperty(luck, async (found) => {
        const costs = found.map((share, coalition) => {
          const size = sizeOf(coalition);
          return size === 1 ? 100_000 : Math.round(size * (600 + 400 / size) * share);
        });
        const solved = await SolvedGame.solve(context, options, keep(context, costs), undefined);
        const game = solved.toGame();
        const { epsilonFen } = findLeastCore(game, solveCostSharing);
        const charges = findNucleolus(game, solveCostSharing);
        const suspects = listSuspects(game, charges, Math.max(0, epsilonFen) + 1e-6, 1);
        expect(solved.proven && suspects.length > 0).toBe(false);
        expect(checkSubadditivity(game).holds).toBe(true);
        ends.add(solved.proven);
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(ends).toEqual(new Set([true, false]));
  });
});
