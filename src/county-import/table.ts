/** A table of texts as read from a file or sheet; rows may be shorter or longer than the header, see `TableReader`. */
export interface Table {
  /** File name, or `workbook.xlsx#sheet`. */
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** 1-based row of the file, header and empty rows counted. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** Splits raw rows into header and rows, leaving out rows without content. */
export function toTable(file: string, rows: readonly (readonly string[])[]): Table {
  const filled = rows
    .map((cells, at) => ({ number: at + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return { file, header: filled[0]?.cells ?? [], rows: filled.slice(1) };
}
