/** Imports a county over and over, by turns from two datasets, until it is killed. Argument: a `DatabaseConfig`. */
import { createHash } from 'node:crypto';

import { openDatabase } from '../../src/persistence/database.ts';
import type { DatabaseConfig } from '../../src/persistence/database.ts';
import { migrate } from '../../src/persistence/migrate.ts';
import { createStores } from '../../src/persistence/stores.ts';
import { importSmallCounty } from './small-county.ts';

/** Large enough that a kill often meets a statement under way. */
const ROAD_BYTES = 6_000_000;

const database = await openDatabase(JSON.parse(process.argv[2]) as DatabaseConfig);
await migrate(database);
const stores = createStores(database);
const variants = await Promise.all(
  [20, 30].map(async (villages) => {
    const imported = await importSmallCounty('999002', villages);
    const roads = new Uint8Array(ROAD_BYTES).map((_, index) => (index * villages) % 251);
    return Object.assign(imported, { roads, datasetHash: createHash('sha256').update(roads).digest('hex') });
  }),
);
for (let turn = 0; ; turn++) {
  await stores.counties.save(variants[turn % 2], { replace: true });
  process.stdout.write('saved\n');
}
