import { afterAll, beforeAll, expect, test } from 'vitest';

import { KEPT_HIERARCHIES } from '../../src/persistence/hierarchy-store.ts';
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
    for (let key = 0; key < KEPT_HIERARCHIES - 1; key++) {
      await stores.hierarchies.save(`key ${key}`, Uint8Array.of(key));
    }
    await stores.hierarchies.find('a');
    await stores.hierarchies.save('one more', Uint8Array.of(1));
    await expect(stores.hierarchies.find('a')).resolves.not.toBe(null);
    await expect(stores.hierarchies.find('key 0')).resolves.toBe(null);
    await expect(stores.hierarchies.find('key 1')).resolves.not.toBe(null);
  });
});
