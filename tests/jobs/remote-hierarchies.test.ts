import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createCancelFlag } from '../../src/jobs/cancel-flag.ts';
import { createCallsOn } from '../../src/jobs/remote-calls.ts';
import { NO_COALITIONS } from '../../src/jobs/remote-coalitions.ts';
import { createRemoteHierarchies } from '../../src/jobs/remote-hierarchies.ts';
import { servePlanningThread } from '../../src/jobs/remote-solver.ts';
import { createSolverPool } from '../../src/jobs/solver-pool.ts';
import type { SolverPool } from '../../src/jobs/solver-pool.ts';
import type { HierarchyCache } from '../../src/network/routing/hierarchy-cache.ts';

describe('hierarchies kept by the owner of a planning thread', () => {
  let channel: MessageChannel;
  let solver: SolverPool;

  beforeEach(() => {
    channel = new MessageChannel();
    solver = createSolverPool(1);
  });
  afterEach(async () => {
    channel.port1.close();
    await solver.close();
  });

  function connect(hierarchies: HierarchyCache): HierarchyCache {
    servePlanningThread(channel.port1, {
      solver,
      hierarchies,
      coalitions: NO_COALITIONS,
      cancel: createCancelFlag(),
      onProgress: () => undefined,
    });
    return createRemoteHierarchies(createCallsOn(channel.port2));
  }

  test('what is saved over the port is found over it', async () => {
    const kept = new Map<string, Uint8Array>();
    const remote = connect({
      find: async (key) => kept.get(key) ?? null,
      save: async (key, bytes) => void kept.set(key, bytes),
    });
    await remote.save('a', Uint8Array.of(1, 2));
    await expect(Promise.all([remote.find('b'), remote.find('a')])).resolves.toEqual([
      null,
      Uint8Array.of(1, 2),
    ]);
  });

  test('the thread learns that they could not be kept', async () => {
    const fail = () => Promise.reject(new Error('the database is away'));
    const remote = connect({ find: fail, save: fail });
    await expect(remote.find('a')).rejects.toThrow('the database is away');
    await expect(remote.save('a', Uint8Array.of(1))).rejects.toThrow('the database is away');
  });
});
