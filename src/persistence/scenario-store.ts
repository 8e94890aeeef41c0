import { randomUUID } from 'node:crypto';

import type { Kysely, Selectable } from 'kysely';

import type { CountyCode } from '../model/county.ts';
import type { Scenario } from '../model/scenario.ts';
import { isUuid } from './identity.ts';
import { toNumericPosition, toPage } from './page.ts';
import type { Page, PageRequest } from './page.ts';
import { PersistenceError } from './persistence-error.ts';
import type { ScenarioTable, Schema } from './schema.ts';

/** A stored scenario, bound to the dataset against which it was validated. */
export interface ScenarioRecord {
  readonly id: string;
  readonly countyCode: CountyCode;
  readonly datasetHash: string;
  readonly scenario: Scenario;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Runs a body in one transaction, or inside the one that is open. */
type InTransaction = <Result>(run: (db: Kysely<Schema>) => Promise<Result>) => Promise<Result>;

export class ScenarioStore {
  readonly #db: Kysely<Schema>;
  readonly #inTransaction: InTransaction;

  constructor(db: Kysely<Schema>, inTransaction: InTransaction) {
    this.#db = db;
    this.#inTransaction = inTransaction;
  }

  async create(scenario: Scenario, datasetHash: string): Promise<ScenarioRecord> {
    const row = await this.#db
      .insertInto('scenarios')
      .values({
        id: randomUUID(),
        county_code: scenario.countyCode,
        dataset_hash: datasetHash,
        name: scenario.name,
        document: JSON.stringify(scenario),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toRecord(row);
  }

  /** Scenarios of a county, newest first. @throws PersistenceError `invalid_cursor` */
  async list(countyCode: CountyCode, request: PageRequest): Promise<Page<ScenarioRecord>> {
    const position = toNumericPosition(request);
    let query = this.#db
      .selectFrom('scenarios')
      .selectAll()
      .where('county_code', '=', countyCode)
      .orderBy('sequence', 'desc')
      .limit(request.limit + 1);
    if (position !== null) query = query.where('sequence', '<', position);
    return toPage(await query.execute(), request, toRecord, (row) => row.sequence);
  }

  async find(id: string): Promise<ScenarioRecord | null> {
    if (!isUuid(id)) return null;
    const row = await this.#db.selectFrom('scenarios').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toRecord(row) : null;
  }

  /** @throws PersistenceError `scenario_not_found` */
  async get(id: string): Promise<ScenarioRecord> {
    const record = await this.find(id);
    if (!record) throw scenarioNotFound(id);
    return record;
  }

  /**
   * Deletes a scenario and its jobs; its plans stay.
   *
   * @throws PersistenceError `scenario_not_found`, or `scenario_busy` while a job of it is queued or running
   */
  async delete(id: string): Promise<void> {
    if (!isUuid(id)) throw scenarioNotFound(id);
    await this.#inTransaction(async (trx) => {
      await refuseBusyScenario(trx, id);
      const { numDeletedRows } = await trx.deleteFrom('scenarios').where('id', '=', id).executeTakeFirst();
      if (numDeletedRows === 0n) throw scenarioNotFound(id);
    });
  }
}

async function refuseBusyScenario(trx: Kysely<Schema>, id: string): Promise<void> {
  const job = await trx
    .selectFrom('jobs')
    .select('id')
    .where('scenario_id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  if (job) {
    throw new PersistenceError(
      'scenario_busy',
      `Job ${job.id} of scenario ${id} is queued or running. Cancel it or wait.`,
      { id, jobId: job.id },
    );
  }
}

function toRecord(row: Selectable<ScenarioTable>): ScenarioRecord {
  return {
    id: row.id,
    countyCode: row.county_code,
    datasetHash: row.dataset_hash,
    scenario: readScenario(row.document),
    createdAt: row.created_at.toISOString(),
  };
}

/** A stored scenario; one from before there were road overrides has none, in the order of keys that plans hash. */
function readScenario(document: string): Scenario {
  const stored = JSON.parse(document) as Scenario;
  if ('roadOverrides' in stored) return stored;
  const { seed, seeds, budget, ...choices } = stored as Scenario;
  return { ...choices, roadOverrides: [], travelDay: null, seed, seeds, budget };
}

function scenarioNotFound(id: string): PersistenceError {
  return new PersistenceError('scenario_not_found', `There is no scenario ${id}.`, { id });
}
