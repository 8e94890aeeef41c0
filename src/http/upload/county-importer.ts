import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { ProblemError } from '../problems/problem-error.ts';
import type { ImportOutcome, ImportTask } from './county-import-thread.ts';

/** Imports uploads in a thread of its own, one at a time, so that the event loop stays free. */
export interface CountyImporter {
  /**
   * Imports when it is the turn of the task; with `gone` raised, or past the time limit, the thread is ended.
   *
   * @throws ProblemError `import_ended`
   */
  run(task: ImportTask, gone?: AbortSignal): Promise<ImportOutcome>;
  /** Ends the thread; what it was importing is rejected. */
  close(): Promise<void>;
}

/** Longest import; the largest road file that is taken needs about a minute on one core. */
const LIMIT_MILLISECONDS = 180_000;

export function createCountyImporter(limitMilliseconds: number = LIMIT_MILLISECONDS): CountyImporter {
  const thread = new Piscina<ImportTask, ImportOutcome>({
    filename: fileURLToPath(new URL('county-import-thread.ts', import.meta.url)),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 30_000,
  });
  let last: Promise<unknown> = Promise.resolve();
  const importNow = async (task: ImportTask, gone: AbortSignal): Promise<ImportOutcome> => {
    const late = AbortSignal.timeout(limitMilliseconds);
    try {
      return await thread.run(task, { signal: AbortSignal.any([late, gone]) });
    } catch (error) {
      if (gone.aborted) throw new ProblemError('import_ended', 'The caller has left.');
      if (!late.aborted) throw error;
      const message = `The files were not read within ${limitMilliseconds / 1000} s.`;
      throw new ProblemError('import_ended', message);
    }
  };
  return {
    run(task, gone = new AbortController().signal) {
      // The time of a task begins with its turn, so that it does not pay for those before it.
      const turn = last.then(() => importNow(task, gone));
      last = turn.catch(() => undefined);
      return turn;
    },
    close: () => thread.destroy(),
  };
}
