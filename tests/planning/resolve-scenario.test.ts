import { describe, expect, test } from 'vitest';

import { buildDefaultScenario, resolveScenario } from '../../src/planning/resolve-scenario.ts';
import { ScenarioError } from '../../src/planning/scenario-error.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

const county = buildRandomCounty({ seed: 3, carriers: 3, townships: 3, villages: 5 });

function listProblems(input: unknown): readonly string[] {
  try {
    resolveScenario(county, input);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
  return [];
}

describe('a scenario', () => {
  test('pools all carriers by default, at the county’s own prices', () => {
    expect(resolveScenario(county)).toEqual(buildDefaultScenario(county));
    expect(buildDefaultScenario(county).coalitions).toEqual([['c1', 'c2', 'c3']]);
  });

  test('keeps what is given and completes the rest', () => {
    const scenario = resolveScenario(county, {
      name: 'two pool',
      coalitions: [['c1', 'c3']],
      prices: { fenPerKmFactor: 1.2 },
      budget: { kind: 'seconds', seconds: 2 },
      minVisitsPerWeek: 3,
    });
    expect(scenario).toMatchObject({
      name: 'two pool',
      coalitions: [['c1', 'c3']],
      prices: { fenPerKmFactor: 1.2 },
      budget: { kind: 'seconds', seconds: 2 },
      minVisitsPerWeek: 3,
      seed: 1,
    });
  });

  test('is refused with every problem at once, each with its path', () => {
    const problems = listProblems({
      coalitions: [['c1', 'c2'], ['c2', 'c9'], 'c3'],
      closedSiteIds: ['nowhere', 'D1', 'V1'],
      vehicleCounts: { 'no/such': 1, 'hire-van': -1 },
      prices: { fenPerKmFactor: -1, tax: 3 },
      minVisitsPerWeek: 8,
      ownTownshipOnly: 'yes',
      seed: 1.5,
      budget: { kind: 'forever' },
      colour: 'red',
      countyCode: '123456',
    });
    expect(problems).toEqual(
      expect.arrayContaining([
        'carrier_in_two_coalitions /coalitions/1/0',
        'unknown_carrier /coalitions/1/1',
        'wrong_type /coalitions/2',
        'unknown_site /closedSiteIds/0',
        'depot_closed /closedSiteIds/1',
        'site_cannot_transship /closedSiteIds/2',
        'unknown_vehicle_type /vehicleCounts/no~1such',
        'out_of_range /vehicleCounts/hire-van',
        'out_of_range /prices/fenPerKmFactor',
        'unknown_field /prices/tax',
        'out_of_range /minVisitsPerWeek',
        'wrong_type /ownTownshipOnly',
        'wrong_type /seed',
        'wrong_type /budget/kind',
        'unknown_field /colour',
        'other_county /countyCode',
      ]),
    );
  });

  test.each([null, 'pool', 7, []])('is refused when it is %j, not an object', (input) => {
    expect(listProblems(input)).toEqual(['wrong_type ']);
  });
});
