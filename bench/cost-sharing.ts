import { findLeastCore } from '../src/cost-sharing/least-core.ts';
import type { CoalitionGame } from '../src/cost-sharing/coalition-game.ts';
import { buildCoalitionGame, sizeOf } from '../src/cost-sharing/coalition-game.ts';
import { splitByEqualProfit } from '../src/cost-sharing/equal-profit.ts';
import { findBestStructure, MAX_STRUCTURE_PLAYERS } from '../src/cost-sharing/coalition-structure.ts';
import type { SolveLinear } from '../src/cost-sharing/linear-program.ts';
import { findNucleolus } from '../src/cost-sharing/nucleolus.ts';
import { findShapley } from '../src/cost-sharing/shapley.ts';
import { loadMixedIntegerEngine } from '../src/solver/linear/mixed-integer-engine.ts';
import { solveExactly } from '../src/solver/linear/exact-simplex.ts';
import { solveLinear } from '../src/solver/linear/solve-linear.ts';

/**
 * Processor milliseconds of each rule by number of players, and how many of its linear programs were left to exact
 * arithmetic because the engine's answer could not be proven. `pool`: subadditive costs in fen, as coalitions have
 * them; `wild`: any costs, mostly with an empty core. `npm run bench:cost-sharing -- [games] [sizes] [kinds]`
 */
const games = Number(process.argv[2] ?? 20);
const sizes = (process.argv[3] ?? '3,6,8,10,12').split(',').map(Number);
const kinds = (process.argv[4] ?? 'pool,wild').split(',');

const solveByHighs = await loadMixedIntegerEngine();

const counts = { programs: 0, exact: 0 };
const solveCounted: SolveLinear = (program) => {
  counts.programs++;
  return solveLinear(program, (engine) => {
    if (engine === 'exact') counts.exact++;
  });
};

const RULES: Readonly<Record<string, (game: CoalitionGame, solve: SolveLinear) => unknown>> = {
  'least core': (game, solve) => findLeastCore(game, solve),
  nucleolus: (game, solve) => findNucleolus(game, solve),
  'per-capita nucleolus': (game, solve) => findNucleolus(game, solve, 'per_capita'),
  'equal profit, with least core': (game, solve) =>
    splitByEqualProfit(game, findLeastCore(game, solve), solve),
  shapley: (game) => findShapley(game),
};

console.log(
  'kind, players, rule: ms a game; with HiGHS; all exact (up to 6 players); programs solved exactly',
);
for (const kind of kinds) {
  for (const size of sizes) {
    const sample = Array.from({ length: games }, (_, index) => drawGame(kind, size, size * 1000 + index));
    for (const [name, rule] of Object.entries(RULES)) report(`${kind}, ${size}, ${name}`, sample, rule);
    if (size > MAX_STRUCTURE_PLAYERS) continue;
    console.log(
      `${kind}, ${size}, best structure: ${time(sample, (game) => findBestStructure(game, solveLinear))}`,
    );
  }
}

function report(title: string, sample: readonly CoalitionGame[], rule: (typeof RULES)[string]): void {
  Object.assign(counts, { programs: 0, exact: 0 });
  const engine = time(sample, (game) => rule(game, solveCounted));
  const { programs, exact } = counts;
  const highs = time(sample, (game) => rule(game, solveByHighs));
  const slow = sample[0].players.length <= 6 ? time(sample, (game) => rule(game, solveExactly)) : '-';
  console.log(`${title}: ${engine}; ${highs}; ${slow}; ${exact} of ${programs}`);
}

function time(sample: readonly CoalitionGame[], run: (game: CoalitionGame) => unknown): string {
  const before = process.cpuUsage().user;
  for (const game of sample) run(game);
  return ((process.cpuUsage().user - before) / 1000 / sample.length).toFixed(1);
}

/** Costs of tours: a fixed part, a part by members, noise; each lowered to its best partition. */
function drawGame(kind: string, players: number, seed: number): CoalitionGame {
  let state = seed;
  const draw = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  const own = Array.from({ length: players }, () => 200_000 + Math.floor(800_000 * draw()));
  const costs = Array.from({ length: 2 ** players }, (_, coalition) => {
    if (kind === 'wild')
      return coalition === 0 ? 0 : Math.round(1_000_000 * draw() * Math.sqrt(sizeOf(coalition))) + 1;
    const alone = own.reduce((sum, fen, player) => sum + ((coalition >> player) & 1) * fen, 0);
    return coalition === 0 ? 0 : Math.round(alone * (0.6 + 0.4 / sizeOf(coalition)) * (1 + 0.05 * draw()));
  });
  if (kind === 'pool') cover(costs);
  return buildCoalitionGame(
    own.map((_, player) => `carrier-${player}`),
    costs.map((cost, coalition) => [coalition, cost] as const),
  );
}

/** Lowers each cost to that of the best partition. */
function cover(costs: number[]): void {
  for (let coalition = 1; coalition < costs.length; coalition++) {
    for (let part = (coalition - 1) & coalition; part > 0; part = (part - 1) & coalition) {
      costs[coalition] = Math.min(costs[coalition], costs[part] + costs[coalition & ~part]);
    }
  }
}
