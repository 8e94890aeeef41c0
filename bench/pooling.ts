import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { importCounty } from '../src/county-import/import-county.ts';
import { readCountyFolder } from '../src/county-import/read-county-folder.ts';
import { buildCoalitionGame, grandCoalition, sizeOf } from '../src/cost-sharing/coalition-game.ts';
import { checkSubadditivity } from '../src/cost-sharing/game-checks.ts';
import { createSolverPool } from '../src/jobs/solver-pool.ts';
import { createRoadEngine } from '../src/network/road-engine.ts';
import { createStraightLineEngine } from '../src/network/straight-line-engine.ts';
import { chooseCoalitions } from '../src/planning/coalition-costs/choose-coalitions.ts';
import { closeUnderParts } from '../src/planning/coalition-costs/coalition-table.ts';
import { CoalitionSolver } from '../src/planning/coalition-costs/solve-coalitions.ts';
import { buildPlanningContext } from '../src/planning/planning-context.ts';
import { resolveScenario } from '../src/planning/resolve-scenario.ts';

/**
 * What a pooling study's coalitions cost to solve, and what pooling saves, at some effort: wall seconds, processor
 * seconds of all threads, and the load before and after, since the wall clock means little on a busy machine.
 * `npm run bench:pooling -- [folder] --iterations 2000 --seeds 2 --coalitions all|ends|sample|31,61`; `ends` are the
 * singles and the pool of all, between which the saving lies; numbers are bit masks of pools to solve beside these;
 * `sample` times a few of each size by themselves.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    iterations: { type: 'string', default: '2000' },
    seeds: { type: 'string', default: '2' },
    coalitions: { type: 'string', default: 'all' },
  },
});

const imported = await importCounty(
  await readCountyFolder(positionals[0] ?? join(import.meta.dirname, '../data/demo/county')),
);
if (!imported.ok) throw new Error('the county cannot be read');
const { county, roads } = imported;
const seeds = Number(values.seeds);
const budget = { kind: 'iterations', iterations: Number(values.iterations) } as const;
const scenario = resolveScenario(county, { seeds, budget });
const threads = availableParallelism();
const pool = createSolverPool(threads);
const travel =
  roads === null
    ? createStraightLineEngine({ detourFactor: county.rates.detourFactor })
    : createRoadEngine(roads);
const context = await buildPlanningContext(county, scenario, {
  travel,
  solveRouting: (problem, options) => pool.solve(problem, options),
});
const [players] = scenario.coalitions;
const costing = Array.from({ length: seeds }, (_, index) => scenario.seed + index);
const nowhere = { find: () => Promise.resolve(null), save: () => Promise.resolve() };
const solver = new CoalitionSolver(context, players, { costing, more: [] }, nowhere, undefined);

const singles = players.map((_, player) => 1 << player);
const grand = grandCoalition(players.length);
const head = (size: number): number => grandCoalition(size);
const groups: Readonly<Record<string, readonly (readonly number[])[]>> = {
  all: [chooseCoalitions(players.length, { seed: scenario.seed, blocks: 2 })],
  ends: [[...singles, grand]],
  sample: [
    singles,
    ...players
      .slice(1)
      .flatMap((_, index) => [[head(index + 2)], [grand ^ head(players.length - index - 2)]]),
  ],
};
console.log(
  `${players.length} carriers, ${values.iterations} iterations, ${seeds} seeds, ${threads} threads`,
);
const chosen = groups[values.coalitions] ?? [
  [...singles, ...values.coalitions.split(',').map(Number), grand],
];
for (const group of chosen) {
  const [load, started, before] = [loadavg()[0], performance.now(), process.cpuUsage()];
  await solver.solve(group.filter((coalition) => coalition > 0));
  const { user, system } = process.cpuUsage(before);
  const wall = (performance.now() - started) / 1000;
  console.log(
    `coalitions ${group.length > 8 ? group.length : group.join()}: ${wall.toFixed(1)} s wall, ` +
      `${((user + system) / 1e6).toFixed(1)} s processor, load ${load.toFixed(1)} to ${loadavg()[0].toFixed(1)}`,
  );
}
const table = closeUnderParts(players.length, solver.solutions, seeds);
const aloneFen = singles.reduce((sum, single) => sum + table[single - 1].costFen, 0);
const { costFen, parts } = table[grand - 1];
console.log(
  `alone ${aloneFen} fen a week, pooled ${costFen} as ${parts.join(' | ')}, saving ${(100 * (1 - costFen / aloneFen)).toFixed(2)} %`,
);
const solved = table
  .filter((cost) => cost.solved)
  .toSorted((a, b) => sizeOf(a.coalition) - sizeOf(b.coalition));
const asFound = solved.map(({ coalition, costFen: fen }) => {
  return [coalition, solver.solutions.get(coalition)?.plan?.cost.totalFen ?? fen] as const;
});
const asClosed = solved.map((cost) => [cost.coalition, cost.costFen] as const);
for (const [name, costs] of [
  ['as one pool', asFound],
  ['at its best', asClosed],
] as const) {
  const { pairs, violations } = checkSubadditivity(buildCoalitionGame(players, costs));
  console.log(`each coalition ${name}: ${violations.length} of ${pairs} pairs cost less apart`);
}
await pool.close();
