import { RoadSourceError } from '../roads/road-source-error.ts';
import { MAX_TAGS, NO_TAGS } from './osm-elements.ts';
import type { ByteSource, OsmHandler, OsmMember, OsmTags } from './osm-elements.ts';
import { readPbfBlobs } from './pbf-blobs.ts';
import { ProtobufReader } from './protobuf-reader.ts';

const READ_FEATURES: ReadonlySet<string> = new Set(['OsmSchema-V0.6', 'DenseNodes']);

/**
 * Reads the nodes and ways of a `.osm.pbf` file, and its relations where the handler takes them.
 *
 * @throws RoadSourceError on anything that is not a complete, undamaged file within `maxBytes`.
 */
export async function readPbfElements(
  source: ByteSource,
  handler: OsmHandler,
  maxBytes: number,
): Promise<void> {
  let headerSeen = false;
  for await (const blob of readPbfBlobs(source, maxBytes)) {
    if (blob.kind === 'OSMHeader') {
      requireReadableFeatures(blob.data);
      headerSeen = true;
    } else {
      if (!headerSeen) throw malformed('data before the header');
      readPrimitiveBlock(blob.data, handler);
    }
  }
  if (!headerSeen) throw malformed('no header');
}

function requireReadableFeatures(data: Uint8Array): void {
  const reader = new ProtobufReader(data);
  while (reader.nextField()) {
    if (reader.field !== 4) reader.skip();
    else {
      const feature = toText(reader.byteString());
      if (!READ_FEATURES.has(feature)) {
        throw new RoadSourceError('roads_unsupported', `The file requires the feature "${feature}"`);
      }
    }
  }
}

/** What the elements of one block share: strings, and the grid of their coordinates in nanodegrees. */
interface BlockFrame {
  readonly strings: readonly string[];
  readonly granularity: number;
  readonly lonOffset: number;
  readonly latOffset: number;
}

function readPrimitiveBlock(data: Uint8Array, handler: OsmHandler): void {
  const reader = new ProtobufReader(data);
  const groups: ProtobufReader[] = [];
  const frame = { strings: [] as string[], granularity: 100, lonOffset: 0, latOffset: 0 };
  while (reader.nextField()) {
    if (reader.field === 1) frame.strings = readStrings(reader.content());
    else if (reader.field === 2) groups.push(reader.content());
    else if (reader.field === 17) frame.granularity = reader.signed();
    else if (reader.field === 19) frame.latOffset = reader.signed();
    else if (reader.field === 20) frame.lonOffset = reader.signed();
    else reader.skip();
  }
  for (const group of groups) readGroup(group, frame, handler);
}

function readStrings(reader: ProtobufReader): string[] {
  const strings: string[] = [];
  while (reader.nextField()) {
    if (reader.field === 1) strings.push(toText(reader.byteString()));
    else reader.skip();
  }
  return strings;
}

function readGroup(reader: ProtobufReader, frame: BlockFrame, handler: OsmHandler): void {
  while (reader.nextField()) {
    if (reader.field === 1) readNode(reader.content(), frame, handler);
    else if (reader.field === 2) readDenseNodes(reader.content(), frame, handler);
    else if (reader.field === 3) readWay(reader.content(), frame, handler);
    else if (reader.field === 4 && handler.relation !== undefined) {
      readRelation(reader.content(), frame, handler);
    } else reader.skip();
  }
}

function readNode(reader: ProtobufReader, frame: BlockFrame, handler: OsmHandler): void {
  let id: number | null = null;
  let lon: number | null = null;
  let lat: number | null = null;
  let keys: ProtobufReader | null = null;
  let values: ProtobufReader | null = null;
  while (reader.nextField()) {
    if (reader.field === 1) id = reader.zigzag();
    else if (reader.field === 2) keys = reader.content();
    else if (reader.field === 3) values = reader.content();
    else if (reader.field === 8) lat = reader.zigzag();
    else if (reader.field === 9) lon = reader.zigzag();
    else reader.skip();
  }
  if (id === null || lon === null || lat === null) throw malformed('incomplete node');
  handler.node(id, toLonE7(frame, lon), toLatE7(frame, lat), readTags(keys, values, frame.strings));
}

/** Nodes by column, each column delta-coded, tags as runs of key and value closed by a zero. */
function readDenseNodes(reader: ProtobufReader, frame: BlockFrame, handler: OsmHandler): void {
  const columns = new Map<number, ProtobufReader>();
  while (reader.nextField()) {
    if (reader.field === 1 || (reader.field >= 8 && reader.field <= 10)) {
      columns.set(reader.field, reader.content());
    } else reader.skip();
  }
  const ids = columns.get(1) ?? new ProtobufReader(EMPTY);
  const lats = columns.get(8) ?? new ProtobufReader(EMPTY);
  const lons = columns.get(9) ?? new ProtobufReader(EMPTY);
  const tagRuns = columns.get(10) ?? new ProtobufReader(EMPTY);
  const tagged = !tagRuns.atEnd;
  let id = 0;
  let lat = 0;
  let lon = 0;
  while (!ids.atEnd) {
    id += ids.zigzag();
    lat += lats.zigzag();
    lon += lons.zigzag();
    const tags = tagged ? readTagRun(tagRuns, frame.strings) : NO_TAGS;
    handler.node(id, toLonE7(frame, lon), toLatE7(frame, lat), tags);
  }
  if (!lats.atEnd || !lons.atEnd || !tagRuns.atEnd) throw malformed('node columns of unequal length');
}

function readWay(reader: ProtobufReader, frame: BlockFrame, handler: OsmHandler): void {
  let id: number | null = null;
  let refs: readonly number[] = [];
  let keys: ProtobufReader | null = null;
  let values: ProtobufReader | null = null;
  while (reader.nextField()) {
    if (reader.field === 1) id = reader.signed();
    else if (reader.field === 2) keys = reader.content();
    else if (reader.field === 3) values = reader.content();
    else if (reader.field === 8) refs = readDeltas(reader.content());
    else reader.skip();
  }
  if (id === null) throw malformed('way without an id');
  handler.way(id, refs, readTags(keys, values, frame.strings));
}

const MEMBER_TYPES: readonly OsmMember['type'][] = ['node', 'way', 'relation'];

function readRelation(reader: ProtobufReader, frame: BlockFrame, handler: OsmHandler): void {
  let id: number | null = null;
  const columns = new Map<number, ProtobufReader>();
  while (reader.nextField()) {
    if (reader.field === 1) id = reader.signed();
    else if (reader.field === 2 || reader.field === 3 || (reader.field >= 8 && reader.field <= 10)) {
      columns.set(reader.field, reader.content());
    } else reader.skip();
  }
  if (id === null) throw malformed('relation without an id');
  const members = readMembers(
    columns.get(8) ?? new ProtobufReader(EMPTY),
    readDeltas(columns.get(9) ?? new ProtobufReader(EMPTY)),
    columns.get(10) ?? new ProtobufReader(EMPTY),
    frame.strings,
  );
  handler.relation?.(id, members, readTags(columns.get(2) ?? null, columns.get(3) ?? null, frame.strings));
}

function readMembers(
  roles: ProtobufReader,
  refs: readonly number[],
  types: ProtobufReader,
  strings: readonly string[],
): readonly OsmMember[] {
  const members = refs.map((ref): OsmMember => {
    const type = MEMBER_TYPES[types.unsigned()];
    if (type === undefined) throw malformed('relation member of unknown type');
    return { type, ref, role: getString(strings, roles.unsigned()) };
  });
  if (!roles.atEnd || !types.atEnd) throw malformed('relation columns of unequal length');
  return members;
}

function readDeltas(reader: ProtobufReader): readonly number[] {
  const values: number[] = [];
  let value = 0;
  while (!reader.atEnd) {
    value += reader.zigzag();
    values.push(value);
  }
  return values;
}

function readTags(
  keys: ProtobufReader | null,
  values: ProtobufReader | null,
  strings: readonly string[],
): OsmTags {
  if (keys === null && values === null) return NO_TAGS;
  if (keys === null || values === null) throw malformed('tags without keys or values');
  const tags = new Map<string, string>();
  while (!keys.atEnd) {
    addTag(tags, getString(strings, keys.unsigned()), getString(strings, values.unsigned()));
  }
  if (!values.atEnd) throw malformed('more tag values than keys');
  return tags;
}

function readTagRun(runs: ProtobufReader, strings: readonly string[]): OsmTags {
  let key = runs.unsigned();
  if (key === 0) return NO_TAGS;
  const tags = new Map<string, string>();
  while (key !== 0) {
    addTag(tags, getString(strings, key), getString(strings, runs.unsigned()));
    key = runs.unsigned();
  }
  return tags;
}

function addTag(tags: Map<string, string>, key: string, value: string): void {
  if (tags.size >= MAX_TAGS) throw malformed(`an element of more than ${MAX_TAGS} tags`);
  tags.set(key, value);
}

const EMPTY = new Uint8Array(0);

function getString(strings: readonly string[], index: number): string {
  const text = strings[index];
  if (text === undefined) throw malformed('tag that names no string');
  return text;
}

function toLonE7(frame: BlockFrame, lon: number): number {
  return Math.round((frame.lonOffset + frame.granularity * lon) / 100);
}

function toLatE7(frame: BlockFrame, lat: number): number {
  return Math.round((frame.latOffset + frame.granularity * lat) / 100);
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function malformed(what: string): RoadSourceError {
  return new RoadSourceError('roads_unreadable', `Damaged .osm.pbf file: ${what}`);
}
