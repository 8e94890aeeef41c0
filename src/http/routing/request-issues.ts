import type { ProblemDetail } from '../problems/problem-error.ts';
import { ProblemError } from '../problems/problem-error.ts';

/** Collects what is wrong with a routing request, to refuse it with everything at once. */
export class RequestIssues {
  readonly #details: ProblemDetail[] = [];

  add(code: string, path: string, message: string): void {
    this.#details.push({ code, path, message });
  }

  /** Ids of a list by position; an id given twice is an issue. */
  indexIds(rows: readonly { readonly id: string }[], path: string): ReadonlyMap<string, number> {
    const positions = new Map<string, number>();
    rows.forEach(({ id }, position) => {
      if (positions.has(id)) this.add('duplicate_id', `/${path}/${position}/id`, `"${id}" is given twice`);
      else positions.set(id, position);
    });
    return positions;
  }

  /** Position of an id; 0 and an issue where it is unknown. */
  resolve(positions: ReadonlyMap<string, number>, id: string, path: string): number {
    const position = positions.get(id);
    if (position === undefined) this.add('unknown_id', path, `"${id}" is not an id of the list`);
    return position ?? 0;
  }

  /** @throws ProblemError `invalid_routing_problem` when there is any issue */
  refuse(): void {
    if (this.#details.length === 0) return;
    const message = this.#details.map((detail) => `${detail.path} ${detail.message}`).join('; ');
    throw new ProblemError('invalid_routing_problem', message, { errors: this.#details });
  }
}
