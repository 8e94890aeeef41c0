import { ROAD_CLASSES } from '../roads/road-class.ts';
import type { RoadClass, RoadSurface } from '../roads/road-class.ts';
import { NodeColumns } from '../roads/road-source.ts';
import type { RoadSource, RoadWay, TurnRestriction } from '../roads/road-source.ts';
import { ConditionalRuleCount } from './conditional-rules.ts';
import type { ConditionalRules } from './conditional-rules.ts';
import { readBarrier, readDirections, readFerryAccess } from './osm-access.ts';
import type { ByteSource, OsmHandler, OsmTags, RoadLimits } from './osm-elements.ts';
import { toTurnRestrictions } from './osm-restrictions.ts';
import { parseDuration, parseSpeedKmh, readSizeLimits } from './osm-sizes.ts';
import { OSM_ATTRIBUTION, readOsm } from './read-osm.ts';
import type { OsmFormat } from './read-osm.ts';

const MINOR_SERVICES: ReadonlySet<string> = new Set(['driveway', 'alley', 'parking_aisle', 'drive-through']);

/** Surfaces by OpenStreetMap's `surface` and `tracktype`; what is not listed counts as paved. */
const SURFACES: ReadonlyMap<string, RoadSurface> = new Map([
  ...['compacted', 'fine_gravel', 'cobblestone', 'unhewn_cobblestone', 'grass_paver', 'grade2'].map(
    (value) => [value, 'compacted'] as const,
  ),
  ...['unpaved', 'gravel', 'pebblestone', 'dirt', 'earth', 'ground', 'rock', 'grade3'].map(
    (value) => [value, 'unpaved'] as const,
  ),
  ...['mud', 'sand', 'grass', 'snow', 'ice', 'clay', 'grade4', 'grade5'].map(
    (value) => [value, 'soft'] as const,
  ),
]);

/** Roads of a map, and what of it they leave out. */
export interface OsmRoads extends RoadSource {
  readonly conditionalRules: ConditionalRules;
}

/**
 * Reads the roads and car ferries of an OpenStreetMap file: class, surface, direction, access, limits of speed,
 * weight, height and width, barriers and turn restrictions. What holds for some hours only is counted, not applied.
 *
 * @throws RoadSourceError as `readOsm`.
 */
export async function readOsmRoads(
  source: ByteSource,
  format: OsmFormat,
  limits?: RoadLimits,
): Promise<OsmRoads> {
  const nodes = new NodeColumns();
  const ways: RoadWay[] = [];
  const barriers = new Map<number, number>();
  const restrictions: TurnRestriction[] = [];
  const conditionalRules = new ConditionalRuleCount();
  const handler: OsmHandler = {
    node: (id, lonE7, latE7, tags) => {
      nodes.add(id, lonE7, latE7);
      const stopped = readBarrier(tags);
      if (stopped !== 0) barriers.set(id, stopped);
      if (tags.has('barrier')) conditionalRules.add('node', id, tags);
    },
    way: (id, refs, tags) => {
      const way = toRoadWay(id, refs, tags);
      if (way !== null) ways.push(way);
      if (readRoadClass(tags) !== null) conditionalRules.add('way', id, tags);
    },
    relation: (id, members, tags) => {
      restrictions.push(...toTurnRestrictions(members, tags));
      if (tags.get('type')?.startsWith('restriction') === true) conditionalRules.add('relation', id, tags);
    },
  };
  await readOsm(source, format, handler, limits);
  const attributions = [OSM_ATTRIBUTION];
  return { ...nodes.toColumns(), ways, barriers, restrictions, attributions, conditionalRules };
}

/** The road that a way's tags describe, or null when it is none that a vehicle may use. */
export function toRoadWay(id: number, refs: readonly number[], tags: OsmTags): RoadWay | null {
  const roadClass = readRoadClass(tags);
  if (roadClass === null || refs.length < 2) return null;
  const isFerry = roadClass === 'ferry';
  const link = !isFerry && tags.get('highway')?.endsWith('_link') === true;
  const allowed = isFerry ? readFerryAccess(tags) : -1;
  const { forward, backward } = readDirections(tags);
  if (((forward | backward) & allowed) === 0) return null;
  const limit = parseSpeedKmh(tags.get('maxspeed'));
  return {
    id,
    name: tags.get('name') ?? tags.get('ref') ?? null,
    roadClass,
    link,
    minor: MINOR_SERVICES.has(tags.get('service') ?? ''),
    surface: readSurface(tags, roadClass),
    offGround: isOffGround(tags),
    refs,
    forward: forward & allowed,
    backward: backward & allowed,
    forwardLimitKmh: parseSpeedKmh(tags.get('maxspeed:forward')) ?? limit ?? Infinity,
    backwardLimitKmh: parseSpeedKmh(tags.get('maxspeed:backward')) ?? limit ?? Infinity,
    truckLimitKmh: parseSpeedKmh(tags.get('maxspeed:hgv')) ?? Infinity,
    givenKmh: null,
    crossingSeconds: isFerry ? parseDuration(tags.get('duration')) : null,
    ...readSizeLimits(tags),
  };
}

function isOffGround(tags: OsmTags): boolean {
  return [tags.get('bridge'), tags.get('tunnel')].some((value) => value !== undefined && value !== 'no');
}

/** Class of a road or car ferry; null for footways, areas and all else that no vehicle drives on. */
function readRoadClass(tags: OsmTags): RoadClass | null {
  if (tags.get('area') === 'yes') return null;
  if (tags.get('route') === 'ferry') return 'ferry';
  const highway = tags.get('highway')?.replace(/_link$/, '');
  return ROAD_CLASSES.find((known) => known === highway && known !== 'ferry') ?? null;
}

/** Speeds of tracks are those of unpaved ones, so only soft ground slows them further. */
function readSurface(tags: OsmTags, roadClass: RoadClass): RoadSurface {
  const surface = SURFACES.get(tags.get('surface') ?? tags.get('tracktype') ?? '') ?? 'paved';
  return roadClass === 'track' && surface !== 'soft' ? 'paved' : surface;
}
