import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { ImportOutcome, ImportTask } from './county-import-thread.ts';

/** Imports uploads in a thread of its own, one at a time, so that the event loop stays free. */
export interface CountyImporter {
  /** Imports waiting for the thread. */
  readonly waiting: number;
  run(task: ImportTask): Promise<ImportOutcome>;
  /** Ends the thread; what it was importing is rejected. */
  close(): Promise<void>;
}

export function createCountyImporter(): CountyImporter {
  const thread = new Piscina<ImportTask, ImportOutcome>({
    filename: fileURLToPath(new URL('county-import-thread.ts', import.meta.url)),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 30_000,
  });
  return {
    get waiting() {
      return thread.queueSize;
    },
    run: (task) => thread.run(task),
    close: () => thread.destroy(),
  };
}
