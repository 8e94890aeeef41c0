import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  buildTooLargeError,
  buildTooManyFilesError,
  buildTotalTooLargeError,
  CountyFilesError,
  type CountyFile,
  DEFAULT_IMPORT_LIMITS,
  type ImportLimits,
  maxBytesOf,
} from './county-file.ts';
import { readCountyZip } from './read-county-zip.ts';

/** A path that ends in a county code, with or without `.csv`, stands for all files of that code beside it. */
const CODED = /^(\d{6})(\.csv)?$/i;

/**
 * Reads a county dataset from disk: a folder (without its subfolders), a zip, a single file, or, for `421223` or
 * `421223.csv`, the files `421223.*`. Sizes are checked before anything is read; files come in order of name.
 *
 * @throws CountyFilesError when there is nothing to read or it exceeds the limits.
 */
export async function readCountyFolder(
  path: string,
  limits: ImportLimits = DEFAULT_IMPORT_LIMITS,
): Promise<readonly CountyFile[]> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) return readAll(path, await listNames(path), limits);
  const code = CODED.exec(basename(path))?.[1];
  if (code !== undefined) {
    const names = await listNames(dirname(path));
    const coded = names.filter((name) => name.startsWith(`${code}.`));
    if (coded.length > 0) return readAll(dirname(path), coded, limits);
  }
  if (found === null) throw buildUnreadableError(path);
  const file = await readOne(path, basename(path), limits);
  return /\.zip$/i.test(path) ? readCountyZip(file.bytes, limits) : [file];
}

async function listNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw buildUnreadableError(folder, cause);
  });
  return entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

async function readAll(
  folder: string,
  names: readonly string[],
  limits: ImportLimits,
): Promise<readonly CountyFile[]> {
  if (names.length > limits.maxFiles) throw buildTooManyFilesError(names.length, limits);
  const files: CountyFile[] = [];
  let total = 0;
  for (const name of names) {
    const file = await readOne(join(folder, name), name, limits);
    total += file.bytes.length;
    if (total > limits.maxTotalBytes) throw buildTotalTooLargeError(total, limits);
    files.push(file);
  }
  return files;
}

async function readOne(path: string, name: string, limits: ImportLimits): Promise<CountyFile> {
  try {
    const { size } = await stat(path);
    const limit = /\.zip$/i.test(name) ? limits.maxTotalBytes : maxBytesOf(name, limits);
    if (size > limit) throw buildTooLargeError(name, size, limit);
    return { name, bytes: await readFile(path) };
  } catch (error) {
    throw error instanceof CountyFilesError ? error : buildUnreadableError(path, error);
  }
}

function buildUnreadableError(path: string, cause?: unknown): CountyFilesError {
  const message = `"${path}" cannot be read.`;
  return new CountyFilesError('unreadable_path', message, 'Check the path and its permissions.', null, cause);
}
