import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import {
  buildTooLargeError,
  buildTooManyFilesError,
  buildTotalTooLargeError,
  checkName,
  CountyFilesError,
  type CountyFile,
  DEFAULT_IMPORT_LIMITS,
  type ImportLimits,
  maxBytesOf,
} from './county-file.ts';

const RATIO_FLOOR_BYTES = 2 ** 20;
/** General purpose bit 0: the entry is encrypted (APPNOTE 4.4.4). */
const ENCRYPTED = 0x1;

interface ZipPart {
  readonly name: string;
  readonly entry: Entry;
}

/**
 * Unpacks a county dataset from a zip, given by path or as bytes. The whole directory is checked before the first
 * byte is inflated, and no entry may inflate to more than it declares. One folder around all files is taken off.
 *
 * @throws CountyFilesError for a broken, encrypted or oversized zip and for unsafe or repeated names.
 */
export async function readCountyZip(
  source: string | Uint8Array,
  limits: ImportLimits = DEFAULT_IMPORT_LIMITS,
): Promise<readonly CountyFile[]> {
  const bytes = typeof source === 'string' ? await readZipFile(source, limits) : source;
  const zip = await openZip(bytes);
  const parts = await listParts(zip, limits);
  const files: CountyFile[] = [];
  for (const { name, entry } of parts) files.push({ name, bytes: await inflate(zip, name, entry) });
  return files;
}

/**
 * Checks a zip-based file, e.g. a workbook, for readers that trust its directory: sizes within the limits, and every
 * entry unpacking to just what it declares. Entries are inflated one at a time and thrown away.
 *
 * @throws CountyFilesError as `readCountyZip`.
 */
export async function checkZip(bytes: Uint8Array, limits: ImportLimits): Promise<void> {
  const zip = await openZip(bytes);
  const entries = await listEntries(zip);
  checkSizes(entries, limits);
  for (const entry of entries) await inflate(zip, decodeName(entry), entry);
}

async function readZipFile(path: string, limits: ImportLimits): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > limits.maxTotalBytes) throw buildTooLargeError(path, size, limits.maxTotalBytes);
  return readFile(path);
}

async function openZip(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false });
  } catch (cause) {
    throw buildBrokenZipError(cause);
  }
}

async function listEntries(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (cause) {
    throw buildBrokenZipError(cause);
  }
  return entries;
}

async function listParts(zip: ZipFile, limits: ImportLimits): Promise<readonly ZipPart[]> {
  const entries = await listEntries(zip);
  const seen = new Set<string>();
  const named = entries.map((entry) => ({ name: decodeName(entry), entry }));
  for (const { name } of named) checkName(name, seen);
  const parts = named.filter(({ name }) => !name.endsWith('/') && !isLitter(name));
  if (parts.length > limits.maxFiles) throw buildTooManyFilesError(parts.length, limits);
  const inner = stripFolder(parts);
  checkSizes(
    inner.map((part) => part.entry),
    limits,
  );
  for (const { name, entry } of inner) {
    const limit = maxBytesOf(name, limits);
    if (entry.uncompressedSize > limit) throw buildTooLargeError(name, entry.uncompressedSize, limit);
  }
  return inner;
}

/** Total, ratio and encryption by the directory's own word; inflating holds each entry to that word. */
function checkSizes(entries: readonly Entry[], limits: ImportLimits): void {
  let total = 0;
  for (const entry of entries) {
    total += entry.uncompressedSize;
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
    if (entry.uncompressedSize > RATIO_FLOOR_BYTES && ratio > limits.maxRatio) {
      const name = decodeName(entry);
      throw new CountyFilesError(
        'zip_bomb',
        `"${name}" would unpack to ${Math.round(ratio)} times its packed size.`,
        'Pack the files with an ordinary zip program, or give them unpacked.',
        name,
      );
    }
    if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) {
      const name = decodeName(entry);
      throw new CountyFilesError(
        'zip_encrypted',
        `"${name}" is encrypted.`,
        'Pack it without a password.',
        name,
      );
    }
  }
  if (total > limits.maxTotalBytes) throw buildTotalTooLargeError(total, limits);
}

async function inflate(zip: ZipFile, name: string, entry: Entry): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  } catch (cause) {
    throw buildBrokenZipError(cause, name);
  }
  return Buffer.concat(chunks);
}

/** Names are UTF-8 where they decode as such, else GB18030, as zip programs on Chinese Windows write them. */
function decodeName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    name = new TextDecoder('gb18030').decode(raw);
  }
  return name.replaceAll('\\', '/');
}

function isLitter(name: string): boolean {
  return (
    name.startsWith('__MACOSX/') ||
    name.split('/').some((part) => part.startsWith('.') || part === 'Thumbs.db')
  );
}

function stripFolder(parts: readonly ZipPart[]): readonly ZipPart[] {
  const seen = new Set<string>();
  return parts.map(({ name, entry }) => {
    const segments = name.split('/');
    const plain = segments.at(-1) ?? name;
    if (segments.length > 2) {
      throw new CountyFilesError(
        'nested_folders',
        `"${name}" lies in a folder of a folder.`,
        'Pack the files of one county side by side.',
        name,
      );
    }
    checkName(plain, seen);
    return { name: plain, entry };
  });
}

function buildBrokenZipError(cause: unknown, name: string | null = null): CountyFilesError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CountyFilesError(
    'broken_zip',
    `The zip${name === null ? '' : ` entry "${name}"`} cannot be unpacked: ${reason}.`,
    'Pack the files again; the upload may have been cut short.',
    name,
    cause,
  );
}
