import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { PersistenceError } from './persistence-error.ts';

/** Held for as long as one process owns a data folder. */
export interface FolderLock {
  release(): void;
}

const SQLITE_BUSY = 5;

/**
 * Takes a data folder for this process alone, creating it when absent.
 *
 * The lock is an exclusive SQLite transaction on a file of its own, so the operating system releases it however
 * the process ends; a file with a process id in it would outlive a killed process.
 *
 * @throws PersistenceError `data_dir_in_use` when another process holds it, `data_dir_unusable` when the folder
 *   cannot be created or written
 */
export function lockFolder(folder: string): FolderLock {
  let database: DatabaseSync | null = null;
  try {
    mkdirSync(folder, { recursive: true });
    database = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    throw toLockError(folder, error);
  }
  const held = database;
  return {
    release() {
      if (held.isOpen) held.close();
    },
  };
}

function toLockError(folder: string, error: unknown): PersistenceError {
  if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
    return new PersistenceError(
      'data_dir_in_use',
      `The data folder ${folder} is in use by another process. Stop that process, or give this one a folder of its own in DATA_DIR.`,
      { folder },
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new PersistenceError(
    'data_dir_unusable',
    `The data folder ${folder} cannot be used: ${reason}`,
    { folder },
    { cause: error },
  );
}
