import { parseArgs } from 'node:util';

import type { PlanningInput } from '../jobs/planner.ts';
import type { Plan } from '../model/plan.ts';
import { unpackPlan } from '../persistence/plan-document.ts';
import { toComparisonTable } from '../report/comparison-table.ts';
import type { CountyArguments } from './county-input.ts';
import {
  COUNTY_OPTIONS,
  explainInput,
  prepareFolder,
  readCountyInput,
  toCountyArguments,
} from './county-input.ts';
import { runPlanner } from './run-planner.ts';
import { runUntilSignal } from './run-until-signal.ts';
import type { ProcessEnd } from './run-until-signal.ts';
import { writePlanFiles } from './write-plan-files.ts';

const USAGE = `Usage: npm run plan -- <county folder, zip or file> [options]

Plans a county without a server and prints the costs as operated, planned alone and pooled.

  --scenario FILE   choices as JSON: coalitions, sites, prices, seed, budget; the default pools all carriers
  --out FOLDER      write the plan as JSON, CSV and GeoJSON, and all warnings
  --crs NAME        wgs84, gcj02, bd09 or cgcs2000, where the files do not say
  --code, --name    of the county, where the files do not say
  --seed N          random seed
  --iterations N    search effort per routing problem; the same effort gives the same plan
  --seconds S       search effort per routing problem as time
  --language L      en or zh
`;

async function planCounty(open: AsyncDisposableStack, end: ProcessEnd): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: COUNTY_OPTIONS });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const given = toCountyArguments(values, positionals, USAGE);
  if (given.out !== null) await prepareFolder(given.out);
  const input = await readCountyInput(given);
  const task = { task: 'Planning', interrupted: 'Interrupted: no plan was made.' };
  const outcome = await runPlanner(open, end, input, task);
  await showPlan(given, input, await unpackPlan(outcome.document.packed));
}

async function showPlan(given: CountyArguments, { county }: PlanningInput, plan: Plan): Promise<void> {
  process.stdout.write(`${county.name} (${county.code})\n\n`);
  const options = { language: given.language, estimated: plan.travel.estimated };
  process.stdout.write(`${toComparisonTable(plan.comparison, county.carriers, options)}\n`);
  if (given.out === null) return;
  const names = await writePlanFiles(given.out, county, plan);
  process.stdout.write(`\n${names.length} files in ${given.out}: ${names.join(', ')}\n`);
}

await runUntilSignal(planCounty, (error) => explainInput(error, USAGE));
