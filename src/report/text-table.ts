/** Alignment of a column. */
export type Alignment = 'left' | 'right';

/**
 * Plain-text table for a terminal: columns as wide as their widest cell, two blanks apart, a rule below the heading.
 * Widths count terminal cells, so that Chinese text lines up.
 */
export function toTextTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): string {
  const widths = heading.map((title, i) =>
    Math.max(...[title, ...rows.map((row) => row[i])].map(countCells)),
  );
  const toLine = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => pad(cell, widths[i], alignments[i]))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [toLine(heading), rule, ...rows.map(toLine)].join('\n');
}

/** Terminal cells that a text takes: 2 for East Asian wide and full-width characters (UAX #11), 0 for combining marks. */
export function countCells(text: string): number {
  let cells = 0;
  for (const character of text) cells += countCharacterCells(character);
  return cells;
}

const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;

function countCharacterCells(character: string): number {
  if (/\p{M}/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

function pad(cell: string, width: number, alignment: Alignment): string {
  const blanks = ' '.repeat(width - countCells(cell));
  return alignment === 'left' ? cell + blanks : blanks + cell;
}
