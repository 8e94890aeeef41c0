import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'cunda-order-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const REFUSED: readonly (readonly [file: string, target: string])[] = [
  ['src/model/refused-1.ts', '../planning/b.ts'],
  ['src/network/refused-2.ts', '../solver/routing/problem.ts'],
  ['src/solver/routing/refused-3.ts', '../../network/road-graph.ts'],
  ['src/solver/routing/refused-4.ts', '../../model/county.ts'],
  ['src/checker/refused-5.ts', '../solver/routing/solve-routing.ts'],
  ['src/cost-sharing/refused-6.ts', '../network/travel-matrix.ts'],
  ['src/planning/refused-7.ts', '../persistence/database.ts'],
  ['src/planning/refused-8.ts', 'node:fs'],
  ['src/geojson/refused-9.ts', '../report/b.ts'],
  ['src/persistence/refused-10.ts', '../http/app.ts'],
  ['src/http/refused-11.ts', '../main.ts'],
];

const ALLOWED: typeof REFUSED = [
  ['src/planning/allowed-1.ts', '../model/plan.ts'],
  ['src/solver/routing/allowed-2.ts', '../../network/travel-matrix.ts'],
  ['src/solver/routing/allowed-3.ts', '../../model/units.ts'],
  ['src/checker/allowed-4.ts', '../solver/routing/problem.ts'],
  ['src/http/allowed-5.ts', '../jobs/queue.ts'],
];

/** Lints a tree of files with one import each under the project's own rules; the files whose import is refused. */
function listRefused(samples: typeof REFUSED): readonly string[] {
  copyFileSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
  for (const [file, target] of samples) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import { x } from '${target}';\nconsole.log(x);\n`);
  }
  const { stdout } = spawnSync(resolve('node_modules/.bin/oxlint'), ['--format', 'unix'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => line.includes('no-restricted-imports'));
  return samples.map(([file]) => file).filter((file) => lines.some((line) => line.includes(file)));
}

test('lint refuses every import that points to the right, and no other', () => {
  expect(listRefused([...REFUSED, ...ALLOWED])).toEqual(REFUSED.map(([file]) => file));
});
