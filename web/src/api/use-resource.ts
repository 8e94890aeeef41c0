import { useCallback, useEffect, useState } from 'preact/hooks';

import { ApiError } from './api-error.ts';

/** Something that is fetched: not asked for, on its way, here, or refused. */
export type Resource<T> =
  | { readonly state: 'idle' }
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: ApiError };

export type Fetcher<T> = (path: string, signal: AbortSignal) => Promise<T>;

interface Settled<T> {
  readonly path: string;
  readonly resource: Resource<T>;
}

/** A resource and two ways to ask for it again: `refresh` keeps what is there meanwhile, `reload` does not. */
export interface WatchedResource<T> {
  readonly resource: Resource<T>;
  readonly refresh: () => void;
  readonly reload: () => void;
}

/**
 * Fetches `path` whenever it changes; null asks for nothing. An answer that comes after the path has changed is
 * dropped. `fetcher` must be the same function on every call.
 */
export function useResource<T>(path: string | null, fetcher: Fetcher<T>): WatchedResource<T> {
  const [attempt, setAttempt] = useState(0);
  const [settled, setSettled] = useState<Settled<T> | null>(null);
  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    const settle = (resource: Resource<T>): void => {
      if (!abort.signal.aborted) setSettled({ path, resource });
    };
    fetcher(path, abort.signal).then(
      (value) => settle({ state: 'ready', value }),
      (error: unknown) => settle({ state: 'failed', error: toApiError(error) }),
    );
    return () => abort.abort();
  }, [path, attempt, fetcher]);
  const refresh = useCallback(() => setAttempt((count) => count + 1), []);
  const reload = useCallback(() => {
    setSettled(null);
    refresh();
  }, [refresh]);
  return { resource: toResource(path, settled), refresh, reload };
}

/** The value of a resource that is here; null otherwise. */
export function findValue<T>(resource: Resource<T>): T | null {
  return resource.state === 'ready' ? resource.value : null;
}

function toResource<T>(path: string | null, settled: Settled<T> | null): Resource<T> {
  if (path === null) return { state: 'idle' };
  return settled?.path === path ? settled.resource : { state: 'loading' };
}

function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, 'unreadable', String(error));
}
