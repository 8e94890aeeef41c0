import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { NO_COALITIONS } from '../jobs/remote-coalitions.ts';
import { unpackJson } from '../persistence/packed-json.ts';
import { unpackPlan } from '../persistence/plan-document.ts';
import type { PoolingStudy } from '../planning/pooling-study/pooling-study.ts';
import { StudyError } from '../planning/pooling-study/study-error.ts';
import { resolveStudyOptions } from '../planning/pooling-study/study-options.ts';
import { toStudyReport } from '../report/study-report.ts';
import {
  toAllocationCsv,
  toCoalitionCsv,
  toMembershipCsv,
  toSensitivityCsv,
  toVillageChangeCsv,
} from '../report/study-tables.ts';
import { openCoalitionFolder } from './coalition-folder.ts';
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

const USAGE = `Usage: npm run study -- <county folder, zip or file> [options]

Studies the pool of a county's carriers without a server: what every coalition costs, whether the saving is real, how it
may be shared, and who has a reason to leave.

  --scenario FILE   choices as JSON: coalitions, sites, prices, seed; the default pools all carriers
  --out FOLDER      write study, plan and tables; a study that is interrupted goes on from there
  --crs NAME        wgs84, gcj02, bd09 or cgcs2000, where the files do not say
  --code, --name    of the county, where the files do not say
  --seed N          random seed
  --iterations N    search effort per routing problem; the same effort gives the same study
  --seconds S       search effort per routing problem as time
  --language L      en or zh, for what is printed
`;

async function studyCounty(open: AsyncDisposableStack, end: ProcessEnd): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: COUNTY_OPTIONS });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const given = toCountyArguments(values, positionals, USAGE);
  if (given.out !== null) await prepareFolder(given.out);
  const input = await readCountyInput(given);
  const budget = given.choices.budget === undefined ? {} : { budget: input.scenario.budget };
  const study = resolveStudyOptions(input.scenario, budget);
  const coalitions =
    given.out === null ? NO_COALITIONS : await openCoalitionFolder(join(given.out, 'coalitions'));
  const task = { task: 'Studying', interrupted: 'Interrupted: the study is not finished.' };
  const outcome = await runPlanner(open, end, { ...input, study }, task, coalitions);
  if (outcome.study === null) throw new Error('the study was planned without its results');
  const results = await unpackJson<PoolingStudy>(outcome.study);
  process.stdout.write(`${toStudyReport(results, given.language)}\n`);
  if (given.out === null) return;
  await writePlanFiles(join(given.out, 'plan'), input.county, await unpackPlan(outcome.document.packed));
  const names = await writeStudyFiles(given.out, results);
  process.stdout.write(`\n${names.length} files in ${given.out}: ${names.join(', ')}; the plan in plan/\n`);
}

async function writeStudyFiles(folder: string, study: PoolingStudy): Promise<readonly string[]> {
  const files: Readonly<Record<string, string>> = {
    'study.json': JSON.stringify(study),
    'coalitions.csv': toCoalitionCsv(study),
    'allocations.csv': toAllocationCsv(study, null),
    'membership.csv': toMembershipCsv(study),
    'sensitivity.csv': toSensitivityCsv(study),
    'villages.csv': toVillageChangeCsv(study),
  };
  await mkdir(folder, { recursive: true });
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return Object.keys(files);
}

function explain(error: unknown): string | null {
  if (!(error instanceof StudyError)) return explainInput(error, USAGE);
  const lines = error.problems.map(({ code, path, message }) => `  ${path}  ${code}: ${message}`);
  return `The study cannot be made (${lines.length}):\n${lines.join('\n')}`;
}

await runUntilSignal(studyCounty, explain);
