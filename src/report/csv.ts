/** A value of a table cell; null is an empty cell. */
export type Cell = string | number | boolean | null;

/** One column of a table: the key of its value, and its Chinese heading. */
export interface Column<Row> {
  readonly key: keyof Row & string;
  readonly zh: string;
}

/** Language of headings; values stay as they are. */
export type ReportLanguage = 'en' | 'zh';

export interface CsvOptions {
  /** English headings are the keys of the API's JSON; `en` when absent. */
  readonly language?: ReportLanguage;
  /** True: begins with a UTF-8 byte order mark, by which Excel recognises the encoding. */
  readonly byteOrderMark?: boolean;
}

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Table as CSV (RFC 4180: CRLF, quotes doubled). Text that a spreadsheet would take for a formula is preceded by an
 * apostrophe (OWASP, CSV injection); numbers are written as they are.
 */
export function toCsv<Row extends Readonly<Record<keyof Row, Cell>>>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  options: CsvOptions = {},
): string {
  const heading = columns.map((column) => toField(options.language === 'zh' ? column.zh : column.key));
  const lines = rows.map((row) => columns.map((column) => toField(row[column.key])));
  const body = [heading, ...lines].map((fields) => `${fields.join(',')}\r\n`).join('');
  return options.byteOrderMark === true ? BYTE_ORDER_MARK + body : body;
}

function toField(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
