/** Tags of an element, key to value. */
export type OsmTags = ReadonlyMap<string, string>;

export const NO_TAGS: OsmTags = new Map();

/** Member of a relation. */
export interface OsmMember {
  readonly type: 'node' | 'way' | 'relation';
  readonly ref: number;
  readonly role: string;
}

/** Receives the elements of an OpenStreetMap file in file order; relations only where it takes them. */
export interface OsmHandler {
  /** Coordinates are in units of 1e-7 degrees, the resolution of OpenStreetMap. */
  node(id: number, lonE7: number, latE7: number, tags: OsmTags): void;
  way(id: number, refs: readonly number[], tags: OsmTags): void;
  relation?(id: number, members: readonly OsmMember[], tags: OsmTags): void;
}

/** Ceilings that bound memory and time, whatever the file says. */
export interface RoadLimits {
  readonly maxBytes: number;
  readonly maxNodes: number;
  readonly maxWays: number;
  /** Relations, where they are read. */
  readonly maxRelations: number;
  /** Node references of all ways, and members of all relations that are read. */
  readonly maxReferences: number;
}

/** Room for a prefecture; a county needs about a tenth. */
export const DEFAULT_ROAD_LIMITS: RoadLimits = {
  maxBytes: 256 * 2 ** 20,
  maxNodes: 8_000_000,
  maxWays: 1_500_000,
  maxRelations: 200_000,
  maxReferences: 12_000_000,
};

/** Most tags of one element; real ones have a few dozen. */
export const MAX_TAGS = 5_000;

/** A file's content, whole or in pieces of any size. */
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>;
