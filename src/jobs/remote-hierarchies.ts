import type { MessagePort } from 'node:worker_threads';

import type { HierarchyCache } from '../network/routing/hierarchy-cache.ts';

/** What a planning thread asks of its owner's cache. */
type CacheRequest =
  | { readonly kind: 'find'; readonly id: number; readonly key: string }
  | { readonly kind: 'save'; readonly id: number; readonly key: string; readonly bytes: Uint8Array };

interface CacheAnswer {
  readonly id: number;
  readonly bytes: Uint8Array | null;
}

/** The planning thread's side: a cache at the other end of the port. */
export function createRemoteHierarchies(port: MessagePort): HierarchyCache {
  const waiting = new Map<number, (bytes: Uint8Array | null) => void>();
  let lastId = 0;
  port.on('message', ({ id, bytes }: CacheAnswer) => {
    waiting.get(id)?.(bytes);
    waiting.delete(id);
  });
  const ask = (request: (id: number) => CacheRequest): Promise<Uint8Array | null> =>
    new Promise((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      port.postMessage(request(lastId));
    });
  return {
    find: (key) => ask((id) => ({ kind: 'find', id, key })),
    save: async (key, bytes) => {
      await ask((id) => ({ kind: 'save', id, key, bytes }));
    },
  };
}

/** The owner's side. A cache that fails is as an empty one: the thread prepares what it needs; `onFailure` is told. */
export function serveHierarchies(
  port: MessagePort,
  cache: HierarchyCache | null,
  onFailure: (error: unknown) => void,
): void {
  port.on('message', (request: CacheRequest) => {
    answer(request, cache).then(
      (bytes) => port.postMessage({ id: request.id, bytes } satisfies CacheAnswer),
      (error: unknown) => {
        onFailure(error);
        port.postMessage({ id: request.id, bytes: null } satisfies CacheAnswer);
      },
    );
  });
}

async function answer(request: CacheRequest, cache: HierarchyCache | null): Promise<Uint8Array | null> {
  if (cache === null) return null;
  if (request.kind === 'find') return await cache.find(request.key);
  await cache.save(request.key, request.bytes);
  return null;
}
