import type { RowOrigin } from './county-draft.ts';
import type { CountyIssue } from './county-issue.ts';

const NOWHERE: RowOrigin = { file: null, row: null };

/** What a finding says, without its place. */
export interface IssueText {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Collects findings; past `limit` of one severity they are counted, no longer kept, so a bad file stays readable. */
export class CountyIssueList {
  readonly #kept: CountyIssue[] = [];
  readonly #counts = { error: 0, warning: 0 };
  readonly #limit: number;

  constructor(limit = 2_000) {
    this.#limit = limit;
  }

  get errorCount(): number {
    return this.#counts.error;
  }

  get warningCount(): number {
    return this.#counts.warning;
  }

  addError(text: IssueText, origin: RowOrigin = NOWHERE, field: string | null = null): void {
    this.#add('error', text, origin, field);
  }

  addWarning(text: IssueText, origin: RowOrigin = NOWHERE, field: string | null = null): void {
    this.#add('warning', text, origin, field);
  }

  /** Takes over findings made elsewhere, e.g. by `buildCounty`. */
  addAll(issues: readonly CountyIssue[]): void {
    for (const issue of issues) this.#keep(issue);
  }

  /** Findings in the order found, errors first, each severity ending with a count of those past the limit. */
  list(): readonly CountyIssue[] {
    return [...this.listErrors(), ...this.listWarnings()];
  }

  listErrors(): readonly CountyIssue[] {
    return this.#listOf('error');
  }

  listWarnings(): readonly CountyIssue[] {
    return this.#listOf('warning');
  }

  #add(severity: CountyIssue['severity'], text: IssueText, origin: RowOrigin, field: string | null): void {
    const column = field === null ? null : (origin.columns?.[field] ?? field);
    this.#keep({ severity, ...text, file: origin.file, row: origin.row, column });
  }

  #keep(issue: CountyIssue): void {
    this.#counts[issue.severity] += 1;
    if (this.#counts[issue.severity] <= this.#limit) this.#kept.push(issue);
  }

  #listOf(severity: CountyIssue['severity']): readonly CountyIssue[] {
    const kept = this.#kept.filter((issue) => issue.severity === severity);
    const more = this.#counts[severity] - kept.length;
    if (more === 0) return kept;
    return [
      ...kept,
      {
        severity,
        code: 'more_issues',
        message: `${more} more ${severity}s were found and are not listed.`,
        remedy: 'Settle the ones listed and import again.',
        file: null,
        row: null,
        column: null,
      },
    ];
  }
}
