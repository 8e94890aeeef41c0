import readExcelFile from 'read-excel-file/node';
import { CountyFilesError, type CountyFile, type ImportLimits } from './county-file.ts';
import { checkZip } from './read-county-zip.ts';
import { type Table, toTable } from './table.ts';

type CellValue = string | number | boolean | Date | null;

/**
 * Reads every sheet of an .xlsx workbook as a table named `file#sheet`.
 *
 * @throws CountyFilesError for what is no workbook, or one beyond the limits.
 */
export async function readWorkbook(
  file: CountyFile,
  limits: ImportLimits,
): Promise<readonly { readonly sheet: string; readonly table: Table }[]> {
  await checkZip(file.bytes, limits);
  const sheets = await readSheets(file);
  return sheets.map(({ sheet, data }) => {
    if (data.length > limits.maxRows + 1) {
      const message = `The sheet "${sheet}" has more than ${limits.maxRows} rows.`;
      throw new CountyFilesError('too_many_rows', message, 'Give one county at a time.', file.name);
    }
    const rows = data.map((row) => row.map(toCellText));
    return { sheet, table: toTable(`${file.name}#${sheet}`, rows) };
  });
}

async function readSheets(
  file: CountyFile,
): Promise<readonly { readonly sheet: string; readonly data: readonly (readonly CellValue[])[] }[]> {
  try {
    return (await readExcelFile(Buffer.from(file.bytes))) as never;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CountyFilesError(
      'broken_workbook',
      `"${file.name}" cannot be read as a workbook: ${reason}`,
      'Save it as .xlsx again, or give CSV files.',
      file.name,
      cause,
    );
  }
}

/** Cells as a CSV would hold them; dates without a day are times of day. */
function toCellText(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (!(value instanceof Date)) return String(value);
  const iso = value.toISOString();
  return value.getTime() < Date.UTC(1900, 0, 2) ? iso.slice(11, 19) : iso.slice(0, 10);
}
