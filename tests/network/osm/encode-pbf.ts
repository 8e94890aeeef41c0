import { deflateSync } from 'node:zlib';
import { ColumnWriter } from '../../../src/network/roads/column-writer.ts';

/** A relation to be encoded; members are node 0, way 1 or relation 2. */
export interface PbfRelation {
  readonly id: number;
  readonly members: readonly { readonly type: number; readonly ref: number; readonly role: string }[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Content of a `.osm.pbf` file to be encoded. */
export interface PbfContent {
  readonly nodes: readonly {
    readonly id: number;
    readonly lonE7: number;
    readonly latE7: number;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly ways: readonly {
    readonly id: number;
    readonly refs: readonly number[];
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly relations?: readonly PbfRelation[];
}

export function field(writer: ColumnWriter, number: number, content: Uint8Array): void {
  writer.unsigned(number * 8 + 2);
  writer.unsigned(content.length);
  writer.raw(content);
}

function number(writer: ColumnWriter, field: number, value: number): void {
  writer.unsigned(field * 8);
  writer.unsigned(value);
}

export function message(write: (writer: ColumnWriter) => void): Uint8Array {
  const writer = new ColumnWriter();
  write(writer);
  return writer.toBytes().slice();
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** One block of the file: length, blob header, blob. */
export function frame(kind: string, blob: Uint8Array): Uint8Array {
  const header = message((writer) => {
    field(writer, 1, text(kind));
    number(writer, 3, blob.length);
  });
  const bytes = new Uint8Array(4 + header.length + blob.length);
  new DataView(bytes.buffer).setUint32(0, header.length);
  bytes.set(header, 4);
  bytes.set(blob, 4 + header.length);
  return bytes;
}

export function packed(data: Uint8Array, rawSize: number = data.length): Uint8Array {
  return message((writer) => {
    number(writer, 2, rawSize);
    field(writer, 3, deflateSync(data));
  });
}

export function unpacked(data: Uint8Array): Uint8Array {
  return message((writer) => field(writer, 1, data));
}

export function headerBlock(...features: readonly string[]): Uint8Array {
  return message((writer) => {
    for (const feature of features) field(writer, 4, text(feature));
  });
}

/** A block with dense nodes, or plain ones, and ways. */
export function primitiveBlock(content: PbfContent, dense = true): Uint8Array {
  const strings = new Map([['', 0]]);
  const index = (value: string): number => {
    if (!strings.has(value)) strings.set(value, strings.size);
    return strings.get(value) as number;
  };
  const group = message((writer) => {
    if (dense) field(writer, 2, denseNodes(content, index));
    else for (const node of content.nodes) field(writer, 1, plainNode(node, index));
    for (const way of content.ways) field(writer, 3, encodeWay(way, index));
    for (const relation of content.relations ?? []) field(writer, 4, encodeRelation(relation, index));
  });
  return message((writer) => {
    field(
      writer,
      1,
      message((table) => strings.forEach((_, value) => field(table, 1, text(value)))),
    );
    field(writer, 2, group);
  });
}

function denseNodes({ nodes }: PbfContent, index: (value: string) => number): Uint8Array {
  return message((writer) => {
    field(
      writer,
      1,
      message((column) => column.deltas(nodes.map(({ id }) => id))),
    );
    field(
      writer,
      8,
      message((column) => column.deltas(nodes.map(({ latE7 }) => latE7))),
    );
    field(
      writer,
      9,
      message((column) => column.deltas(nodes.map(({ lonE7 }) => lonE7))),
    );
    const runs = message((column) => {
      for (const { tags } of nodes) {
        for (const [key, value] of Object.entries(tags ?? {})) {
          column.unsigned(index(key));
          column.unsigned(index(value));
        }
        column.unsigned(0);
      }
    });
    field(writer, 10, runs);
  });
}

function plainNode(node: PbfContent['nodes'][number], index: (value: string) => number): Uint8Array {
  return message((writer) => {
    writer.unsigned(8);
    writer.zigzag(node.id);
    tagColumns(writer, node.tags ?? {}, index);
    writer.unsigned(8 * 8);
    writer.zigzag(node.latE7);
    writer.unsigned(9 * 8);
    writer.zigzag(node.lonE7);
  });
}

function encodeWay(way: PbfContent['ways'][number], index: (value: string) => number): Uint8Array {
  return message((writer) => {
    number(writer, 1, way.id);
    tagColumns(writer, way.tags ?? {}, index);
    field(
      writer,
      8,
      message((column) => column.deltas(way.refs)),
    );
  });
}

function encodeRelation({ id, members, tags }: PbfRelation, index: (value: string) => number): Uint8Array {
  const column = (write: (writer: ColumnWriter) => void) => message(write);
  return message((writer) => {
    number(writer, 1, id);
    tagColumns(writer, tags, index);
    field(
      writer,
      8,
      column((roles) => members.forEach(({ role }) => roles.unsigned(index(role)))),
    );
    field(
      writer,
      9,
      column((refs) => refs.deltas(members.map(({ ref }) => ref))),
    );
    field(
      writer,
      10,
      column((types) => members.forEach(({ type }) => types.unsigned(type))),
    );
  });
}

function tagColumns(
  writer: ColumnWriter,
  tags: Readonly<Record<string, string>>,
  index: (value: string) => number,
): void {
  field(
    writer,
    2,
    message((column) => Object.keys(tags).forEach((key) => column.unsigned(index(key)))),
  );
  field(
    writer,
    3,
    message((column) => Object.values(tags).forEach((value) => column.unsigned(index(value)))),
  );
}

export function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** A complete file of one header and one data block. */
export function encodePbf(content: PbfContent, dense = true): Uint8Array {
  return concatenate(
    frame('OSMHeader', packed(headerBlock('OsmSchema-V0.6', 'DenseNodes'))),
    frame('OSMData', packed(primitiveBlock(content, dense))),
  );
}
