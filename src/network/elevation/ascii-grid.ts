import { ElevationError } from './elevation-error.ts';
import type { ElevationGrid } from './elevation-model.ts';

/** A county at one arc second has a tenth. */
const MAX_SAMPLES = 16_000_000;
const MAX_HEADER_BYTES = 1000;
const LEAST_METRES = -1000;
const MOST_METRES = 9000;
const KEYS: ReadonlySet<string> = new Set([
  'ncols',
  'nrows',
  'xllcorner',
  'xllcenter',
  'yllcorner',
  'yllcenter',
  'cellsize',
  'nodata_value',
]);

/**
 * Reads an ESRI ASCII grid of metres over longitude and latitude in degrees, WGS-84 (ArcGIS documentation, "Esri ASCII
 * raster format"): lines of keys and values, then the samples from north to south, each row from west to east.
 *
 * @throws ElevationError
 */
export function readAsciiGrid(bytes: Uint8Array): ElevationGrid {
  const { header, end } = readHeader(bytes);
  const [columns, rows] = [header.get('ncols') ?? 0, header.get('nrows') ?? 0];
  const stepDegrees = header.get('cellsize') ?? 0;
  if (
    !Number.isInteger(columns) ||
    !Number.isInteger(rows) ||
    columns < 2 ||
    rows < 2 ||
    !(stepDegrees > 0)
  ) {
    throw unreadable('It begins with ncols and nrows, two or more each, and a positive cellsize');
  }
  if (columns * rows > MAX_SAMPLES) {
    throw new ElevationError(
      'elevation_too_large',
      `${columns} x ${rows} samples; at most ${MAX_SAMPLES} are read`,
    );
  }
  const west = readEdge(header, 'xllcorner', 'xllcenter', stepDegrees);
  const south = readEdge(header, 'yllcorner', 'yllcenter', stepDegrees);
  const north = south + (rows - 1) * stepDegrees;
  const east = west + (columns - 1) * stepDegrees;
  if (west < -181 || east > 181 || south < -91 || north > 91) {
    throw new ElevationError('elevation_unsupported', 'The grid is not of longitude and latitude in degrees');
  }
  const samples = readSamples(bytes, end, columns * rows, header.get('nodata_value') ?? -9999);
  return {
    west,
    north,
    stepDegrees,
    columns,
    rows,
    sampleAt: (row, column) => samples[row * columns + column],
  };
}

/** That of UTF-8, read byte by byte, which editors put before the text. */
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

function readHeader(bytes: Uint8Array): { header: ReadonlyMap<string, number>; end: number } {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, MAX_HEADER_BYTES));
  const header = new Map<string, number>();
  const lines = /([a-z_]+)[ \t]+(\S+)[ \t]*(?:\r?\n|\r)/giy;
  lines.lastIndex = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  let end = 0;
  for (const line of text.matchAll(lines)) {
    const [whole, key, value] = line;
    const name = key.toLowerCase();
    const isVoid = name === 'nodata_value' && VOID.test(value);
    if (!KEYS.has(name) || !(isVoid || Number.isFinite(Number(value)))) break;
    header.set(name, Number(value));
    end = line.index + whole.length;
  }
  return { header, end };
}

/** Position of the first sample in one direction; a corner lies half a cell outside it. */
function readEdge(
  header: ReadonlyMap<string, number>,
  corner: string,
  centre: string,
  stepDegrees: number,
): number {
  const edge = header.get(centre) ?? (header.get(corner) ?? Number.NaN) + stepDegrees / 2;
  if (Number.isNaN(edge)) throw unreadable(`${corner} or ${centre} is missing`);
  return edge;
}

const SPACE = 32;
/** Longest number that is read. */
const MAX_DIGITS = 40;
/** Word for no number, which `NODATA_value` may say stands for voids. */
const VOID = /^[-+]?nan$/i;

/** @param noData value of void samples; NaN: the word `nan` */
function readSamples(bytes: Uint8Array, start: number, count: number, noData: number): Float32Array {
  const samples = new Float32Array(count);
  let at = start;
  for (let sample = 0; sample < count; sample++) {
    while (at < bytes.length && bytes[at] <= SPACE) at++;
    const first = at;
    while (at < bytes.length && bytes[at] > SPACE) at++;
    if (first === at) throw unreadable(`It has ${sample} samples of ${count}`);
    const text = at - first > MAX_DIGITS ? '' : toText(bytes, first, at);
    const value = text === '' ? Number.NaN : Number(text);
    const isHeight = value >= LEAST_METRES && value <= MOST_METRES;
    const isVoid = value === noData || (Number.isNaN(noData) && VOID.test(text));
    if (!isVoid && !isHeight) throw unreadable(`Sample ${sample + 1} is no height: byte ${first}`);
    samples[sample] = isVoid ? Number.NaN : value;
  }
  while (at < bytes.length && bytes[at] <= SPACE) at++;
  if (at < bytes.length) throw unreadable(`It has more than ${count} samples`);
  return samples;
}

function toText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]);
  return text;
}

function unreadable(message: string): ElevationError {
  return new ElevationError('elevation_unreadable', message);
}
