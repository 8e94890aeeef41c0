import { CsvError, parse } from 'csv-parse/sync';
import { CountyFilesError } from './county-file.ts';
import { decodeText } from './decode-text.ts';
import { type Table, toTable } from './table.ts';

const DELIMITERS = [',', ';', '\t'];

/**
 * Parses a CSV file (RFC 4180; comma, semicolon or tab) of any accepted encoding.
 *
 * @throws CountyFilesError for encodings, broken quoting and too many rows.
 */
export function parseCsv(file: string, bytes: Uint8Array, maxRows: number): Table {
  const { text } = decodeText(file, bytes);
  const rows = readRows(file, text, maxRows);
  if (rows.length > maxRows + 1) {
    throw new CountyFilesError(
      'too_many_rows',
      `"${file}" has more than ${maxRows} rows.`,
      'Give one county at a time.',
      file,
    );
  }
  return toTable(file, rows);
}

function readRows(file: string, text: string, maxRows: number): readonly (readonly string[])[] {
  try {
    return parse(text, {
      delimiter: findDelimiter(text),
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 1_000_000,
      to: maxRows + 2,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause['lines'] === 'number' ? cause['lines'] : null;
    throw new CountyFilesError(
      'broken_csv',
      `"${file}" cannot be read as CSV${line === null ? '' : ` near line ${line}`}: ${cause.message}`,
      'Check the quotation marks there, or save the table again as CSV.',
      file,
      cause,
    );
  }
}

/** The delimiter that occurs most often in the first line, outside quotes. */
function findDelimiter(text: string): string {
  const line = text
    .slice(0, 10_000)
    .split(/\r?\n/, 1)[0]
    .replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}
