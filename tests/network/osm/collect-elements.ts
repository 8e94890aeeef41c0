import type { ByteSource, OsmHandler, RoadLimits } from '../../../src/network/osm/osm-elements.ts';
import { readOsm } from '../../../src/network/osm/read-osm.ts';
import type { OsmFormat } from '../../../src/network/osm/read-osm.ts';

/** An element as plain data. */
export type Element =
  | { readonly node: number; readonly at: readonly [number, number]; readonly tags: object }
  | { readonly way: number; readonly refs: readonly number[]; readonly tags: object };

/** Everything that a file hands to its handler. */
export async function collectElements(
  source: ByteSource,
  format: OsmFormat,
  limits?: RoadLimits,
): Promise<readonly Element[]> {
  const elements: Element[] = [];
  const handler: OsmHandler = {
    node: (id, lonE7, latE7, tags) =>
      elements.push({ node: id, at: [lonE7, latE7], tags: Object.fromEntries(tags) }),
    way: (id, refs, tags) => elements.push({ way: id, refs, tags: Object.fromEntries(tags) }),
  };
  await readOsm(source, format, handler, limits);
  return elements;
}

/** Code of the refusal, or null when the file is read. */
export async function findRefusal(
  source: ByteSource,
  format: OsmFormat,
  limits?: RoadLimits,
): Promise<string | null> {
  try {
    await collectElements(source, format, limits);
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** The bytes in pieces of the given lengths in turn. */
export async function* inPieces(bytes: Uint8Array, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (let turn = 0; start < bytes.length; turn++) {
    const end = start + lengths[turn % lengths.length];
    yield bytes.subarray(start, end);
    start = end;
  }
}
