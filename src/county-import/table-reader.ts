import type { RowOrigin } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { SecondsOfDay, Weekday } from '../model/units.ts';
import { type ChoiceWords, findChoice } from './choice-words.ts';
import type { ColumnNames } from './column-dictionary.ts';
import { toList, toNumber, toPlainText, toSecondsOfDay, toWeekdays, toYesNo } from './parse-cell.ts';
import type { Table, TableRow } from './table.ts';

/** Longest cell that is read: room for the sites of a long run, and short work for what is meant to stall. */
const MAX_CELL_LENGTH = 10_000;
const MAX_HEADING_LENGTH = 200;

/** Where a field stands in a table, and what turns its unit into the model's. */
interface FoundColumn {
  readonly at: number;
  readonly heading: string;
  readonly factor: number;
}

/** A heading as it is compared: plain forms, lower case, letters and digits only. */
export function toHeadingKey(heading: string): string {
  return toPlainText(heading)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** Reads a table by field names, whatever the language and unit of its headings. */
export class TableReader<Field extends string> {
  readonly file: string;
  readonly #table: Table;
  readonly #issues: CountyIssueList;
  readonly #found = new Map<Field, FoundColumn>();
  readonly #columns: Readonly<Record<string, string>>;
  readonly #defaults = new Map<Field, number>();

  constructor(table: Table, columns: Readonly<Record<Field, ColumnNames>>, issues: CountyIssueList) {
    this.file = table.file;
    this.#table = table;
    this.#issues = issues;
    this.#findColumns(columns);
    const width = table.header.findLastIndex((heading) => heading.trim() !== '') + 1;
    for (const row of table.rows) this.#checkShape(row, width);
    this.#columns = Object.fromEntries([...this.#found].map(([field, { heading }]) => [field, heading]));
  }

  has(field: Field): boolean {
    return this.#found.has(field);
  }

  /** Reports each of these fields that has no column; false when one is missing. */
  requireColumns(fields: readonly Field[], columns: Readonly<Record<Field, ColumnNames>>): boolean {
    const missing = fields.filter((field) => !this.#found.has(field));
    for (const field of missing) {
      const names = listNames(columns[field]);
      this.#issues.addError(
        {
          code: 'missing_column',
          message: `"${this.file}" has no column "${names[0]}".`,
          remedy: `Add it, headed by one of: ${names.join(', ')}.`,
        },
        { file: this.file, row: 1 },
        names[0],
      );
    }
    return missing.length === 0;
  }

  rows(): readonly RowReader<Field>[] {
    return this.#table.rows.map((row) => new RowReader(this, row));
  }

  /** Tells once per field how many rows took a default. To be called when all rows have been read. */
  reportDefaults(): void {
    for (const [field, count] of this.#defaults) {
      this.#issues.addWarning(
        {
          code: 'default_used',
          message: `${count} of ${this.#table.rows.length} rows give no "${field}"; the default is used, which is an assumption.`,
          remedy: 'Fill in the column with figures of the county.',
        },
        { file: this.file, row: null, columns: this.#columns },
        field,
      );
    }
  }

  noteDefault(field: Field, rows = 1): void {
    this.#defaults.set(field, (this.#defaults.get(field) ?? 0) + rows);
  }

  originOf(row: TableRow): RowOrigin {
    return { file: this.file, row: row.number, columns: this.#columns };
  }

  cellOf(row: TableRow, field: Field): { readonly text: string; readonly factor: number } {
    const column = this.#found.get(field);
    if (column === undefined) return { text: '', factor: 1 };
    const cell = row.cells[column.at] ?? '';
    return { text: cell.length > MAX_CELL_LENGTH ? '' : toPlainText(cell), factor: column.factor };
  }

  addError(row: TableRow, field: Field, code: string, message: string, remedy: string): void {
    this.#issues.addError({ code, message, remedy }, this.originOf(row), field);
  }

  #findColumns(columns: Readonly<Record<Field, ColumnNames>>): void {
    const wanted = new Map<string, { readonly field: Field; readonly factor: number }>();
    for (const field of Object.keys(columns) as Field[]) {
      for (const name of listNames(columns[field])) {
        wanted.set(toHeadingKey(name), { field, factor: factorOf(columns[field], name) });
      }
    }
    this.#table.header.forEach((whole, at) => {
      const heading = whole.slice(0, MAX_HEADING_LENGTH);
      const key = toHeadingKey(heading);
      const match = wanted.get(key);
      if (match === undefined) this.#reportUnknown(heading, key);
      else if (this.#found.has(match.field)) this.#reportDuplicate(heading, match.field);
      else this.#found.set(match.field, { at, heading: toPlainText(heading), factor: match.factor });
    });
  }

  /** Cells beyond the last heading mean that a comma inside a value has moved all that follow it. */
  #checkShape(row: TableRow, width: number): void {
    row.cells.forEach((cell, at) => {
      if (cell.length > MAX_CELL_LENGTH) this.#reportLong(row, at);
    });
    const extra = row.cells.slice(width).find((cell) => cell.trim() !== '');
    if (extra === undefined) return;
    this.#issues.addError(
      {
        code: 'extra_cells',
        message: `The row has more cells than the ${width} headings: "${extra.trim().slice(0, 80)}" has none.`,
        remedy: 'Write numbers without thousands commas, or put values that hold a comma in quotation marks.',
      },
      { file: this.file, row: row.number },
    );
  }

  #reportLong(row: TableRow, at: number): void {
    this.#issues.addError(
      {
        code: 'cell_too_long',
        message: `A cell has ${row.cells[at].length} characters; at most ${MAX_CELL_LENGTH} are read.`,
        remedy: 'Shorten it.',
      },
      { file: this.file, row: row.number },
      this.#table.header[at]?.slice(0, MAX_HEADING_LENGTH) ?? null,
    );
  }

  #reportUnknown(heading: string, key: string): void {
    if (key === '') return;
    this.#issues.addWarning(
      {
        code: 'unknown_column',
        message: `The column "${heading.slice(0, 80)}" is not known here and is not read.`,
        remedy: 'See docs/county-files.md for the columns of each file.',
      },
      { file: this.file, row: 1 },
      heading.slice(0, 80),
    );
  }

  #reportDuplicate(heading: string, field: Field): void {
    this.#issues.addError(
      {
        code: 'duplicate_column',
        message: `"${heading}" and "${this.#found.get(field)?.heading}" mean the same.`,
        remedy: 'Keep one of the two columns.',
      },
      { file: this.file, row: 1 },
      heading,
    );
  }
}

/** One row, read field by field; a cell that cannot be read is reported and stands in as the fallback. */
export class RowReader<Field extends string> {
  readonly #reader: TableReader<Field>;
  readonly #row: TableRow;
  #required: Field | null = null;

  constructor(reader: TableReader<Field>, row: TableRow) {
    this.#reader = reader;
    this.#row = row;
  }

  get origin(): RowOrigin {
    return this.#reader.originOf(this.#row);
  }

  /** Plain text, empty when there is none. */
  text(field: Field): string {
    return this.#reader.cellOf(this.#row, field).text;
  }

  textOrNull(field: Field): string | null {
    const text = this.text(field);
    return text === '' ? null : text;
  }

  /** Reports an empty cell, for the field that is read next. */
  required(field: Field): this {
    this.#required = field;
    if (this.text(field) === '') this.fail(field, 'missing_value', 'The cell is empty.', 'Fill it in.');
    return this;
  }

  /** A whole number in the model's unit, or null for an empty cell. */
  amountOrNull(field: Field): number | null {
    const value = this.#number(field);
    return value === null ? null : Math.round(value);
  }

  /** As `amountOrNull`, with a default for an empty cell that is counted and reported. */
  amountOr(field: Field, fallback: number): number {
    return this.#orDefault(field, this.amountOrNull(field), fallback);
  }

  /** As `amountOrNull`, for what is counted: a fraction is an error. */
  countOrNull(field: Field): number | null {
    const value = this.#number(field);
    if (value === null || Number.isInteger(value)) return value;
    this.#failToRead(field, this.text(field), 'a whole number', 'Give a whole number; half a visit is none.');
    return null;
  }

  /** As `countOrNull`, with a default as in `amountOr`. */
  countOr(field: Field, fallback: number): number {
    return this.#orDefault(field, this.countOrNull(field), fallback);
  }

  numberOrNull(field: Field): number | null {
    return this.#number(field);
  }

  numberOr(field: Field, fallback: number): number {
    return this.#orDefault(field, this.#number(field), fallback);
  }

  time(field: Field, fallback: SecondsOfDay): SecondsOfDay {
    return this.#parsed(field, toSecondsOfDay, fallback, 'a time of day', 'Write it as HH:MM.');
  }

  timeOrNull(field: Field): SecondsOfDay | null {
    return this.text(field) === '' ? null : this.time(field, 0);
  }

  /** As the others with a fallback, an empty cell is counted and reported. */
  weekdays(field: Field, fallback: readonly Weekday[]): readonly Weekday[] {
    return this.#parsed(field, toWeekdays, fallback, 'a list of weekdays', 'Write e.g. 1-6 or 1,3,5.');
  }

  yesNo(field: Field, fallback: boolean): boolean {
    return this.#parsed(field, toYesNo, fallback, 'yes or no', 'Write yes or no, 是 or 否.');
  }

  choice<T extends string>(field: Field, words: ChoiceWords<T>, fallback: T): T {
    const values = Object.keys(words).join(', ');
    const find = (text: string): T | null => findChoice(text, words);
    return this.#parsed(field, find, fallback, `one of ${values}`, 'Use one of these words.');
  }

  list(field: Field): readonly string[] {
    return toList(this.text(field));
  }

  /** Counts an empty cell whose default is taken, unless it was required and so is an error. */
  noteDefault(field: Field): void {
    if (field !== this.#required) this.#reader.noteDefault(field);
  }

  fail(field: Field, code: string, message: string, remedy: string): void {
    this.#reader.addError(this.#row, field, code, message, remedy);
  }

  #number(field: Field): number | null {
    const { text, factor } = this.#reader.cellOf(this.#row, field);
    if (text === '') return null;
    const value = toNumber(text);
    if (value !== null && Number.isFinite(value)) return value * factor;
    this.#failToRead(field, text, 'a number', 'Write digits only, with a point for decimals.');
    return null;
  }

  #orDefault(field: Field, value: number | null, fallback: number): number {
    if (value !== null) return value;
    if (this.text(field) === '') this.noteDefault(field);
    return fallback;
  }

  #parsed<T>(field: Field, parse: (text: string) => T | null, fallback: T, what: string, remedy: string): T {
    const text = this.text(field);
    if (text === '') {
      this.noteDefault(field);
      return fallback;
    }
    const value = parse(text);
    if (value !== null) return value;
    this.#failToRead(field, text, what, remedy);
    return fallback;
  }

  #failToRead(field: Field, text: string, what: string, remedy: string): void {
    this.fail(field, 'unreadable_value', `"${text.slice(0, 80)}" is not ${what}.`, remedy);
  }
}

function listNames(names: ColumnNames): readonly string[] {
  return Array.isArray(names) ? (names as readonly string[]) : Object.keys(names);
}

function factorOf(names: ColumnNames, name: string): number {
  return Array.isArray(names) ? 1 : (names as Readonly<Record<string, number>>)[name];
}
