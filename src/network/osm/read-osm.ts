import { RoadSourceError } from '../roads/road-source-error.ts';
import { unpackBzip2 } from './bzip2-stream.ts';
import { DEFAULT_ROAD_LIMITS } from './osm-elements.ts';
import type { ByteSource, OsmHandler, OsmMember, OsmTags, RoadLimits } from './osm-elements.ts';
import { readPbfElements } from './pbf-elements.ts';
import { readXmlElements } from './xml-elements.ts';

/** `.osm.pbf`, `.osm` (XML), or that packed by bzip2. */
export type OsmFormat = 'osm.pbf' | 'osm' | 'osm.bz2';

/** Line that every product of OpenStreetMap data must carry. */
export const OSM_ATTRIBUTION = '© OpenStreetMap contributors, ODbL 1.0';

const MAX_LON_E7 = 180e7;
const MAX_LAT_E7 = 90e7;

/**
 * Reads the nodes and ways of an OpenStreetMap file, and its relations where the handler takes them, whole or streamed,
 * within limits; the number of bytes is limited packed and unpacked.
 *
 * @throws RoadSourceError for every fault of the file; the handler may then have seen a part of it.
 */
export async function readOsm(
  source: ByteSource,
  format: OsmFormat,
  handler: OsmHandler,
  limits: RoadLimits = DEFAULT_ROAD_LIMITS,
): Promise<void> {
  const { maxBytes } = limits;
  const bounded = new BoundedHandler(handler, limits);
  if (format === 'osm.pbf') await readPbfElements(source, bounded, maxBytes);
  else await readXmlElements(format === 'osm' ? source : unpackBzip2(source, maxBytes), bounded, maxBytes);
}

/** Passes elements on after checking counts and coordinates. */
class BoundedHandler implements OsmHandler {
  readonly #inner: OsmHandler;
  readonly #limits: RoadLimits;
  #nodes = 0;
  #ways = 0;
  #relations = 0;
  #references = 0;
  readonly relation: OsmHandler['relation'];

  constructor(inner: OsmHandler, limits: RoadLimits) {
    this.#inner = inner;
    this.#limits = limits;
    if (inner.relation !== undefined) this.relation = (...relation) => this.#passRelation(...relation);
  }

  node(...[id, lonE7, latE7, tags]: Parameters<OsmHandler['node']>): void {
    if (++this.#nodes > this.#limits.maxNodes) throw tooMany('nodes', this.#limits.maxNodes);
    if (!(Math.abs(lonE7) <= MAX_LON_E7 && Math.abs(latE7) <= MAX_LAT_E7)) {
      throw new RoadSourceError('roads_bad_value', `Node ${id} lies off the Earth`, `node ${id}`);
    }
    this.#inner.node(id, lonE7, latE7, tags);
  }

  way(...[id, refs, tags]: Parameters<OsmHandler['way']>): void {
    if (++this.#ways > this.#limits.maxWays) throw tooMany('ways', this.#limits.maxWays);
    this.#countReferences(refs.length);
    this.#inner.way(id, refs, tags);
  }

  #passRelation(id: number, members: readonly OsmMember[], tags: OsmTags): void {
    if (++this.#relations > this.#limits.maxRelations) throw tooMany('relations', this.#limits.maxRelations);
    this.#countReferences(members.length);
    this.#inner.relation?.(id, members, tags);
  }

  #countReferences(count: number): void {
    this.#references += count;
    if (this.#references > this.#limits.maxReferences)
      throw tooMany('references', this.#limits.maxReferences);
  }
}

function tooMany(what: string, limit: number): RoadSourceError {
  return new RoadSourceError('roads_too_large', `The road file has more than ${limit} ${what}`);
}
