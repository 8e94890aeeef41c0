import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { getFamily, INSTANCE_FAMILIES } from '../src/benchmark-instances/families.ts';
import { parsePositive, runCommand, UsageError } from '../src/cli/instance-arguments.ts';
import { readBestKnownList } from './county-instances/best-known-list.ts';
import { findCountyBench, toBenchInstance } from './county-instances/county-bench-instances.ts';
import { COMMON_OPTIONS, COMMON_USAGE, toBenchSettings, type BenchSettings } from './peers/bench-settings.ts';
import { OURS } from './peers/contestants.ts';
import type { BenchInstance } from './peers/interleaved-run.ts';
import { listPublicInstances, spreadEvenly } from './peers/public-instances.ts';
import { PEER_NAMES } from './peers/python-environment.ts';
import { runBench } from './peers/run-bench.ts';

const COUNTY = 'county';
const USAGE = `Usage: npm run bench:peers -- [--dir D] [--families A,B,...] [--per-family N] [options]

Runs our solver, PyVRP, OR-Tools and VROOM on the same instances, one thread each, interleaved, and writes the result to
bench/results. Families are those of bench:quality, in folders of D, and ${COUNTY}; without --dir ${COUNTY} alone.

  --families A,...   these alone
  --per-family N     N instances of each family, spread evenly over its list
${COMMON_USAGE}`;

function parseValues() {
  return parseArgs({
    options: {
      ...COMMON_OPTIONS,
      dir: { type: 'string' },
      families: { type: 'string' },
      'per-family': { type: 'string', default: 'Infinity' },
    },
  }).values;
}

/** Families by name with their instances and with what is missing here. */
function listFamily(
  name: string,
  dir: string | undefined,
  geoFolder: string,
): { readonly instances: readonly BenchInstance[]; readonly missing: readonly string[] } {
  if (name === COUNTY) {
    const { recipes, missing } = findCountyBench(geoFolder);
    const list = readBestKnownList();
    return { instances: recipes.map((recipe) => toBenchInstance(recipe, geoFolder, () => list)), missing };
  }
  if (dir === undefined) throw new UsageError(`--dir is needed for ${name}`);
  const instances = listPublicInstances(dir, getFamily(name));
  return { instances, missing: instances.length === 0 ? [`${name} has no instances in ${dir}`] : [] };
}

function listAll(
  names: readonly string[],
  dir: string | undefined,
  perFamily: number,
  { only, geoFolder }: BenchSettings,
): { readonly instances: readonly BenchInstance[]; readonly missing: readonly string[] } {
  const families = names.map((name) => listFamily(name, dir, geoFolder));
  const instances = families.flatMap((family) =>
    only === null
      ? spreadEvenly(family.instances, perFamily)
      : family.instances.filter(({ name }) => only.has(name)),
  );
  return { instances, missing: families.flatMap(({ missing }) => missing) };
}

async function main(): Promise<void> {
  const values = parseValues();
  const { dir } = values;
  if (dir !== undefined && !existsSync(dir)) throw new UsageError(`--dir: there is no folder ${dir}`);
  const usual = [COUNTY, ...(dir === undefined ? [] : INSTANCE_FAMILIES.map(({ name }) => name))];
  const perFamily = parsePositive(values['per-family'], 'per-family');
  const names = values.families?.split(',') ?? usual;
  const settings = toBenchSettings(values, [OURS, ...PEER_NAMES]);
  await runBench({
    bench: 'peers',
    settings,
    ...listAll(names, dir, perFamily, settings),
    isPartial: settings.only !== null || values.solvers !== undefined || values.families !== undefined,
    isRecorded: true,
  });
}

await runCommand(USAGE, main);
