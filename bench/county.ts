import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../src/cli/instance-arguments.ts';
import {
  improveBestKnown,
  readBestKnownList,
  writeBestKnownList,
} from './county-instances/best-known-list.ts';
import { buildCountyInstance } from './county-instances/build-county-instance.ts';
import { findCountyBench, toBenchInstance } from './county-instances/county-bench-instances.ts';
import type { CountyRecipe } from './county-instances/county-recipe.ts';
import { toInstanceText } from './county-instances/instance-file.ts';
import { COMMON_OPTIONS, COMMON_USAGE, toBenchSettings } from './peers/bench-settings.ts';
import { OURS } from './peers/contestants.ts';
import { PEER_NAMES } from './peers/python-environment.ts';
import { runBench } from './peers/run-bench.ts';

const USAGE = `Usage: npm run bench:county -- [--peers] [--update-best] [--write D] [options]

Solves twenty county instances with our solver, with --peers also with PyVRP, OR-Tools and VROOM, and prints cost and gap
to the best of everything met, kept in bench/county-instances/best-known.json.

  --peers            all solvers, and the result goes to bench/results
  --update-best      keep better answers as best known
  --write D          write the instances as JSON to D and end
${COMMON_USAGE}`;

function parseValues() {
  return parseArgs({
    options: {
      ...COMMON_OPTIONS,
      peers: { type: 'boolean', default: false },
      'update-best': { type: 'boolean', default: false },
      write: { type: 'string' },
    },
  }).values;
}

async function writeInstances(
  recipes: readonly CountyRecipe[],
  geoFolder: string,
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const recipe of recipes) {
    const instance = await buildCountyInstance(recipe, geoFolder);
    writeFileSync(join(folder, `${recipe.name}.json`), toInstanceText(instance));
    process.stdout.write(`${recipe.name}: ${instance.problem.clients.length} stops, ${instance.source}\n`);
  }
}

async function main(): Promise<void> {
  const values = parseValues();
  const settings = toBenchSettings(
    values,
    values.write === undefined && values.peers ? [OURS, ...PEER_NAMES] : [OURS],
  );
  const { recipes, missing } = findCountyBench(settings.geoFolder);
  const chosen = recipes.filter(({ name }) => settings.only === null || settings.only.has(name));
  if (values.write !== undefined) {
    await writeInstances(chosen, settings.geoFolder, values.write);
    return;
  }
  let list = readBestKnownList();
  await runBench({
    bench: 'county',
    settings,
    instances: chosen.map((recipe) => toBenchInstance(recipe, settings.geoFolder, () => list)),
    missing,
    isPartial: settings.only !== null || values.solvers !== undefined,
    isRecorded: values.peers || values.solvers !== undefined,
    onBest: (best, problem) => {
      if (!values['update-best']) return;
      list = improveBestKnown(list, best, problem, new Date().toISOString().slice(0, 10));
      writeBestKnownList(list);
    },
  });
}

await runCommand(USAGE, main);
