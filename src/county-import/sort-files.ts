import type { CountyIssueList } from '../model/county-issue-list.ts';
import { isElevationFile } from '../network/elevation/read-elevation.ts';
import { TABLE_FILES, type TableName } from './column-dictionary.ts';
import { type CountyFile, CountyFilesError, type ImportLimits, isRoadFile } from './county-file.ts';
import { parseJson } from './county-document.ts';
import { parseCsv } from './parse-csv.ts';
import { toPlainText } from './parse-cell.ts';
import { readWorkbook } from './read-workbook.ts';
import type { Table } from './table.ts';

/** The parts of a dataset, parsed but not interpreted. */
export interface SortedFiles {
  readonly tables: ReadonlyMap<TableName, Table>;
  readonly countyDocument: { readonly file: string; readonly value: unknown } | null;
  readonly boundary: { readonly file: string; readonly value: unknown } | null;
  /** Newer list of township codes. */
  readonly townList: Table | null;
  readonly roads: CountyFile | null;
  readonly elevation: readonly CountyFile[];
  /** Six digits from a name such as `421223.csv`. */
  readonly codeFromName: string | null;
}

const CODED_SITES = /^(\d{6})\.csv$/i;
const CODED_BOUNDARY = /^\d{6}\.boundary\.(geo)?json$/i;
const TOWN_LIST = /^(\d{6}\.)?towns\d{4}\.csv$/i;

/**
 * Tells the files of a dataset apart by name and parses each. A file that cannot be parsed is an error, one that is
 * not known a warning; nothing is thrown for either.
 */
export async function sortFiles(
  files: readonly CountyFile[],
  limits: ImportLimits,
  issues: CountyIssueList,
): Promise<SortedFiles> {
  const sorter = new FileSorter(limits, issues);
  for (const file of files) {
    try {
      await sorter.add(file);
    } catch (error) {
      if (!(error instanceof CountyFilesError)) throw error;
      issues.addAll([error.toIssue()]);
    }
  }
  return sorter;
}

class FileSorter implements SortedFiles {
  readonly tables = new Map<TableName, Table>();
  countyDocument: SortedFiles['countyDocument'] = null;
  boundary: SortedFiles['boundary'] = null;
  townList: Table | null = null;
  roads: CountyFile | null = null;
  readonly elevation: CountyFile[] = [];
  codeFromName: string | null = null;
  readonly #limits: ImportLimits;
  readonly #issues: CountyIssueList;

  constructor(limits: ImportLimits, issues: CountyIssueList) {
    this.#limits = limits;
    this.#issues = issues;
  }

  async add(file: CountyFile): Promise<void> {
    const { name, bytes } = file;
    const stem = toPlainText(name)
      .toLowerCase()
      .replace(/\.[^.]*$/, '');
    if (/^county\.json$/i.test(name)) this.countyDocument = { file: name, value: parseJson(name, bytes) };
    else if (/^boundary\.(geo)?json$/i.test(name) || CODED_BOUNDARY.test(name)) this.#addBoundary(file);
    else if (isRoadFile(name)) this.#addRoads(file);
    else if (isElevationFile(name)) this.elevation.push(file);
    else if (/\.xlsx$/i.test(name)) await this.#addWorkbook(file);
    else if (TOWN_LIST.test(name)) this.townList = parseCsv(name, bytes, this.#limits.maxRows);
    else if (CODED_SITES.test(name)) this.#addCodedSites(file);
    else if (!/\.md$/i.test(name)) this.#addTableFile(file, stem);
  }

  #addTableFile(file: CountyFile, stem: string): void {
    const table = /\.(csv|tsv|txt)$/i.test(file.name) ? findTableName(stem) : null;
    if (table !== null) this.#addTable(table, parseCsv(file.name, file.bytes, this.#limits.maxRows));
    else this.#warnUnknown('unknown_file', `The file "${file.name}"`, file.name);
  }

  #addCodedSites(file: CountyFile): void {
    this.codeFromName = CODED_SITES.exec(file.name)?.[1] ?? null;
    this.#addTable('sites', parseCsv(file.name, file.bytes, this.#limits.maxRows));
  }

  #addBoundary(file: CountyFile): void {
    if (this.boundary !== null) throw buildSeveralError('boundary', this.boundary.file, file.name);
    this.boundary = { file: file.name, value: parseJson(file.name, file.bytes) };
  }

  #addRoads(file: CountyFile): void {
    if (this.roads !== null) throw buildSeveralError('roads', this.roads.name, file.name);
    this.roads = file;
  }

  async #addWorkbook(file: CountyFile): Promise<void> {
    for (const { sheet, table } of await readWorkbook(file, this.#limits)) {
      const name = findTableName(toPlainText(sheet).toLowerCase());
      if (name !== null) this.#addTable(name, table);
      else if (/^(county|县)$/i.test(sheet.trim())) this.countyDocument = toDocument(table);
      else if (table.header.length > 0)
        this.#warnUnknown('unknown_sheet', `The sheet "${sheet}"`, table.file);
    }
  }

  #addTable(name: TableName, table: Table): void {
    const before = this.tables.get(name);
    if (before !== undefined) throw buildSeveralError(name, before.file, table.file);
    this.tables.set(name, table);
  }

  #warnUnknown(code: string, what: string, file: string): void {
    const remedy = 'See docs/county-files.md for the files of a county; a note may stay.';
    this.#issues.addWarning(
      { code, message: `${what} is not known here and is not read.`, remedy },
      { file, row: null },
    );
  }
}

function findTableName(stem: string): TableName | null {
  for (const name of Object.keys(TABLE_FILES) as TableName[]) {
    if (TABLE_FILES[name].includes(stem)) return name;
  }
  return null;
}

/** A sheet of keys and values as the document that `county.json` would be. */
function toDocument(table: Table): { readonly file: string; readonly value: unknown } {
  const pairs = [table.header, ...table.rows.map((row) => row.cells)].map(
    ([key = '', value = '']) => [key.trim(), value.trim()] as const,
  );
  return {
    file: table.file,
    value: Object.fromEntries(pairs.filter(([key, value]) => key !== '' && value !== '')),
  };
}

function buildSeveralError(what: string, first: string, second: string): CountyFilesError {
  return new CountyFilesError(
    'several_files',
    `"${first}" and "${second}" both hold the ${what.replaceAll('_', ' ')} of the county.`,
    'Keep one of the two, or name the county by its code.',
    second,
  );
}
