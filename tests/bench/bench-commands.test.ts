import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BenchRecord } from '../../bench/peers/bench-record.ts';
import { readProblemText } from '../../bench/county-instances/instance-file.ts';
import { listRoutingProblemIssues } from '../../src/solver/routing/validate-routing-problem.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('the bench commands', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cunda-bench-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  /** Runs a bench where no peer is installed, nor can be. */
  function run(bench: string, args: readonly string[]): Promise<Ended> {
    const env = { ...process.env, BENCH_VENV: join(folder, 'no-environment') };
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(ROOT, 'bench', `${bench}.ts`), ...args],
        { env },
        (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        },
      );
    });
  }

  test('bench:county measures, names absent peers and missing geometry', async () => {
    const file = join(folder, 'result.json');
    const options = ['--instances', 'generated-01', '--seconds', '0.3', '--seeds', '2', '--json', file];
    const absent = ['--peers', '--python', join(folder, 'no-python'), '--geo', folder];
    const { code, stdout } = await run('county', [...options, ...absent]);
    expect(code).toBe(0);
    for (const peer of ['pyvrp', 'ortools', 'vroom']) expect(stdout).toContain(`absent: ${peer}: `);
    expect(stdout).toContain('missing: bomi needs counties');
    const record = JSON.parse(await readFile(file, 'utf8')) as BenchRecord;
    expect(record.runs).toHaveLength(2);
    expect(record.runs.every(({ status, seconds }) => status === 'feasible' && seconds >= 0.3)).toBe(true);
    expect(record.solvers.map(({ name, absence }) => [name, absence === null])).toEqual([
      ['cunda', true],
      ['pyvrp', false],
      ['ortools', false],
      ['vroom', false],
    ]);
    expect(record.missing).toHaveLength(8);
    expect(Date.parse(record.date)).toBeGreaterThan(0);
    expect(record.machine).toMatchObject({ processor: expect.any(String), cores: expect.any(Number) });
    expect(record.versions.node).toBe(process.version);
    expect(record.peerWins).toEqual([]);
  });

  test('bench:county --write leaves instances that are valid problems', async () => {
    const { code } = await run('county', [
      '--write',
      join(folder, 'instances'),
      '--instances',
      'generated-02-trips',
    ]);
    expect(code).toBe(0);
    const text = await readFile(join(folder, 'instances', 'generated-02-trips.json'), 'utf8');
    const { problem } = JSON.parse(text) as { readonly problem: unknown };
    expect(listRoutingProblemIssues(readProblemText(JSON.stringify(problem)))).toEqual([]);
  });

  test.each([
    ['county', ['--seeds', '1.5'], '--seeds'],
    ['county', ['--solvers', 'gurobi'], 'gurobi'],
    ['peers', ['--dir', '/no/such/folder'], '--dir'],
    ['peers', ['--families', 'cvrp-x', '--solvers', 'cunda'], '--dir is needed'],
  ])('bench:%s %j is a mistake explained in a sentence', async (bench, args, sentence) => {
    const { code, stderr } = await run(bench, args);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });
});
