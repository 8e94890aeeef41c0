import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { ContractionHierarchy } from './contraction-hierarchy.ts';
import type { ProfileNetwork } from './profile-network.ts';

/** Layout: magic and version, CRC-32 of the rest, then the columns, deflated, in the byte order of the machine. */
const MAGIC = 0x43_43_48_01;
const HEADER_BYTES = 8;

/** The hierarchy as bytes for `deserializeHierarchy`. O(size). */
export function serializeHierarchy(hierarchy: ContractionHierarchy): Uint8Array {
  const sizes = Uint32Array.of(hierarchy.nodeCount, hierarchy.arcEnd.length);
  const columns = [sizes, ...listColumns(hierarchy)].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  const packed = deflateSync(Buffer.concat(columns), { level: 1 });
  const bytes = new Uint8Array(HEADER_BYTES + packed.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, crc32(packed));
  bytes.set(packed, HEADER_BYTES);
  return bytes;
}

/**
 * The hierarchy of `serializeHierarchy`, or null when the bytes are damaged, of another version or machine, or not of
 * this network: it is then prepared anew.
 */
export function deserializeHierarchy(
  bytes: Uint8Array,
  network: ProfileNetwork,
): ContractionHierarchy | null {
  const columns = unpackColumns(bytes);
  if (columns === null || columns.length < 2 * 4) return null;
  const [nodeCount, arcCount] = new Uint32Array(columns.buffer, 0, 2);
  const byteCount = 8 + 4 * (nodeCount + nodeCount + 1 + nodeCount + arcCount * 3) + 16 * arcCount;
  if (nodeCount !== network.nodeCount || columns.length !== byteCount) return null;
  let position = 8;
  const take = <Column>(type: ColumnType<Column>, length: number): Column => {
    const end = position + length * type.BYTES_PER_ELEMENT;
    const column = new type(columns.buffer.slice(position, end));
    position = end;
    return column;
  };
  const hierarchy = {
    nodeCount,
    rankOf: take(Uint32Array, nodeCount),
    firstArc: take(Uint32Array, nodeCount + 1),
    firstDownArc: take(Uint32Array, nodeCount),
    arcEnd: take(Uint32Array, arcCount),
    arcSeconds: take(Float64Array, arcCount),
    arcMetres: take(Float64Array, arcCount),
    arcFirst: take(Int32Array, arcCount),
    arcSecond: take(Int32Array, arcCount),
  };
  return isSound(hierarchy, network) ? hierarchy : null;
}

interface ColumnType<Column> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): Column;
}

function listColumns(hierarchy: ContractionHierarchy): readonly (Uint32Array | Int32Array | Float64Array)[] {
  const { rankOf, firstArc, firstDownArc, arcEnd, arcSeconds, arcMetres, arcFirst, arcSecond } = hierarchy;
  return [rankOf, firstArc, firstDownArc, arcEnd, arcSeconds, arcMetres, arcFirst, arcSecond];
}

/** Unpacked columns in a buffer of their own, so that they are aligned. */
function unpackColumns(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (bytes.length < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const packed = bytes.subarray(HEADER_BYTES);
  if (view.getUint32(0) !== MAGIC || view.getUint32(4) !== crc32(packed)) return null;
  try {
    return new Uint8Array(inflateSync(packed, { maxOutputLength: 2 ** 31 - 1 }));
  } catch {
    return null;
  }
}

/** Ranks, arcs and their origins lie within their arrays, and shortcuts are made of arcs before them. */
function isSound(hierarchy: ContractionHierarchy, network: ProfileNetwork): boolean {
  const { nodeCount, rankOf, firstArc, firstDownArc, arcEnd, arcFirst, arcSecond } = hierarchy;
  const arcCount = arcEnd.length;
  const rowsHold =
    firstArc[0] === 0 &&
    firstArc[nodeCount] === arcCount &&
    firstDownArc.every((middle, rank) => firstArc[rank] <= middle && middle <= firstArc[rank + 1]);
  return (
    rowsHold &&
    rankOf.every((rank) => rank < nodeCount) &&
    arcEnd.every((rank) => rank < nodeCount) &&
    arcSecond.every((second, arc) =>
      second < 0
        ? arcFirst[arc] >= 0 && arcFirst[arc] < network.arcHead.length
        : second < arc && arcFirst[arc] >= 0 && arcFirst[arc] < arc,
    )
  );
}
