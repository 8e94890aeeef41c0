import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import { PROFILE_RULES, maskWhere } from '../roads/profile-rules.ts';
import type { ProfileRules } from '../roads/profile-rules.ts';
import { keepsWithin } from '../roads/way-speeds.ts';
import type { OsmTags } from './osm-elements.ts';
import { readSizeLimits } from './osm-sizes.ts';

const DENIED: ReadonlySet<string> = new Set([
  'no',
  'private',
  'agricultural',
  'forestry',
  'military',
  'emergency',
  'psv',
  'bus',
  'hgv',
  'goods',
  'use_sidepath',
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
  'height_restrictor',
  'width_restrictor',
  'bus_trap',
]);

type Travel = 'forward' | 'backward';

/** Masks of the profiles that may go with and against the order of a way's nodes (OSM wiki, "Key:access", "Key:oneway"). */
export function readDirections(tags: OsmTags): { readonly forward: number; readonly backward: number } {
  const mayGo = (travel: Travel) =>
    maskWhere((rules) => isGranted(tags, rules, travel) && toOpenDirections(tags, rules)[travel]);
  return { forward: mayGo('forward'), backward: mayGo('backward') };
}

/** Mask of the profiles that a node stops. */
export function readBarrier(tags: OsmTags): number {
  const barrier = tags.get('barrier');
  if (barrier === undefined) return 0;
  const limits = readSizeLimits(tags);
  const isClosed = CLOSED_BARRIERS.has(barrier);
  if (!isClosed && !OPEN_BARRIERS.has(barrier)) return 0;
  return maskWhere((rules) => {
    const access = findAccess(tags, rules.accessKeys);
    if (access === undefined)
      return isClosed || (barrier === 'bus_trap' && rules.widthMetres < 2.1) || !keepsWithin(limits, rules);
    return isDenied(access, rules) || !keepsWithin(limits, rules);
  });
}

/**
 * Mask of the profiles that a ferry takes: those with access granted, or all where nothing is said of vehicles,
 * pedestrians or bicycles. Boats for walkers are often mapped without a word on vehicles.
 */
export function readFerryAccess(tags: OsmTags): number {
  return maskWhere((rules) => {
    const access = findAccess(
      tags,
      rules.accessKeys.filter((key) => key !== 'access'),
    );
    if (access !== undefined) return !isDenied(access, rules);
    return isGranted(tags, rules, 'forward') && !tags.has('foot') && !tags.has('bicycle');
  });
}

/** True for the profiles whose access keys hold the mode, e.g. `bus` or `hgv`. */
export function isOfMode(mode: string, profile: number): boolean {
  return PROFILE_RULES[TRAVEL_PROFILES[profile]].accessKeys.includes(mode);
}

function isGranted(tags: OsmTags, rules: ProfileRules, travel: Travel): boolean {
  if (!rules.motorroads && tags.get('motorroad') === 'yes') return false;
  const access = findAccess(
    tags,
    rules.accessKeys.flatMap((key) => [key, `${key}:${travel}`]),
  );
  return access === undefined || !isDenied(access, rules);
}

function findAccess(tags: OsmTags, keys: readonly string[]): string | undefined {
  return keys.map((key) => tags.get(key)).findLast((value) => value !== undefined);
}

function isDenied(access: string, rules: ProfileRules): boolean {
  return DENIED.has(access) && !rules.grantedBy.includes(access);
}

function toOpenDirections(tags: OsmTags, rules: ProfileRules): Readonly<Record<Travel, boolean>> {
  const oneway = findAccess(tags, ['oneway', ...rules.accessKeys.map((key) => `oneway:${key}`)]);
  if (oneway === '-1' || oneway === 'reverse') return { forward: false, backward: true };
  if (oneway === 'yes' || oneway === 'true' || oneway === '1') return { forward: true, backward: false };
  if (oneway === 'reversible' || oneway === 'alternating') return { forward: false, backward: false };
  if (oneway === 'no' || oneway === 'false' || oneway === '0') return { forward: true, backward: true };
  const junction = tags.get('junction');
  const implied = junction === 'roundabout' || junction === 'circular' || tags.get('highway') === 'motorway';
  return { forward: true, backward: !implied };
}
