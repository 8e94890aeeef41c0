import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { CountyFilesError } from '../county-import/county-file.ts';
import { importCounty } from '../county-import/import-county.ts';
import type { ImportOptions } from '../county-import/import-options.ts';
import { readCountyFolder } from '../county-import/read-county-folder.ts';
import type { PlanningInput } from '../jobs/planner.ts';
import type { CountyIssue } from '../model/county-issue.ts';
import { serializeRoadGraph } from '../network/roads/road-graph-bytes.ts';
import { resolveScenario } from '../planning/resolve-scenario.ts';
import { ScenarioError } from '../planning/scenario-error.ts';

/** Bad input, as lines for the person who gave it. */
export class InputError extends Error {}

export type Language = 'en' | 'zh';

/** What a command says about the county that it works on. */
export interface CountyArguments {
  readonly path: string;
  readonly out: string | null;
  readonly language: Language;
  readonly importOptions: ImportOptions;
  readonly scenarioFile: string | null;
  /** Choices that go before those of the scenario file. */
  readonly choices: Readonly<Record<string, unknown>>;
}

/** Options of `parseArgs` that every command on a county takes. */
export const COUNTY_OPTIONS = {
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
} as const;

type CountyValues = Readonly<Partial<Record<keyof typeof COUNTY_OPTIONS, string | boolean>>>;

/** @throws InputError where the arguments make no sense */
export function toCountyArguments(
  values: CountyValues,
  positionals: readonly string[],
  usage: string,
): CountyArguments {
  if (positionals.length !== 1) throw new InputError(`Name one county folder, zip or file.\n\n${usage}`);
  const text = (key: keyof typeof COUNTY_OPTIONS): string | undefined => values[key] as string | undefined;
  const [seed, crs] = [text('seed'), text('crs')];
  return {
    path: positionals[0],
    out: text('out') ?? null,
    language: parseChoice('language', text('language') ?? 'en', ['en', 'zh']),
    importOptions: {
      crs: crs && parseChoice('crs', crs, ['wgs84', 'gcj02', 'bd09', 'cgcs2000']),
      code: text('code'),
      name: text('name'),
    } as ImportOptions,
    scenarioFile: text('scenario') ?? null,
    choices: {
      ...(seed !== undefined && { seed: parseNumber('seed', seed) }),
      ...toBudgetChoice(text('iterations'), text('seconds')),
    },
  };
}

/** Reads county and scenario, shows the warnings, and writes them all beside the result. */
export async function readCountyInput(given: CountyArguments): Promise<PlanningInput> {
  const imported = await importCounty(await readCountyFolder(given.path), given.importOptions);
  if (!imported.ok) throw new InputError(toIssueList('The county cannot be planned', imported.issues));
  if (imported.warnings.length > 0) {
    process.stderr.write(`${toWarningSummary(imported.warnings)}\n\n`);
  }
  const fromFile = given.scenarioFile === null ? {} : await readScenario(given.scenarioFile);
  if (given.out !== null && imported.warnings.length > 0) {
    await writeFile(join(given.out, 'warnings.txt'), `${toIssueList('Warnings', imported.warnings)}\n`);
  }
  return {
    county: imported.county,
    datasetHash: imported.datasetHash,
    roads: imported.roads && serializeRoadGraph(imported.roads),
    scenario: resolveScenario(imported.county, { ...fromFile, ...given.choices }),
  };
}

/** Finds out before the work whether its result can be kept. */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new InputError(`Nothing can be written to ${folder}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** What is wrong, as lines for a person; null for a bug. */
export function explainInput(error: unknown, usage: string): string | null {
  if (error instanceof InputError) return error.message;
  if (error instanceof CountyFilesError) return `${error.message} ${error.remedy}`;
  if (error instanceof ScenarioError) {
    const lines = error.problems.map(({ code, path, message }) => `  ${path}  ${code}: ${message}`);
    return `The scenario cannot be used (${lines.length}):\n${lines.join('\n')}`;
  }
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `${error.message}\n\n${usage}`;
  }
  return null;
}

function toBudgetChoice(iterations: string | undefined, seconds: string | undefined): object {
  if (iterations !== undefined && seconds !== undefined) {
    throw new InputError('Give --iterations or --seconds, not both.');
  }
  if (iterations !== undefined) {
    return { budget: { kind: 'iterations', iterations: parseNumber('iterations', iterations) } };
  }
  return seconds === undefined
    ? {}
    : { budget: { kind: 'seconds', seconds: parseNumber('seconds', seconds) } };
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
