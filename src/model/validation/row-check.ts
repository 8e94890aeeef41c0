import type { RowOrigin } from '../county-draft.ts';
import type { CountyIssueList } from '../county-issue-list.ts';

/** Checks on one draft row; each failed check adds one error at the row and field. */
export class RowCheck {
  readonly #issues: CountyIssueList;
  readonly #origin: RowOrigin;

  constructor(issues: CountyIssueList, origin: RowOrigin) {
    this.#issues = issues;
    this.#origin = origin;
  }

  fail(field: string, code: string, message: string, remedy: string): void {
    this.#issues.addError({ code, message, remedy }, this.#origin, field);
  }

  warn(field: string, code: string, message: string, remedy: string): void {
    this.#issues.addWarning({ code, message, remedy }, this.#origin, field);
  }

  text(field: string, value: string): void {
    if (typeof value === 'string' && value.trim() !== '' && value.length <= 200) return;
    this.fail(field, 'missing_value', `"${field}" is empty or too long.`, 'Give 1 to 200 characters.');
  }

  oneOf(field: string, value: string, allowed: readonly string[]): void {
    if (allowed.includes(value)) return;
    this.fail(
      field,
      'unknown_choice',
      `"${value}" is none of ${allowed.join(', ')}.`,
      'Use one of the values listed.',
    );
  }

  number(field: string, value: number, low: number, high: number): void {
    if (Number.isFinite(value) && value >= low && value <= high) return;
    this.#outOfRange(field, value, low, high, 'a number');
  }

  integer(field: string, value: number, low: number, high: number): void {
    if (Number.isSafeInteger(value) && value >= low && value <= high) return;
    this.#outOfRange(field, value, low, high, 'a whole number');
  }

  /** True when `id` is known; otherwise an error of the form `unknown_site`. */
  reference(field: string, kind: string, id: string, known: ReadonlyMap<string, unknown>): boolean {
    if (known.has(id)) return true;
    if (id === '') {
      this.text(field, id);
      return false;
    }
    const what = kind.replaceAll('_', ' ');
    this.fail(
      field,
      `unknown_${kind}`,
      `There is no ${what} "${id}".`,
      `Add the ${what} or correct the reference.`,
    );
    return false;
  }

  #outOfRange(field: string, value: number, low: number, high: number, what: string): void {
    this.fail(
      field,
      'out_of_range',
      `"${field}" is ${value}; it must be ${what} from ${low} to ${high}.`,
      'Correct the value; mind the unit of the column.',
    );
  }
}
