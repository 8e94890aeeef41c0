import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const NODES = [
  [0, 0],
  [0, 10],
  [0, 20],
  [30, 0],
  [30, 10],
];

/** Two clients up the road and two across it; a vehicle takes two. */
const INSTANCE = `NAME : cross
TYPE : CVRP
DIMENSION : ${NODES.length}
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 2
NODE_COORD_SECTION
${NODES.map(([x, y], index) => `${index + 1} ${x} ${y}`).join('\n')}
DEMAND_SECTION
${NODES.map((_, index) => `${index + 1} ${index === 0 ? 0 : 1}`).join('\n')}
DEPOT_SECTION
1
-1
EOF
`;

let folder = '';
let file = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'solve-'));
  file = join(folder, 'cross.vrp');
  writeFileSync(file, INSTANCE);
  writeFileSync(join(folder, 'broken.vrp'), INSTANCE.replace('3 0 20', '3 0 north'));
  writeFileSync(join(folder, 'bks.json'), JSON.stringify({ cross: { bks: 112 } }));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, script), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe.each(['src/cli/solve.ts', 'bench/quality.ts'])('%s', (script) => {
  test('says how it is used, asked or mistaken', () => {
    const asked = run(script, '--help');
    expect(asked).toMatchObject({ status: 0, stderr: '' });
    expect(asked.stdout).toMatch(/^Usage: npm run /);
    const mistaken = run(script, '--second', '5');
    expect(mistaken).toMatchObject({ status: 2, stdout: '' });
    expect(mistaken.stderr).toContain(asked.stdout);
  });
});

describe('solve', () => {
  test('prints cost, gap and routes, the same for the same seed and iterations', () => {
    const first = run('src/cli/solve.ts', file, '--iterations', '500', '--seed', '3');
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toContain('cross (cvrp-x), 4 clients\ncost 112, best known 112, gap 0.000 %\n');
    expect(first.stdout).toMatch(/Route #1: [1-4] [1-4]\nRoute #2: [1-4] [1-4]\nCost 112\n$/);
    const routes = (text: string): string => text.slice(text.indexOf('Route'));
    const again = run('src/cli/solve.ts', file, '--iterations', '500', '--seed', '3');
    expect(routes(again.stdout)).toBe(routes(first.stdout));
  });

  test('finds the same on two threads', () => {
    const { status, stdout } = run('src/cli/solve.ts', file, '--iterations', '640', '--threads', '2');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^cost 112, best known 112/m);
    expect(run('src/cli/solve.ts', file, '--threads', '1.5')).toMatchObject({ status: 2, stdout: '' });
  });

  test.each([
    [['cross.vrp', '--seconds', 'ten'], '--seconds: "ten" is not a positive number'],
    [['cross.vrp', '--seed', '-1'], '--seed'],
    [['cross.vrp', '--fast'], '--fast'],
    [[], 'name one instance file'],
    [['missing.vrp'], 'There is no file'],
    [['broken.vrp'], 'line 9: NODE_COORD_SECTION: "north" is not a number'],
    [['bks.json'], 'name it with --family'],
    [['cross.vrp', '--family', 'tsp'], 'there is no family "tsp"'],
    [['cross.vrp', '--family', 'vrptw-gh'], 'the line "NUMBER CAPACITY" is missing'],
  ])('ends %j with a sentence and code 2', ([name, ...options], sentence) => {
    const paths = name === undefined ? [] : [join(folder, name)];
    const { status, stdout, stderr } = run('src/cli/solve.ts', ...paths, ...options);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('bench:quality', () => {
  test('prints every run and the mean gap, and writes them as JSON', () => {
    const json = join(folder, 'out.json');
    const args = [
      '--dir',
      folder,
      '--family',
      'cvrp-x',
      '--instances',
      'cross',
      '--seconds',
      '0.05',
      '--seeds',
      '2',
    ];
    const { status, stdout } = run('bench/quality.ts', ...args, '--json', json);
    expect(status).toBe(0);
    expect(stdout).toContain('mean gap 0.000 % over 2 runs, 0 not feasible');
    const { runs, ...head } = JSON.parse(readFileSync(json, 'utf8'));
    expect(head).toEqual({
      family: 'cvrp-x',
      seconds: 0.05,
      seeds: 2,
      threads: 1,
      untilBest: false,
      meanGapPercent: 0,
    });
    const common = { instance: 'cross', cost: 112, bks: 112, gapPercent: 0, feasible: true };
    expect(runs).toEqual([
      { ...common, seed: 1, seconds: expect.any(Number) },
      { ...common, seed: 2, seconds: expect.any(Number) },
    ]);
  });

  test.each([
    [['--family', 'cvrp-x', '--seconds', '1'], '--dir, --family and --seconds are needed'],
    [['--dir', 'nowhere', '--family', 'cvrp-x', '--seconds', '1'], 'there is no folder nowhere'],
    [['--dir', '.', '--family', 'cvrp-x', '--seconds', '1'], 'there is no instance of cvrp-x'],
    [
      ['--dir', '.', '--family', 'vrptw-gh', '--seconds', '1', '--until-best'],
      '--until-best: for one thread, and not where vehicles come first',
    ],
    [
      ['--dir', '.', '--family', 'cvrp-x', '--seconds', '1', '--until-best', '--threads', '2'],
      '--until-best: for one thread, and not where vehicles come first',
    ],
    [['--dir', '.', '--family', 'tsp', '--seconds', '1'], 'there is no family "tsp"'],
    [['--dir', '.', '--family', 'cvrp-x', '--seconds', '1', '--seeds', '1.5'], '--seeds'],
  ])('ends %j with a sentence and code 2', (args, sentence) => {
    const { status, stderr } = run('bench/quality.ts', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
