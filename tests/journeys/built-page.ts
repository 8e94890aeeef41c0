import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const WEB = join(import.meta.dirname, '../../web');

/** Builds the page where it is missing or older than its sources; a fresh checkout has built it at `npm ci`. */
export async function ensureBuiltPage(): Promise<void> {
  const built = await findChangeTime(join(WEB, 'dist/index.html'));
  const files = await readdir(join(WEB, 'src'), { recursive: true });
  const changes = await Promise.all(files.map((file) => findChangeTime(join(WEB, 'src', file))));
  if (built < Math.max(...changes)) await run(process.execPath, [join(WEB, 'build.mjs')]);
}

/** Milliseconds of the last change; 0 where there is no such file. */
async function findChangeTime(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found?.mtimeMs ?? 0;
}
