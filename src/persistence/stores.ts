import type { Kysely } from 'kysely';

import { CountyStore } from './county-store.ts';
import { CoalitionStore } from './coalition-store.ts';
import type { Database } from './database.ts';
import { HierarchyStore } from './hierarchy-store.ts';
import { IdempotencyStore } from './idempotency-store.ts';
import { JobStore } from './job-store.ts';
import { PlanStore } from './plan-store.ts';
import { PoolingStudyStore } from './pooling-study-store.ts';
import { ScenarioStore } from './scenario-store.ts';
import type { Schema } from './schema.ts';

/** One store per aggregate, over one connection or one transaction. */
export interface Stores {
  readonly counties: CountyStore;
  readonly scenarios: ScenarioStore;
  readonly plans: PlanStore;
  readonly jobs: JobStore;
  readonly studies: PoolingStudyStore;
  readonly coalitions: CoalitionStore;
  readonly idempotencyKeys: IdempotencyStore;
  readonly hierarchies: HierarchyStore;
}

/** Stores of an open database, and transactions over several of them. */
export interface DatabaseStores extends Stores {
  /**
   * Runs `body` in one transaction and commits when it returns. Only the stores and the connection given to it may
   * be used inside: the embedded database has one session, so waiting for another would wait for ever.
   */
  inTransaction<Result>(body: (stores: Stores, db: Kysely<Schema>) => Promise<Result>): Promise<Result>;
}

export function createStores(database: Database): DatabaseStores {
  const inTransaction = <Result>(body: (db: Kysely<Schema>) => Promise<Result>): Promise<Result> =>
    database.kysely.transaction().execute(body);
  return {
    ...buildStores(database.kysely, inTransaction),
    inTransaction: (body) =>
      inTransaction((trx) =>
        body(
          buildStores(trx, (inner) => inner(trx)),
          trx,
        ),
      ),
  };
}

function buildStores(
  db: Kysely<Schema>,
  inTransaction: <Result>(run: (db: Kysely<Schema>) => Promise<Result>) => Promise<Result>,
): Stores {
  return {
    counties: new CountyStore(db, inTransaction),
    scenarios: new ScenarioStore(db, inTransaction),
    plans: new PlanStore(db),
    jobs: new JobStore(db),
    studies: new PoolingStudyStore(db),
    coalitions: new CoalitionStore(db),
    idempotencyKeys: new IdempotencyStore(db),
    hierarchies: new HierarchyStore(db),
  };
}
