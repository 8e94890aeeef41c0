import { createHash } from 'node:crypto';
import type { ProfileNetwork } from './profile-network.ts';

/**
 * Keeps prepared hierarchies, packed by `serializeHierarchy`, under the content of the network they were made of.
 * Where it fails, so does the question that needed it; see {@link toForgivingCache}.
 */
export interface HierarchyCache {
  find(key: string): Promise<Uint8Array | null>;
  save(key: string, bytes: Uint8Array): Promise<void>;
}

/** Keeps nothing. */
export const NO_HIERARCHIES: HierarchyCache = {
  find: () => Promise.resolve(null),
  save: () => Promise.resolve(),
};

/** A cache that fails as one that is empty: what is lost is only prepared again. `onFailure` is told. */
export function toForgivingCache(cache: HierarchyCache, onFailure: (error: unknown) => void): HierarchyCache {
  return {
    find: (key) =>
      cache.find(key).catch((error: unknown) => {
        onFailure(error);
        return null;
      }),
    save: (key, bytes) => cache.save(key, bytes).catch(onFailure),
  };
}

/** Changes whenever a hierarchy of the same network would be prepared or packed in another way. */
const METHOD = 'contraction/1';

/**
 * Key of the hierarchy of a network: the SHA-256 of its arcs, their times and their lengths. Whatever leaves those as
 * they are (a name, a closure for another profile, a season that is not now) leaves the key as it is.
 */
export function toHierarchyKey({
  nodeCount,
  arcTail,
  arcHead,
  arcSeconds,
  arcMetres,
}: ProfileNetwork): string {
  const hash = createHash('sha256').update(`${METHOD} ${nodeCount}\n`);
  for (const { buffer, byteOffset, byteLength } of [arcTail, arcHead, arcSeconds, arcMetres]) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
