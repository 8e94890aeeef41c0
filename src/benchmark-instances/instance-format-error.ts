/** A benchmark file that cannot be read: what is wrong and in which line (1-based; 0 concerns the whole file). */
export class InstanceFormatError extends Error {
  /** `missing_section`, `missing_field`, `not_a_number`, `wrong_count`, `unknown_index` or `unsupported`. */
  readonly code: string;
  readonly line: number;

  constructor(code: string, line: number, message: string) {
    super(line > 0 ? `line ${line}: ${message}` : message);
    this.name = 'InstanceFormatError';
    this.code = code;
    this.line = line;
  }
}

/** Reads a finite number from a field of a line. @throws InstanceFormatError */
export function parseNumber(text: string | undefined, line: number, what: string): number {
  if (text === undefined || text === '')
    throw new InstanceFormatError('missing_field', line, `${what} is missing`);
  const value = Number(text);
  if (!Number.isFinite(value))
    throw new InstanceFormatError('not_a_number', line, `${what}: "${text}" is not a number`);
  return value;
}

/** Reads a non-negative integer from a field of a line. @throws InstanceFormatError */
export function parseCount(text: string | undefined, line: number, what: string): number {
  const value = parseNumber(text, line, what);
  if (!Number.isInteger(value) || value < 0) {
    throw new InstanceFormatError('not_a_number', line, `${what}: "${text}" is not a non-negative integer`);
  }
  return value;
}
