import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { Pool } from 'pg';

import type { FromServerThread, ToServerThread } from './embedded-server-thread.ts';
import { lockFolder } from './folder-lock.ts';
import { PersistenceError } from './persistence-error.ts';
import { ProtocolStream } from './protocol-stream.ts';

/** PGlite behind an ordinary connection pool. */
export interface EmbeddedServer {
  readonly pool: Pool;
  readonly close: () => Promise<void>;
}

/**
 * Opens the embedded PostgreSQL in `folder` and takes the folder for this process alone.
 *
 * The database runs in a thread of its own, so that a large statement does not hold up the caller's event loop, and
 * is reached through `pg` by protocol bytes only. It has one session, hence a pool of one connection: whoever holds
 * a transaction must not wait for a statement outside it.
 *
 * @throws PersistenceError `data_dir_in_use`, `data_dir_unusable`
 */
export async function openEmbeddedServer(folder: string): Promise<EmbeddedServer> {
  const lock = lockFolder(folder);
  try {
    const thread = await startThread(folder);
    const pool = new Pool({
      max: 1,
      idleTimeoutMillis: 0,
      user: 'postgres',
      database: 'postgres',
      stream: () => thread.openStream(),
    });
    const close = async (): Promise<void> => {
      await pool.end();
      await thread.close();
      lock.release();
    };
    return { pool, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface ServerThread {
  openStream(): ProtocolStream;
  close(): Promise<void>;
}

async function startThread(folder: string): Promise<ServerThread> {
  const worker = new Worker(new URL('embedded-server-thread.ts', import.meta.url), {
    workerData: { dataDir: join(folder, 'database') },
  });
  const tell = (message: ToServerThread): void =>
    worker.postMessage(message, message.kind === 'bytes' ? [message.bytes.buffer] : []);
  await untilReady(worker, folder);

  let stream: ProtocolStream | null = null;
  let gone: Error | null = null;
  worker.on('message', (message: FromServerThread) => {
    if (message.kind === 'bytes') stream?.receive(message.bytes);
  });
  worker.on('error', (error) => {
    gone = error as Error;
  });
  worker.once('exit', () => {
    gone ??= new Error('The embedded database has stopped.');
    stream?.destroy(gone);
  });

  return {
    openStream() {
      const opened = new ProtocolStream({
        send: (bytes) => tell({ kind: 'bytes', bytes }),
        reset: () => {
          if (stream === opened) stream = null;
          tell({ kind: 'reset' });
        },
      });
      stream = opened;
      if (gone) opened.destroy(gone);
      return opened;
    },
    close: () =>
      new Promise((resolve) => {
        if (gone) return resolve();
        worker.once('exit', () => resolve());
        tell({ kind: 'close' });
      }),
  };
}

function untilReady(worker: Worker, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (reason: string, cause?: unknown): void =>
      reject(
        new PersistenceError(
          'data_dir_unusable',
          `The embedded database in ${folder} cannot be opened: ${reason}`,
          { folder },
          { cause },
        ),
      );
    worker.once('error', (error) => refuse(String(error), error));
    worker.once('message', (message: FromServerThread) => {
      if (message.kind === 'ready') resolve();
      else if (message.kind === 'failed') refuse(message.message);
    });
  });
}
