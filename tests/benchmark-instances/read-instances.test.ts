import { describe, expect, test } from 'vitest';
import { getFamily } from '../../src/benchmark-instances/families.ts';
import { InstanceFormatError } from '../../src/benchmark-instances/instance-format-error.ts';
import { readSolutionFile, toSolutionText } from '../../src/benchmark-instances/solution-file.ts';

const CVRP = `NAME : tiny
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 3 4
3 0 7
4 1 1
DEMAND_SECTION
1 0
2 4
3 5
4 6
DEPOT_SECTION
1
-1
EOF
`;

const SOLOMON = `tiny

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.   XCOORD.   YCOORD.   DEMAND    READY TIME   DUE DATE   SERVICE TIME

    0      0      0      0    0     100     0
    1      3      5      4   10      20     9
`;

function refusal(family: string, text: string): { readonly code: string; readonly line: number } {
  try {
    getFamily(family).read(text);
  } catch (error) {
    if (error instanceof InstanceFormatError) return { code: error.code, line: error.line };
    throw error;
  }
  throw new Error('the file was read');
}

describe('readers of benchmark instances', () => {
  test('set X rounds arcs to the nearest integer and takes the number of vehicles as unlimited', () => {
    const { problem } = getFamily('cvrp-x').read(CVRP);
    expect(Array.from(problem.matrices[0].distances.subarray(0, 4))).toEqual([0, 5, 7, 1]);
    expect(problem.clients.map(({ delivery }) => delivery[0])).toEqual([4, 5, 6]);
    expect(problem.vehicleTypes[0].count).toBe(Infinity);
  });

  test('Solomon arcs and times are tenths, arcs truncated', () => {
    const { problem, costDivisor } = getFamily('vrptw-solomon').read(SOLOMON);
    expect(costDivisor).toBe(10);
    expect(problem.matrices[0].distances[1]).toBe(58);
    expect(problem.clients[0].windows).toEqual([{ earliest: 100, latest: 200 }]);
    expect(problem.clients[0].serviceSeconds).toBe(90);
  });

  test('the capacity of CMT11T is mended, that of others stands', () => {
    const vrpmpd = CVRP.replace('CAPACITY : 10', 'CAPACITY : 20');
    const family = getFamily('vrpmpd');
    expect(family.read(vrpmpd.replace('tiny', 'CMT11T')).problem.vehicleTypes[0].capacity).toEqual([200]);
    expect(family.read(vrpmpd).problem.vehicleTypes[0].capacity).toEqual([20]);
  });

  test.each([
    ['a coordinate that is no number', 'cvrp-x', CVRP.replace('3 0 7', '3 0 x'), 'not_a_number', 9],
    ['a missing coordinate', 'cvrp-x', CVRP.replace('3 0 7', '3 0'), 'missing_field', 9],
    ['a node that comes twice', 'cvrp-x', CVRP.replace('3 0 7', '2 0 7'), 'unknown_index', 9],
    ['a missing row', 'cvrp-x', CVRP.replace('3 0 7\n', ''), 'wrong_count', 7],
    ['a missing section', 'cvrp-x', CVRP.replace('DEMAND_SECTION', 'REMAND_SECTION'), 'missing_section', 0],
    ['an unknown way to measure', 'cvrp-x', CVRP.replace('EUC_2D', 'GEO'), 'unsupported', 0],
    [
      'a depot that is not there',
      'cvrp-x',
      CVRP.replace('SECTION\n1\n-1', 'SECTION\n9\n-1'),
      'unknown_index',
      17,
    ],
    ['stray text before the sections', 'cvrp-x', `hello\n${CVRP}`, 'unsupported', 1],
    ['an empty file', 'cvrp-x', '', 'missing_field', 0],
    ['a customer out of order', 'vrptw-solomon', SOLOMON.replace('    1 ', '    2 '), 'unknown_index', 11],
    ['a due date that is no number', 'vrptw-gh', SOLOMON.replace('20     9', 'late   9'), 'not_a_number', 11],
    ['no fleet', 'vrptw-solomon', SOLOMON.replace('NUMBER', 'HOW MANY'), 'missing_section', 0],
    [
      'a periodic problem',
      'mdvrp-cordeau',
      '1 2 1 1\n0 10\n1 0 0 0 1 1 1\n2 0 0 0 0 0 0\n',
      'unsupported',
      1,
    ],
    ['too few lines', 'mdvrp-cordeau', '2 2 9 1\n0 10\n1 0 0 0 1 1 1\n2 0 0 0 0 0 0\n', 'wrong_count', 4],
    [
      'too few customers',
      'hfvrp-taillard',
      '// sizes\n2 1 999999 0 0 0\n1 10 5 1\n0 0\n1 1 4\n',
      'wrong_count',
      5,
    ],
  ])('refuses %s with code and line', (_what, family, text, code, line) => {
    expect(refusal(family, text)).toEqual({ code, line });
  });

  test('a solution written is the solution read', () => {
    const instance = getFamily('cvrp-x').read(CVRP);
    const trips = (clients: number[]) => [{ clients, startBase: 0, endBase: 0 }];
    const routes = [
      { vehicleType: 0, start: 0, trips: trips([0, 1]) },
      { vehicleType: 0, start: 0, trips: trips([2]) },
    ];
    const text = toSolutionText(instance, routes, 21);
    expect(text).toBe('Route #1: 1 2\nRoute #2: 3\nCost 21\n');
    expect(readSolutionFile(text, instance)).toEqual({ routes, cost: 21 });
  });
});
