import { describe, expect, test } from 'vitest';
import { isInForce } from '../../src/model/road-override.ts';
import type { RoadOverride } from '../../src/model/road-override.ts';
import { resolveRoadOverrides } from '../../src/planning/resolve-road-overrides.ts';
import type { ScenarioProblem } from '../../src/planning/scenario-error.ts';

const BRIDGE = { name: '石桥', recordedOn: '2026-06-30', wayId: 17, closed: true };

function problemsOf(value: unknown): readonly string[] {
  const problems: ScenarioProblem[] = [];
  resolveRoadOverrides(value, problems);
  return problems.map(({ code, path }) => `${code} ${path}`);
}

describe('road overrides of a scenario', () => {
  test('valid ones are taken as they are', () => {
    const overrides = [
      BRIDGE,
      { ...BRIDGE, closed: false, speedKmh: 20, profiles: ['truck'], near: [113, 30] },
      { ...BRIDGE, maxWeightTonnes: 3, season: { from: '11-15', until: '03-01' } },
      { ...BRIDGE, hours: { earliest: 25_200, latest: 30_600 } },
      {
        name: '新路',
        recordedOn: '2026-02-28',
        line: [
          [113, 30],
          [113.1, 30],
        ],
      },
    ];
    const problems: ScenarioProblem[] = [];
    expect(resolveRoadOverrides(overrides, problems)).toEqual(overrides);
    expect(problems).toEqual([]);
    expect(resolveRoadOverrides(undefined, problems)).toEqual([]);
  });

  test('everything wrong is told at once with its place', () => {
    expect(problemsOf('none')).toEqual(['wrong_type /roadOverrides']);
    expect(problemsOf([{ ...BRIDGE, name: ' ', recordedOn: '2026-02-29', colour: 1 }, 7])).toEqual([
      'unknown_field /roadOverrides/0/colour',
      'wrong_type /roadOverrides/0/name',
      'wrong_type /roadOverrides/0/recordedOn',
      'wrong_type /roadOverrides/1',
    ]);
  });

  test('a class that no road has', () => {
    const road = {
      name: '新路',
      recordedOn: '2026-02-28',
      line: [
        [113, 30],
        [113.1, 30],
      ],
    };
    expect(problemsOf([{ ...road, roadClass: 'motorboat' }])).toEqual([
      'wrong_type /roadOverrides/0/roadClass',
    ]);
  });

  test.each([
    [{ roadClass: 'unclassified' }, 'override_field_out_of_place /roadOverrides/0/roadClass'],
    [{ oneway: true }, 'override_field_out_of_place /roadOverrides/0/oneway'],
    [
      {
        wayId: undefined,
        near: [113, 30],
        line: [
          [113, 30],
          [113.1, 30],
        ],
      },
      'override_field_out_of_place /roadOverrides/0/near',
    ],
    [{ closed: false }, 'override_without_effect /roadOverrides/0'],
    [{ wayId: undefined }, 'override_without_place /roadOverrides/0'],
    [{ wayId: 1.5 }, 'wrong_type /roadOverrides/0/wayId'],
    [
      {
        line: [
          [113, 30],
          [113.1, 30],
        ],
      },
      'override_without_place /roadOverrides/0',
    ],
    [{ speedKmh: 0 }, 'out_of_range /roadOverrides/0/speedKmh'],
    [{ maxWeightTonnes: Number.NaN }, 'out_of_range /roadOverrides/0/maxWeightTonnes'],
    [{ profiles: ['boat'] }, 'wrong_type /roadOverrides/0/profiles'],
    [{ near: [113, 95] }, 'wrong_type /roadOverrides/0/near'],
    [{ season: { from: '02-30', until: '03-01' } }, 'wrong_type /roadOverrides/0/season'],
    [{ hours: { earliest: 5, latest: 5 } }, 'wrong_type /roadOverrides/0/hours'],
  ])('%j is refused: %s', (change, expected) => {
    expect(problemsOf([{ ...BRIDGE, ...change }])).toEqual([expected]);
  });
});

describe('overrides that hold', () => {
  const winter: RoadOverride = { ...BRIDGE, season: { from: '11-15', until: '03-01' } };
  const flood: RoadOverride = { ...BRIDGE, season: { from: '06-01', until: '06-30' } };
  const school: RoadOverride = { ...BRIDGE, hours: { earliest: 25_200, latest: 28_800 } };
  const day = { earliest: 28_800, latest: 64_800 };

  test.each([
    ['12-31', [winter]],
    ['03-01', [winter]],
    ['03-02', []],
    ['06-30', [flood]],
    [null, [winter, flood]],
  ])('on %s', (on, expected) => {
    expect([winter, flood].filter((override) => isInForce(override, { day: on, hours: day }))).toEqual(
      expected,
    );
  });

  test('those of hours hold every day, so after midnight too', () => {
    const night: RoadOverride = { ...BRIDGE, hours: { earliest: 3600, latest: 18_000 } };
    const holds = (earliest: number, latest: number) =>
      isInForce(night, { day: null, hours: { earliest, latest } });
    expect(holds(72_000, 86_400)).toBe(false);
    expect(holds(72_000, 86_400 + 3600)).toBe(false);
    expect(holds(72_000, 86_400 + 3601)).toBe(true);
    expect(holds(18_000, 86_400)).toBe(false);
    expect(holds(17_999, 86_400)).toBe(true);
    expect(holds(0, 86_400)).toBe(true);
    expect(holds(86_400 + 18_000, 2 * 86_400)).toBe(false);
    expect(holds(86_400, 86_400 + 7200)).toBe(true);
  });

  test('those of hours hold where anybody works in these hours', () => {
    expect(isInForce(school, { day: null, hours: day })).toBe(false);
    expect(isInForce(school, { day: null, hours: { ...day, earliest: 28_799 } })).toBe(true);
  });
});
