import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';

import { PGlite } from '@electric-sql/pglite';

/** What the owner of the thread asks of it. */
export type ToServerThread =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'reset' }
  | { readonly kind: 'close' };

/** What the thread tells its owner. */
export type FromServerThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'closed' };

const port = parentPort!;
const { dataDir } = workerData as { dataDir: string };

function tell(message: FromServerThread): void {
  port.postMessage(message, message.kind === 'bytes' ? [message.bytes.buffer] : []);
}

/** A simple-query message of the PostgreSQL protocol, version 3. */
function toQueryMessage(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`);
  const message = Buffer.alloc(5 + text.length);
  message.write('Q');
  message.writeInt32BE(4 + text.length, 1);
  text.copy(message, 5);
  return message;
}

async function handle(database: PGlite, message: ToServerThread): Promise<void> {
  if (message.kind === 'bytes') {
    const answer = await database.execProtocolRaw(message.bytes);
    if (answer.length > 0) tell({ kind: 'bytes', bytes: new Uint8Array(answer) });
  } else if (message.kind === 'reset') {
    await database.execProtocolRaw(toQueryMessage('ROLLBACK'));
    await database.execProtocolRaw(toQueryMessage('DISCARD ALL'));
  } else {
    await database.close();
    tell({ kind: 'closed' });
    port.close();
  }
}

/** Makes the database beside its place and moves it there whole, so that none is left half made. */
async function makeDatabase(): Promise<void> {
  const making = `${dataDir}.making`;
  await rm(making, { recursive: true, force: true });
  const database = await PGlite.create({ dataDir: making });
  await database.close();
  await rename(making, dataDir);
}

async function serve(): Promise<void> {
  if (!existsSync(dataDir)) await makeDatabase();
  const database = await PGlite.create({ dataDir });
  let turn: Promise<void> = Promise.resolve();
  port.on('message', (message: ToServerThread) => {
    turn = turn.then(() => handle(database, message));
  });
  tell({ kind: 'ready' });
}

try {
  await serve();
} catch (error) {
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  port.close();
}
