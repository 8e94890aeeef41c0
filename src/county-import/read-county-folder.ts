import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
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

/**
 * Reads a county dataset from disk: a folder (without its subfolders), a zip, or a single file. Sizes are checked
 * before anything is read.
 *
 * @throws CountyFilesError when there is nothing to read or it exceeds the limits.
 */
export async function readCountyFolder(
  path: string,
  limits: ImportLimits = DEFAULT_IMPORT_LIMITS,
): Promise<readonly CountyFile[]> {
  const found = await stat(path).catch((cause: unknown) => {
    const message = `"${path}" cannot be read.`;
    throw new CountyFilesError(
      'unreadable_path',
      message,
      'Check the path and its permissions.',
      null,
      cause,
    );
  });
  if (!found.isDirectory()) {
    const file = await readOne(path, basename(path), limits);
    return /\.zip$/i.test(path) ? readCountyZip(file.bytes, limits) : [file];
  }
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  if (names.length > limits.maxFiles) throw buildTooManyFilesError(names.length, limits);
  const files: CountyFile[] = [];
  let total = 0;
  for (const name of names) {
    const file = await readOne(join(path, name), name, limits);
    total += file.bytes.length;
    if (total > limits.maxTotalBytes) throw buildTotalTooLargeError(total, limits);
    files.push(file);
  }
  return files;
}

async function readOne(path: string, name: string, limits: ImportLimits): Promise<CountyFile> {
  const { size } = await stat(path);
  const limit = /\.zip$/i.test(name) ? limits.maxTotalBytes : maxBytesOf(name, limits);
  if (size > limit) throw buildTooLargeError(name, size, limit);
  return { name, bytes: await readFile(path) };
}
