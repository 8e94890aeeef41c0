import { InstanceFormatError, parseNumber } from './instance-format-error.ts';

/** One row of a section, split at white space. */
export interface VrplibRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A VRPLIB or LKH-3 file taken apart: `KEY : value` lines and `..._SECTION` rows. */
export class VrplibFile {
  private readonly values = new Map<string, { readonly line: number; readonly text: string }>();
  private readonly sections = new Map<string, VrplibRow[]>();

  constructor(text: string) {
    let section: VrplibRow[] | null = null;
    text.split(/\r?\n/).forEach((raw, index) => {
      const line = index + 1;
      const trimmed = raw.trim();
      if (trimmed === '' || trimmed === 'EOF') return;
      const heading = /^([A-Z_]+_SECTION)\s*:?$/.exec(trimmed);
      const pair = /^([A-Z_]+)\s*:\s*(.*)$/.exec(trimmed);
      if (heading) {
        section = [];
        this.sections.set(heading[1], section);
      } else if (pair) {
        this.values.set(pair[1], { line, text: pair[2].trim() });
      } else if (section) {
        section.push({ line, fields: trimmed.split(/\s+/) });
      } else {
        throw new InstanceFormatError('unsupported', line, `"${trimmed.slice(0, 40)}" belongs to no section`);
      }
    });
  }

  findText(key: string): string | undefined {
    return this.values.get(key)?.text;
  }

  getNumber(key: string): number {
    const value = this.findNumber(key);
    if (value === undefined) throw new InstanceFormatError('missing_field', 0, `${key} is missing`);
    return value;
  }

  findNumber(key: string): number | undefined {
    const entry = this.values.get(key);
    return entry && parseNumber(entry.text, entry.line, key);
  }

  hasSection(name: string): boolean {
    return this.sections.has(name);
  }

  getSection(name: string): readonly VrplibRow[] {
    const rows = this.sections.get(name);
    if (!rows) throw new InstanceFormatError('missing_section', 0, `${name} is missing`);
    return rows;
  }

  /** Rows `index value...` of a section as a table of `width` numbers, sorted by index from 1 to `count`. */
  getTable(name: string, count: number, width: number): readonly (readonly number[])[] {
    const rows = this.getSection(name);
    if (rows.length !== count) {
      throw new InstanceFormatError(
        'wrong_count',
        rows[0]?.line ?? 0,
        `${name} has ${rows.length} rows, not ${count}`,
      );
    }
    const table: (readonly number[])[] = Array.from({ length: count });
    for (const { line, fields } of rows) {
      const index = parseNumber(fields[0], line, `index of ${name}`);
      if (!Number.isInteger(index) || index < 1 || index > count || table[index - 1]) {
        throw new InstanceFormatError(
          'unknown_index',
          line,
          `${name}: ${fields[0]} is out of range or comes twice`,
        );
      }
      table[index - 1] = Array.from({ length: width }, (_, column) =>
        parseNumber(fields[column + 1], line, name),
      );
    }
    return table;
  }

  /** All numbers of a section in reading order, up to an optional closing -1. */
  getList(name: string): readonly { readonly line: number; readonly value: number }[] {
    const list = this.getSection(name).flatMap(({ line, fields }) => {
      return fields.map((field) => ({ line, value: parseNumber(field, line, name) }));
    });
    const end = list.findIndex(({ value }) => value === -1);
    return end < 0 ? list : list.slice(0, end);
  }
}
