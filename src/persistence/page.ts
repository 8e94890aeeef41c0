import { PersistenceError } from './persistence-error.ts';

/** Which part of a list is asked for. */
export interface PageRequest {
  /** At most this many items, at least 1. */
  readonly limit: number;
  /** `next` of the page before; absent or null for the first page. */
  readonly cursor?: string | null;
}

/** Part of a list; `next` is the cursor of the following page, null on the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Position after which a page starts, as the list's own sort key; null at the beginning. */
export function toPosition(request: PageRequest): string | null {
  if (request.cursor === undefined || request.cursor === null) return null;
  const position = Buffer.from(request.cursor, 'base64url').toString();
  if (position === '' || toCursor(position) !== request.cursor) throw invalidCursor(request.cursor);
  return position;
}

/** As {@link toPosition}, for lists sorted by a whole number. */
export function toNumericPosition(request: PageRequest): string | null {
  const position = toPosition(request);
  if (position !== null && !/^\d{1,18}$/.test(position)) throw invalidCursor(request.cursor ?? '');
  return position;
}

/** Makes a page of the rows read, which are one more than the limit when there is a following page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  request: PageRequest,
  toItem: (row: Row) => Item,
  positionOf: (row: Row) => string,
): Page<Item> {
  const kept = rows.slice(0, request.limit);
  const next = rows.length > request.limit ? toCursor(positionOf(kept[kept.length - 1])) : null;
  return { items: kept.map(toItem), next };
}

function toCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

function invalidCursor(cursor: string): PersistenceError {
  return new PersistenceError('invalid_cursor', 'The cursor is not one that this list gave out.', { cursor });
}
