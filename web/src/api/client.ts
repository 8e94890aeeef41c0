import { ApiError, toApiError } from './api-error.ts';

const KEY_NAME = 'cunda-api-key';
const PAGE_SIZE = 1000;
const MOST_PAGES = 50;

/** Keeps the API key until the tab is closed. */
export function keepApiKey(key: string): void {
  sessionStorage.setItem(KEY_NAME, key);
}

/** Sends a request to the planner that served the page; throws an ApiError unless it succeeds. */
export async function sendRequest(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const key = sessionStorage.getItem(KEY_NAME);
  if (key !== null) headers.set('Authorization', `Bearer ${key}`);
  const response = await fetch(path, { ...init, headers }).catch((error: unknown) => {
    if (init.signal?.aborted === true) throw error;
    throw new ApiError(0, 'unreachable', String(error));
  });
  if (!response.ok) throw await toApiError(response);
  return response;
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await sendRequest(path, { signal });
  return (await response.json()) as T;
}

/** All items of a list, page after page. */
export async function listItems<T>(path: string, signal?: AbortSignal): Promise<readonly T[]> {
  const items: T[] = [];
  let next: string | null = `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE_SIZE}`;
  for (let page = 0; next !== null && page < MOST_PAGES; page += 1) {
    const answer: { items: T[]; next?: string | null } = await getJson(next, signal);
    items.push(...answer.items);
    next = toSameOrigin(answer.next ?? null);
  }
  return items;
}

/** The planner may name itself differently than the browser does, e.g. behind a proxy. */
function toSameOrigin(url: string | null): string | null {
  if (url === null) return null;
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}
