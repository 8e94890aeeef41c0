import { parseArgs } from 'node:util';
import { loadInstance, type LoadedInstance } from '../benchmark-instances/load-instance.ts';
import { runInstance, type InstanceRun } from '../benchmark-instances/run-instance.ts';
import { toSolutionText } from '../benchmark-instances/solution-file.ts';
import type { SolveRoutingOptions } from '../solver/routing/solve-routing.ts';
import { parseCount, parsePositive, parseWhole, runCommand, UsageError } from './instance-arguments.ts';
import { createInstanceSolver } from './instance-solver.ts';

const USAGE = `Usage: npm run solve -- <instance file> [--seconds S | --iterations I] [--seed N] [--family F]
                    [--threads K]

Solves one public benchmark instance and prints its cost, the gap to the best known and the routes.
Seconds are 10, the seed 1 and threads 1 unless given; the family is told by the folder or the format.
`;

function parseCommand(): {
  readonly path: string;
  readonly family?: string;
  readonly options: SolveRoutingOptions;
  readonly threads: number;
} {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string' },
      iterations: { type: 'string' },
      seed: { type: 'string', default: '1' },
      family: { type: 'string' },
      threads: { type: 'string', default: '1' },
    },
  });
  if (positionals.length !== 1) throw new UsageError('name one instance file');
  const iterations =
    values.iterations === undefined ? undefined : parsePositive(values.iterations, 'iterations');
  const seconds = parsePositive(values.seconds ?? (iterations === undefined ? '10' : '1e9'), 'seconds');
  return {
    path: positionals[0],
    family: values.family,
    threads: parseCount(values.threads, 'threads'),
    options: {
      seed: parseWhole(values.seed, 'seed'),
      stop: iterations === undefined ? { seconds } : { iterations, seconds },
      now: () => performance.now(),
    },
  };
}

function toSummary(loaded: LoadedInstance, run: InstanceRun): string {
  const { bestKnown, name, family, instance } = loaded;
  const gap =
    bestKnown === null || run.gapPercent === null
      ? 'no best known'
      : `best known ${bestKnown.cost}${bestKnown.vehicles === null ? '' : ` with ${bestKnown.vehicles} vehicles`}, gap ${run.gapPercent.toFixed(3)} %`;
  return [
    `${name} (${family.name}), ${instance.problem.clients.length} clients`,
    `cost ${run.cost}, ${gap}`,
    `${run.vehicles} vehicles, ${run.feasible ? 'feasible' : 'NOT FEASIBLE'}, ${run.solution.iterations} iterations in ${run.seconds.toFixed(1)} s`,
    '',
  ].join('\n');
}

async function solve(): Promise<void> {
  const { path, family, options, threads } = parseCommand();
  const loaded = loadInstance(path, family);
  const watched = process.stderr.isTTY
    ? {
        ...options,
        onProgress: ({
          iterations,
          bestCost,
        }: {
          readonly iterations: number;
          readonly bestCost: number;
        }): void => {
          process.stderr.write(`\r\u001b[K${iterations} iterations, cost ${bestCost / loaded.costDivisor}`);
        },
      }
    : options;
  const solver = createInstanceSolver(threads);
  let run: InstanceRun;
  try {
    run = await runInstance(loaded, watched, () => performance.now(), solver.solve);
  } finally {
    await solver.close();
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  process.stdout.write(toSummary(loaded, run));
  process.stdout.write(toSolutionText(loaded.instance, run.solution.routes, run.cost));
  if (!run.feasible) process.exitCode = 1;
}

await runCommand(USAGE, solve);
