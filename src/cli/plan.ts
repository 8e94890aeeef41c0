import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { parseConfig } from '../config.ts';
import { CountyFilesError } from '../county-import/county-file.ts';
import { importCounty } from '../county-import/import-county.ts';
import type { ImportOptions } from '../county-import/import-options.ts';
import { readCountyFolder } from '../county-import/read-county-folder.ts';
import { createCancelFlag } from '../jobs/cancel-flag.ts';
import { createPlanner } from '../jobs/planner.ts';
import type { PlanningInput } from '../jobs/planner.ts';
import { createSolverPool } from '../jobs/solver-pool.ts';
import type { CountyIssue } from '../model/county-issue.ts';
import type { Plan } from '../model/plan.ts';
import { serializeRoadGraph } from '../network/roads/road-graph-bytes.ts';
import { unpackPlan } from '../persistence/plan-document.ts';
import { resolveScenario } from '../planning/resolve-scenario.ts';
import { ScenarioError } from '../planning/scenario-error.ts';
import { toComparisonTable } from '../report/comparison-table.ts';
import { createProgressLine } from './progress-line.ts';
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

/** Bad input, as lines for the person who gave it. */
class InputError extends Error {}

type Language = 'en' | 'zh';

interface Command {
  readonly path: string;
  readonly out: string | null;
  readonly language: Language;
  readonly importOptions: ImportOptions;
  readonly scenarioFile: string | null;
  readonly choices: Readonly<Record<string, unknown>>;
}

/** Null asks for the usage. */
function parseCommand(): Command | null {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      scenario: { type: 'string' },
      out: { type: 'string' },
      crs: { type: 'string' },
      code: { type: 'string' },
      name: { type: 'string' },
      seed: { type: 'string' },
      iterations: { type: 'string' },
      seconds: { type: 'string' },
      language: { type: 'string', default: 'en' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (positionals.length !== 1) throw new InputError(`Name one county folder, zip or file.\n\n${USAGE}`);
  if (values.iterations !== undefined && values.seconds !== undefined) {
    throw new InputError('Give --iterations or --seconds, not both.');
  }
  return {
    path: positionals[0],
    out: values.out ?? null,
    language: parseChoice('language', values.language, ['en', 'zh']),
    importOptions: {
      crs: values.crs && parseChoice('crs', values.crs, ['wgs84', 'gcj02', 'bd09', 'cgcs2000']),
      code: values.code,
      name: values.name,
    } as ImportOptions,
    scenarioFile: values.scenario ?? null,
    choices: {
      ...(values.seed !== undefined && { seed: parseNumber('seed', values.seed) }),
      ...(values.iterations !== undefined && {
        budget: { kind: 'iterations', iterations: parseNumber('iterations', values.iterations) },
      }),
      ...(values.seconds !== undefined && {
        budget: { kind: 'seconds', seconds: parseNumber('seconds', values.seconds) },
      }),
    },
  };
}

function parseChoice<Choice extends string>(name: string, text: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((candidate) => candidate === text.toLowerCase());
  if (choice === undefined)
    throw new InputError(`--${name} must be one of ${choices.join(', ')}, not "${text}".`);
  return choice;
}

function parseNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InputError(`--${name} must be a number, not "${text}".`);
  }
  return value;
}

async function planCounty(open: AsyncDisposableStack, end: ProcessEnd): Promise<void> {
  const command = parseCommand();
  if (!command) {
    process.stdout.write(USAGE);
    return;
  }
  if (command.out !== null) await prepareFolder(command.out);
  const { travelEngine } = parseConfig({ ...process.env, HOST: '127.0.0.1' });
  const input = await readInput(command);
  const solver = createSolverPool(availableParallelism());
  open.defer(() => solver.close());
  const planner = createPlanner(solver, travelEngine);
  open.defer(() => planner.close());

  const cancel = createCancelFlag();
  void end.requested.then(() => cancel.raise());
  const line = createProgressLine(process.stderr, `Planning ${input.county.name}`);
  const outcome = await planner.plan(input, cancel, (progress) => line.update(progress));
  line.end();
  if (outcome.kind === 'cancelled') throw new InputError('Interrupted: no plan was made.');
  if (outcome.kind === 'failed') throw new Error(outcome.stack);
  await showPlan(command, input, await unpackPlan(outcome.document.packed));
}

/** Finds out before the planning whether its result can be kept. */
async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new InputError(`Nothing can be written to ${folder}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function readInput(command: Command): Promise<PlanningInput> {
  const imported = await importCounty(await readCountyFolder(command.path), command.importOptions);
  if (!imported.ok) throw new InputError(toIssueList('The county cannot be planned', imported.issues));
  if (imported.warnings.length > 0) {
    process.stderr.write(`${toWarningSummary(imported.warnings)}\n\n`);
  }
  const fromFile = command.scenarioFile === null ? {} : await readScenario(command.scenarioFile);
  if (command.out !== null && imported.warnings.length > 0) {
    await writeFile(join(command.out, 'warnings.txt'), `${toIssueList('Warnings', imported.warnings)}\n`);
  }
  return {
    county: imported.county,
    datasetHash: imported.datasetHash,
    roads: imported.roads && serializeRoadGraph(imported.roads),
    scenario: resolveScenario(imported.county, { ...fromFile, ...command.choices }),
  };
}

async function readScenario(path: string): Promise<object> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new InputError(`The scenario file ${path} cannot be read.`);
  });
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw new InputError(`The scenario file ${path} is not JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
  throw new InputError(`The scenario file ${path} must hold one JSON object.`);
}

async function showPlan(command: Command, { county }: PlanningInput, plan: Plan): Promise<void> {
  process.stdout.write(`${county.name} (${county.code})\n\n`);
  const options = { language: command.language, estimated: plan.travel.estimated };
  process.stdout.write(`${toComparisonTable(plan.comparison, county.carriers, options)}\n`);
  if (command.out === null) return;
  const names = await writePlanFiles(command.out, county, plan);
  process.stdout.write(`\n${names.length} files in ${command.out}: ${names.join(', ')}\n`);
}

function toIssueList(title: string, issues: readonly CountyIssue[]): string {
  return [`${title} (${issues.length}):`, ...issues.map(toIssueLine)].join('\n');
}

function toIssueLine(issue: CountyIssue): string {
  const place = [issue.file, issue.row, issue.column].filter((part) => part !== null).join(':');
  return `  ${place === '' ? '' : `${place}  `}${issue.code}: ${issue.message} ${issue.remedy}`;
}

/** One line a code, what concerns the whole county first, each by its first case. */
function toWarningSummary(warnings: readonly CountyIssue[]): string {
  const byCode = Map.groupBy(warnings, ({ code }) => code);
  const groups = [...byCode.values()].sort((a, b) => Number(a[0].row !== null) - Number(b[0].row !== null));
  const lines = groups.map(([first, ...others]) => {
    const more = others.length === 0 ? '' : ` (and ${others.length} more of this kind)`;
    return `${toIssueLine(first)}${more}`;
  });
  return [`Warnings (${warnings.length}):`, ...lines].join('\n');
}

function explain(error: unknown): string | null {
  if (error instanceof InputError) return error.message;
  if (error instanceof CountyFilesError) return `${error.message} ${error.remedy}`;
  if (error instanceof ScenarioError) {
    const lines = error.problems.map(({ code, path, message }) => `  ${path}  ${code}: ${message}`);
    return `The scenario cannot be used (${lines.length}):\n${lines.join('\n')}`;
  }
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `${error.message}\n\n${USAGE}`;
  }
  return null;
}

await runUntilSignal(planCounty, explain);
