import { afterAll, beforeAll, expect, test } from 'vitest';

import { HIERARCHY_LIMITS, HierarchyStore } from '../../src/persistence/hierarchy-store.ts';
import { createStores } from '../../src/persistence/stores.ts';
import type { DatabaseStores } from '../../src/persistence/stores.ts';
import { describeOnBothDatabases, openTestDatabase } from './databases.ts';

describeOnBothDatabases('hierarchy store', (kind) => {
  let opened: Awaited<ReturnType<typeof openTestDatabase>>;
  let stores: DatabaseStores;

  beforeAll(async () => {
    opened = await openTestDatabase(kind);
    stores = createStores(opened.database);
  });

  afterAll(async () => {
    await opened.dispose();
  });

  test('gives back what was kept last under a key, and nothing under another', async () => {
    await stores.hierarchies.save('a', Uint8Array.of(1, 2, 3));
    await stores.hierarchies.save('a', Uint8Array.of(0, 255));
    await expect(stores.hierarchies.find('a')).resolves.toEqual(Uint8Array.of(0, 255));
    await expect(stores.hierarchies.find('b')).resolves.toBe(null);
  });

  test('lets go of those unused for longest', async () => {
    for (let key = 0; key < HIERARCHY_LIMITS.count - 1; key++) {
      await stores.hierarchies.save(`key ${key}`, Uint8Array.of(key));
    }
    await stores.hierarchies.find('a');
    await stores.hierarchies.save('one more', Uint8Array.of(1));
    await expect(stores.hierarchies.find('a')).resolves.not.toBe(null);
    await expect(stores.hierarchies.find('key 0')).resolves.toBe(null);
    await expect(stores.hierarchies.find('key 1')).resolves.not.toBe(null);
  });

  test('lets go of those that are too large together, but never of the last', async () => {
    const store = new HierarchyStore(opened.database.kysely, { count: 10, bytes: 1000 });
    const isKept = async (key: string) => (await store.find(key)) !== null;
    await store.save('first', new Uint8Array(400));
    await store.save('second', new Uint8Array(400));
    await store.find('first');
    await store.save('third', new Uint8Array(600));
    expect([await isKept('second'), await isKept('first'), await isKept('third')]).toEqual([
      false,
      true,
      true,
    ]);
    await store.save('giant', new Uint8Array(5000));
    expect([await isKept('first'), await isKept('third'), await isKept('giant')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
