/**
 * The test command: lint, format, types, then every test. Prints one closing line, `N passed, N failed, N skipped`,
 * in which lint, format and each type check count as one. Arguments are handed to vitest, e.g. a path.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface VitestSummary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

function run(title: string, command: string, args: readonly string[]): boolean {
  console.log(`\n== ${title}`);
  const outcome = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  return outcome.status === 0;
}

function runVitest(args: readonly string[]): VitestSummary {
  const folder = mkdtempSync(join(tmpdir(), 'cunda-tests-'));
  const file = join(folder, 'summary.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const exited = run('tests', 'vitest', ['run', ...reporters, ...args]);
  try {
    const summary = JSON.parse(readFileSync(file, 'utf8')) as VitestSummary;
    return { ...summary, success: summary.success && exited };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const checks = [
  run('lint', 'oxlint', ['--type-aware', '--deny-warnings']),
  run('format', 'oxfmt', ['--check', '.']),
  run('types of the server', 'tsc', ['--noEmit']),
  run('types of the page', 'tsc', ['--noEmit', '-p', 'web']),
];
const tests = runVitest(process.argv.slice(2));

const passed = checks.filter(Boolean).length + tests.numPassedTests;
const brokenSuites = tests.success || tests.numFailedTests > 0 ? 0 : Math.max(1, tests.numFailedTestSuites);
const failed = checks.filter((ok) => !ok).length + tests.numFailedTests + brokenSuites;
console.log(`\n${passed} passed, ${failed} failed, ${tests.numPendingTests} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
