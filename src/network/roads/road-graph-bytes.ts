import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import { ProtobufReader } from '../osm/protobuf-reader.ts';
import { ColumnWriter } from './column-writer.ts';
import type { ForbiddenTurns } from './forbidden-turns.ts';
import { ROAD_CLASSES } from './road-class.ts';
import { measureEdges } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';
import { RoadSourceError } from './road-source-error.ts';

/**
 * Layout: magic, version (1 byte), CRC-32 of the rest (4 bytes, big-endian), then deflated columns. Bumped whenever
 * older bytes would be read wrongly.
 */
export const ROAD_GRAPH_VERSION = 2;

const MAGIC = [0x43, 0x52, 0x47, 0x00];
const HEADER_BYTES = MAGIC.length + 5;
const MAX_COLUMN_BYTES = 2 ** 30;

/** The graph as compact bytes; `deserializeRoadGraph` gives an equal graph back. O(size). */
export function serializeRoadGraph(graph: RoadGraph): Uint8Array {
  const writer = new ColumnWriter();
  writer.unsigned(graph.attributions.length);
  for (const line of graph.attributions) writer.text(line);
  writeWays(writer, graph);
  writeEdges(writer, graph);
  writeShapes(writer, graph);
  writer.raw(graph.junctionBarred);
  writeTurns(writer, graph);
  const packed = deflateSync(writer.toBytes());
  const bytes = new Uint8Array(HEADER_BYTES + packed.length);
  bytes.set(MAGIC);
  bytes[MAGIC.length] = ROAD_GRAPH_VERSION;
  new DataView(bytes.buffer).setUint32(MAGIC.length + 1, crc32(packed));
  bytes.set(packed, HEADER_BYTES);
  return bytes;
}

/**
 * The graph of `serializeRoadGraph`, every index and number checked.
 *
 * @throws RoadSourceError `roads_unreadable` when damaged, `roads_unsupported` for another version.
 */
export function deserializeRoadGraph(bytes: Uint8Array): RoadGraph {
  const reader = new ProtobufReader(unpackColumns(bytes));
  const attributions = Array.from({ length: readCount(reader) }, () => readText(reader));
  const ways = readWays(reader);
  const edges = readEdges(reader, ways.wayIds.length);
  const shape = readShapes(reader, edges.edgeCount);
  const junctionBarred = Uint8Array.from(readRaw(reader, edges.junctionCount));
  const turns = readTurns(reader, edges.edgeCount);
  if (!reader.atEnd) throw damaged('bytes after the end');
  const edgeMetres = measureEdges(shape.shapeStart, shape.shapeLonE7, shape.shapeLatE7);
  return { attributions, ...ways, ...edges, ...shape, edgeMetres, junctionBarred, ...turns };
}

function unpackColumns(bytes: Uint8Array): Uint8Array {
  if (bytes.length < HEADER_BYTES || MAGIC.some((byte, at) => bytes[at] !== byte))
    throw damaged('no road graph');
  const version = bytes[MAGIC.length];
  if (version !== ROAD_GRAPH_VERSION) {
    throw new RoadSourceError(
      'roads_unsupported',
      `Stored road graph of version ${version}; import the roads again`,
    );
  }
  const packed = bytes.subarray(HEADER_BYTES);
  const sum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length + 1);
  if (crc32(packed) !== sum) throw damaged('its checksum does not hold');
  try {
    return inflateSync(packed, { maxOutputLength: MAX_COLUMN_BYTES });
  } catch (error) {
    throw damaged('it cannot be unpacked', error);
  }
}

/** Ids by difference; names as positions in a list, 0 for none. */
function writeWays(writer: ColumnWriter, graph: RoadGraph): void {
  const positions = new Map<string, number>();
  for (const name of graph.wayNames) {
    if (name !== null && !positions.has(name)) positions.set(name, positions.size + 1);
  }
  writer.unsigned(positions.size);
  for (const name of positions.keys()) writer.text(name);
  writer.unsigned(graph.wayIds.length);
  writer.deltas(graph.wayIds);
  for (const name of graph.wayNames) writer.unsigned(name === null ? 0 : (positions.get(name) ?? 0));
}

function readWays(reader: ProtobufReader): Pick<RoadGraph, 'wayIds' | 'wayNames'> {
  const names = Array.from({ length: readCount(reader) }, () => readText(reader));
  const wayIds = new Float64Array(readCount(reader));
  readDeltas(reader, wayIds, Number.MAX_SAFE_INTEGER);
  const wayNames = Array.from(wayIds, () => {
    const position = readBelow(reader, names.length + 1);
    return position === 0 ? null : names[position - 1];
  });
  return { wayIds, wayNames };
}

type EdgeColumns = Pick<
  RoadGraph,
  | 'junctionCount'
  | 'edgeCount'
  | 'edgeFrom'
  | 'edgeTo'
  | 'edgeWay'
  | 'edgeClass'
  | 'forwardKmh'
  | 'backwardKmh'
>;

function writeEdges(writer: ColumnWriter, graph: RoadGraph): void {
  writer.unsigned(graph.junctionCount);
  writer.unsigned(graph.edgeCount);
  writer.deltas(graph.edgeFrom);
  writer.deltas(graph.edgeTo);
  writer.deltas(graph.edgeWay);
  writer.raw(graph.edgeClass);
  for (const speeds of [...graph.forwardKmh, ...graph.backwardKmh]) writer.floats(speeds);
}

function readEdges(reader: ProtobufReader, wayCount: number): EdgeColumns {
  const junctionCount = readCount(reader);
  const edgeCount = readCount(reader);
  const readIndices = (limit: number): Uint32Array => {
    const column = new Uint32Array(edgeCount);
    readDeltas(reader, column, limit - 1, 0);
    return column;
  };
  const edgeFrom = readIndices(junctionCount);
  const edgeTo = readIndices(junctionCount);
  const edgeWay = readIndices(wayCount);
  const edgeClass = Uint8Array.from(readRaw(reader, edgeCount));
  if (edgeClass.some((code) => code >= ROAD_CLASSES.length)) throw damaged('a road class is unknown');
  const forwardKmh = TRAVEL_PROFILES.map(() => readSpeeds(reader, edgeCount));
  const backwardKmh = TRAVEL_PROFILES.map(() => readSpeeds(reader, edgeCount));
  return { junctionCount, edgeCount, edgeFrom, edgeTo, edgeWay, edgeClass, forwardKmh, backwardKmh };
}

type ShapeColumns = Pick<RoadGraph, 'shapeStart' | 'shapeLonE7' | 'shapeLatE7'>;

function writeShapes(writer: ColumnWriter, graph: RoadGraph): void {
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    writer.unsigned(graph.shapeStart[edge + 1] - graph.shapeStart[edge]);
  }
  writer.deltas(graph.shapeLonE7);
  writer.deltas(graph.shapeLatE7);
}

function readShapes(reader: ProtobufReader, edgeCount: number): ShapeColumns {
  const shapeStart = new Uint32Array(edgeCount + 1);
  let total = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    const points = readBelow(reader, Infinity);
    if (points < 2) throw damaged('an edge has no shape');
    total += points;
    if (total * 2 > reader.end - reader.position + edgeCount) throw damaged('shapes longer than the file');
    shapeStart[edge + 1] = total;
  }
  const shapeLonE7 = new Int32Array(total);
  const shapeLatE7 = new Int32Array(total);
  readDeltas(reader, shapeLonE7, 180e7);
  readDeltas(reader, shapeLatE7, 90e7);
  return { shapeStart, shapeLonE7, shapeLatE7 };
}

/** Longest forbidden sequence of edges. */
const MAX_TURN_EDGES = 127;

function writeTurns(writer: ColumnWriter, { turnStart, turnEdges, turnProfiles }: RoadGraph): void {
  writer.unsigned(turnProfiles.length);
  for (let turn = 0; turn < turnProfiles.length; turn++)
    writer.unsigned(turnStart[turn + 1] - turnStart[turn]);
  writer.deltas(turnEdges);
  writer.raw(turnProfiles);
}

function readTurns(reader: ProtobufReader, edgeCount: number): ForbiddenTurns {
  const turnStart = new Uint32Array(readCount(reader) + 1);
  for (let turn = 0; turn < turnStart.length - 1; turn++) {
    const length = readBelow(reader, MAX_TURN_EDGES + 1);
    if (length < 2) throw damaged('a forbidden turn is too short');
    turnStart[turn + 1] = turnStart[turn] + length;
  }
  const total = turnStart[turnStart.length - 1];
  if (total > reader.end - reader.position) throw damaged('forbidden turns longer than the file');
  const turnEdges = new Uint32Array(total);
  readDeltas(reader, turnEdges, edgeCount * 2 - 1, 0);
  const turnProfiles = Uint8Array.from(readRaw(reader, turnStart.length - 1));
  return { turnStart, turnEdges, turnProfiles };
}

function readSpeeds(reader: ProtobufReader, count: number): Float32Array {
  const raw = readRaw(reader, count * 4);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const speeds = Float32Array.from({ length: count }, (_, edge) => view.getFloat32(edge * 4, true));
  if (!speeds.every((kmh) => kmh >= 0 && kmh < Infinity)) throw damaged('a speed is out of range');
  return speeds;
}

function readDeltas(
  reader: ProtobufReader,
  column: Float64Array | Uint32Array | Int32Array,
  most: number,
  least = -most,
): void {
  let value = 0;
  for (let at = 0; at < column.length; at++) {
    value += reader.zigzag();
    if (!(value >= least && value <= most)) throw damaged('a number is out of range');
    column[at] = value;
  }
}

/** Number of things that follow, each of at least one byte, so that a damaged count cannot exhaust memory. */
function readCount(reader: ProtobufReader): number {
  return readBelow(reader, reader.end - reader.position + 1);
}

function readBelow(reader: ProtobufReader, limit: number): number {
  const value = reader.unsigned();
  if (value >= limit) throw damaged('a number is out of range');
  return value;
}

function readText(reader: ProtobufReader): string {
  return new TextDecoder().decode(readRaw(reader, readCount(reader)));
}

function readRaw(reader: ProtobufReader, length: number): Uint8Array {
  const start = reader.position;
  if (length > reader.end - start) throw damaged('it ends early');
  reader.position = start + length;
  return reader.bytes.subarray(start, start + length);
}

function damaged(what: string, cause?: unknown): RoadSourceError {
  return new RoadSourceError('roads_unreadable', `Damaged road graph: ${what}`, null, cause);
}
