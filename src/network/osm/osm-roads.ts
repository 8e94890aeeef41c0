import { EVERY_PROFILE, ROAD_CLASSES, profileIndex } from '../roads/road-class.ts';
import type { RoadClass } from '../roads/road-class.ts';
import { NodeColumns } from '../roads/road-source.ts';
import type { RoadSource, RoadWay } from '../roads/road-source.ts';
import type { ByteSource, OsmTags, RoadLimits } from './osm-elements.ts';
import { OSM_ATTRIBUTION, readOsm } from './read-osm.ts';
import type { OsmFormat } from './read-osm.ts';

const VAN = 1 << profileIndex('van');
const TRUCK = 1 << profileIndex('truck');
const TRIKE = 1 << profileIndex('trike');

/** Access keys from the general to the special; the most special one present decides (OSM wiki, "Key:access"). */
const ACCESS_KEYS: readonly (readonly [mask: number, keys: readonly string[]])[] = [
  [VAN, ['access', 'vehicle', 'motor_vehicle', 'goods']],
  [TRUCK, ['access', 'vehicle', 'motor_vehicle', 'hgv']],
  [TRIKE, ['access', 'vehicle', 'motor_vehicle']],
];

const DENIED: ReadonlySet<string> = new Set([
  'no',
  'private',
  'agricultural',
  'forestry',
  'military',
  'emergency',
  'psv',
]);

/** Obstacles that stop every vehicle unless access is granted, and those that let it pass unless it is denied. */
const CLOSED_BARRIERS: ReadonlySet<string> = new Set([
  'bollard',
  'block',
  'chain',
  'debris',
  'fence',
  'hedge',
  'jersey_barrier',
  'kissing_gate',
  'log',
  'motorcycle_barrier',
  'cycle_barrier',
  'stile',
  'turnstile',
  'wall',
]);
const OPEN_BARRIERS: ReadonlySet<string> = new Set([
  'gate',
  'lift_gate',
  'swing_gate',
  'entrance',
  'toll_booth',
]);

/**
 * Reads the roads of an OpenStreetMap file: class, direction, access, speed limits and closed barriers. Ferries,
 * turn restrictions and limits of weight, height and width are not read.
 *
 * @throws RoadSourceError as `readOsm`.
 */
export async function readOsmRoads(
  source: ByteSource,
  format: OsmFormat,
  limits?: RoadLimits,
): Promise<RoadSource> {
  const nodes = new NodeColumns();
  const ways: RoadWay[] = [];
  const barriers = new Set<number>();
  const handler = {
    node: (id: number, lonE7: number, latE7: number, tags: OsmTags) => {
      nodes.add(id, lonE7, latE7);
      if (isClosedBarrier(tags)) barriers.add(id);
    },
    way: (id: number, refs: readonly number[], tags: OsmTags) => {
      const way = toRoadWay(id, refs, tags);
      if (way !== null) ways.push(way);
    },
  };
  await readOsm(source, format, handler, limits);
  return { ...nodes.toColumns(), ways, barriers, attributions: [OSM_ATTRIBUTION] };
}

/** The road that a way's tags describe, or null when it is none that a vehicle may use. */
export function toRoadWay(id: number, refs: readonly number[], tags: OsmTags): RoadWay | null {
  const highway = tags.get('highway');
  if (highway === undefined || refs.length < 2 || tags.get('area') === 'yes') return null;
  const link = highway.endsWith('_link');
  const roadClass = (link ? highway.slice(0, -5) : highway) as RoadClass;
  if (!ROAD_CLASSES.includes(roadClass)) return null;
  const allowed = toAccessMask(tags);
  const { forward, backward } = toDirections(tags);
  if (allowed === 0 || !(forward || backward)) return null;
  const limit = parseSpeedKmh(tags.get('maxspeed'));
  return {
    id,
    name: tags.get('name') ?? tags.get('ref') ?? null,
    roadClass,
    link,
    refs,
    forward: forward ? allowed : 0,
    backward: backward ? allowed : 0,
    forwardLimitKmh: parseSpeedKmh(tags.get('maxspeed:forward')) ?? limit ?? Infinity,
    backwardLimitKmh: parseSpeedKmh(tags.get('maxspeed:backward')) ?? limit ?? Infinity,
    truckLimitKmh: parseSpeedKmh(tags.get('maxspeed:hgv')) ?? Infinity,
    givenKmh: null,
  };
}

function toAccessMask(tags: OsmTags): number {
  let mask = tags.get('motorroad') === 'yes' ? EVERY_PROFILE & ~TRIKE : EVERY_PROFILE;
  for (const [bit, keys] of ACCESS_KEYS) if (isDenied(tags, keys)) mask &= ~bit;
  return mask;
}

function isDenied(tags: OsmTags, keys: readonly string[]): boolean {
  const value = keys.map((key) => tags.get(key)).findLast((found) => found !== undefined);
  return value !== undefined && DENIED.has(value);
}

function toDirections(tags: OsmTags): { forward: boolean; backward: boolean } {
  const oneway = tags.get('oneway');
  if (oneway === '-1' || oneway === 'reverse') return { forward: false, backward: true };
  if (oneway === 'yes' || oneway === 'true' || oneway === '1') return { forward: true, backward: false };
  if (oneway === 'reversible') return { forward: false, backward: false };
  if (oneway === 'no' || oneway === 'false' || oneway === '0') return { forward: true, backward: true };
  const junction = tags.get('junction');
  const implied = junction === 'roundabout' || junction === 'circular' || tags.get('highway') === 'motorway';
  return { forward: true, backward: !implied };
}

function isClosedBarrier(tags: OsmTags): boolean {
  const barrier = tags.get('barrier');
  if (barrier === undefined) return false;
  const access = tags.get('motor_vehicle') ?? tags.get('vehicle') ?? tags.get('access');
  if (CLOSED_BARRIERS.has(barrier)) return access === undefined || DENIED.has(access);
  return OPEN_BARRIERS.has(barrier) && access !== undefined && DENIED.has(access);
}

/** Longest value of a tag in OpenStreetMap. */
const MAX_TAG_LENGTH = 255;

/** Speed limit in km/h of a `maxspeed` value, the least of several; null when it states no number. */
export function parseSpeedKmh(text: string | undefined): number | null {
  if (text === undefined || text.length > MAX_TAG_LENGTH) return null;
  if (text === 'walk') return 5;
  let least: number | null = null;
  for (const part of text.split(/[;|,]/)) {
    const match = /^(\d{1,3}(?:\.\d+)?)\s*(mph|km\/h|kmh|kph)?$/.exec(part.trim());
    if (match === null) continue;
    const kmh = Number(match[1]) * (match[2] === 'mph' ? 1.609344 : 1);
    if (kmh > 0 && (least === null || kmh < least)) least = kmh;
  }
  return least;
}
