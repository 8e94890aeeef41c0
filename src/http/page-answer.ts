import type { Page, PageRequest } from '../persistence/page.ts';
import { toNumericPosition, toPage } from '../persistence/page.ts';
import type { ItemPage } from './schemas/primitives.ts';
import { DEFAULT_PAGE_SIZE } from './schemas/primitives.ts';

/** What paging needs of a request. */
export interface PagedRequest {
  readonly url: string;
  readonly query: unknown;
}

/** The page that a query asks for. */
export function toPageRequest(query: { readonly limit?: number; readonly cursor?: string }): PageRequest {
  return { limit: query.limit ?? DEFAULT_PAGE_SIZE, cursor: query.cursor ?? null };
}

/** A page with `next` as the address of the following page: this request's own, with the cursor put in. */
export function toPageAnswer<Item>(request: PagedRequest, page: Page<Item>): ItemPage<Item> {
  return { items: page.items, next: page.next === null ? null : toNextAddress(request.url, page.next) };
}

/** Page of a list that is at hand as a whole; cursors are positions in it. */
export function toListPage<Item>(request: PagedRequest, items: readonly Item[]): ItemPage<Item> {
  const page = toPageRequest(request.query as Parameters<typeof toPageRequest>[0]);
  const start = Number(toNumericPosition(page) ?? 0);
  const rows = items.slice(start, start + page.limit + 1).map((item, i) => ({ item, end: start + i + 1 }));
  return toPageAnswer(
    request,
    toPage(
      rows,
      page,
      (row) => row.item,
      (row) => String(row.end),
    ),
  );
}

function toNextAddress(url: string, cursor: string): string {
  const [path, query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}
