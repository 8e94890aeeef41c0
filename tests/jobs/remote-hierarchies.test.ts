import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';

import { createRemoteHierarchies, serveHierarchies } from '../../src/jobs/remote-hierarchies.ts';

const open: MessageChannel[] = [];

function connect(
  ...[cache, onFailure]: [Parameters<typeof serveHierarchies>[1], ((error: unknown) => void)?]
) {
  const channel = new MessageChannel();
  open.push(channel);
  serveHierarchies(channel.port1, cache, onFailure ?? (() => undefined));
  return createRemoteHierarchies(channel.port2);
}

describe('hierarchies kept by the owner of a planning thread', () => {
  afterEach(() => {
    for (const { port1 } of open.splice(0)) port1.close();
  });

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

  test('a cache that fails is as an empty one, and the owner is told', async () => {
    const failures: unknown[] = [];
    const fail = () => Promise.reject(new Error('the database is away'));
    const remote = connect({ find: fail, save: fail }, (error) => failures.push(error));
    await expect(remote.find('a')).resolves.toBe(null);
    await remote.save('a', Uint8Array.of(1));
    expect(failures).toHaveLength(2);
  });

  test('without a cache nothing is found', async () => {
    await expect(connect(null).find('a')).resolves.toBe(null);
  });
});
