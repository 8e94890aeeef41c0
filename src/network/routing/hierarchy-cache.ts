import { createHash } from 'node:crypto';
import type { ProfileNetwork } from './profile-network.ts';

/** Keeps prepared hierarchies, packed by `serializeHierarchy`, under the content of the network they were made of. */
export interface HierarchyCache {
  find(key: string): Promise<Uint8Array | null>;
  save(key: string, bytes: Uint8Array): Promise<void>;
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
