import { packJson, unpackJson } from '../persistence/packed-json.ts';
import type { CoalitionSolution, SolvedCoalitions } from '../planning/coalition-costs/coalition-solution.ts';
import type { CallOwner } from './remote-calls.ts';

/** Where the owner of a planning thread keeps solved coalitions, packed. */
export interface PackedCoalitions {
  readonly find: (key: string) => Promise<Uint8Array | null>;
  readonly save: (key: string, packed: Uint8Array) => Promise<void>;
}

/** Keeps nothing: for plans, and for studies of one process that need not survive it. */
export const NO_COALITIONS: PackedCoalitions = {
  find: () => Promise.resolve(null),
  save: () => Promise.resolve(),
};

/** The planning thread's side: packs here, keeps there. */
export function createRemoteCoalitions(callOwner: CallOwner): SolvedCoalitions {
  return {
    async find(key) {
      const packed = (await callOwner({ kind: 'find coalition', key })) as Uint8Array | null;
      return packed && unpackJson<CoalitionSolution>(packed);
    },
    async save(key, solution) {
      const packed = new Uint8Array(await packJson(solution));
      await callOwner({ kind: 'save coalition', key, packed });
    },
  };
}
