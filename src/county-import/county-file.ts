import type { CountyIssue } from '../model/county-issue.ts';

/** One file of a county dataset, unpacked; `name` has no folders. */
export interface CountyFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Ceilings that bound memory and time whatever is uploaded. */
export interface ImportLimits {
  /** Unpacked size of one table, document or workbook. */
  readonly maxFileBytes: number;
  /** Unpacked size of a road file. */
  readonly maxRoadBytes: number;
  /** Unpacked size of all files together. */
  readonly maxTotalBytes: number;
  readonly maxFiles: number;
  /** Unpacked over packed size of a zip entry larger than a megabyte. */
  readonly maxRatio: number;
  /** Rows of one table. */
  readonly maxRows: number;
  /** Findings listed of each severity; the rest is counted. */
  readonly maxIssues: number;
}

const MEBIBYTE = 2 ** 20;

export const DEFAULT_IMPORT_LIMITS: ImportLimits = {
  maxFileBytes: 64 * MEBIBYTE,
  maxRoadBytes: 160 * MEBIBYTE,
  maxTotalBytes: 192 * MEBIBYTE,
  maxFiles: 100,
  maxRatio: 200,
  maxRows: 300_000,
  maxIssues: 2_000,
};

/** Refusal of a folder, zip or file before its content is looked at. */
export class CountyFilesError extends Error {
  override readonly name = 'CountyFilesError';
  readonly code: string;
  readonly remedy: string;
  readonly file: string | null;

  constructor(code: string, message: string, remedy: string, file: string | null = null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.remedy = remedy;
    this.file = file;
  }

  toIssue(): CountyIssue {
    const { code, message, remedy, file } = this;
    return { severity: 'error', code, message, remedy, file, row: null, column: null };
  }
}

/** True for names that are read as roads or places of OpenStreetMap. */
export function isOsmFile(name: string): boolean {
  return /\.(osm|osm\.bz2|osm\.pbf|pbf)$/i.test(name);
}

/** True for the road file of a dataset: OpenStreetMap under any name, or `roads.geojson`. */
export function isRoadFile(name: string): boolean {
  return isOsmFile(name) || /^roads\.geojson$/i.test(name);
}

/** Largest size that a file of this name may have. */
export function maxBytesOf(name: string, limits: ImportLimits): number {
  return isRoadFile(name) ? limits.maxRoadBytes : limits.maxFileBytes;
}

/** Error for a file above its ceiling. */
export function buildTooLargeError(name: string, bytes: number, limit: number): CountyFilesError {
  return new CountyFilesError(
    'file_too_large',
    `"${name}" has ${toMebibytes(bytes)} MiB; at most ${toMebibytes(limit)} MiB are read.`,
    'Leave out what the planner does not need, or cut the roads to the county.',
    name,
  );
}

/** Checks number, names and sizes of files that were not read from a zip or folder, e.g. parts of an upload. */
export function checkFiles(files: readonly CountyFile[], limits: ImportLimits): void {
  if (files.length === 0) {
    throw new CountyFilesError(
      'no_files',
      'There is no file to import.',
      'Give at least sites.csv or an OSM file.',
    );
  }
  if (files.length > limits.maxFiles) throw buildTooManyFilesError(files.length, limits);
  const names = new Set<string>();
  let total = 0;
  for (const { name, bytes } of files) {
    if (bytes.length > maxBytesOf(name, limits)) {
      throw buildTooLargeError(name, bytes.length, maxBytesOf(name, limits));
    }
    total += bytes.length;
    if (total > limits.maxTotalBytes) throw buildTotalTooLargeError(total, limits);
    checkName(name, names);
  }
}

export function buildTooManyFilesError(count: number, limits: ImportLimits): CountyFilesError {
  return new CountyFilesError(
    'too_many_files',
    `There are ${count} files; a county has at most ${limits.maxFiles}.`,
    'Give one county at a time, without other files.',
  );
}

export function buildTotalTooLargeError(bytes: number, limits: ImportLimits): CountyFilesError {
  return new CountyFilesError(
    'dataset_too_large',
    `The files have ${toMebibytes(bytes)} MiB together; at most ${toMebibytes(limits.maxTotalBytes)} MiB are read.`,
    'Leave out what the planner does not need, or cut the roads to the county.',
  );
}

/** Refuses names that reach out of the dataset and names given twice (case ignored). */
export function checkName(name: string, seen: Set<string>): void {
  const outside = /^([/\\]|[a-z]:)/i.test(name) || name.split(/[/\\]/).includes('..');
  if (outside || /[\p{Cc}]/u.test(name) || name.length > 255) {
    throw new CountyFilesError(
      'unsafe_file_name',
      `The file name ${JSON.stringify(name.slice(0, 120))} is absolute, leads out of the dataset or is no name.`,
      'Pack plain file names, without "..", drive letters or leading slashes.',
      name.slice(0, 255),
    );
  }
  const key = name.toLowerCase();
  if (seen.has(key)) {
    throw new CountyFilesError('duplicate_file', `"${name}" is there twice.`, 'Give each file once.', name);
  }
  seen.add(key);
}

function toMebibytes(bytes: number): string {
  return (bytes / MEBIBYTE).toFixed(1);
}
