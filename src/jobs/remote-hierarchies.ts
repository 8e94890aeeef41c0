import type { HierarchyCache } from '../network/routing/hierarchy-cache.ts';
import type { CallOwner } from './remote-calls.ts';

/** The planning thread's side: hierarchies are kept by its owner. */
export function createRemoteHierarchies(callOwner: CallOwner): HierarchyCache {
  return {
    find: async (key) => (await callOwner({ kind: 'find hierarchy', key })) as Uint8Array | null,
    save: async (key, bytes) => {
      await callOwner({ kind: 'save hierarchy', key, bytes });
    },
  };
}
