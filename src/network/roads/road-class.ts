import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';

/** Class of a road by OpenStreetMap's `highway` value, a link counted with the class that it joins; or a car ferry. */
export type RoadClass =
  | 'motorway'
  | 'trunk'
  | 'primary'
  | 'secondary'
  | 'tertiary'
  | 'unclassified'
  | 'residential'
  | 'living_street'
  | 'service'
  | 'road'
  | 'track'
  | 'ferry';

/** From the most to the least important; the index is the code in a graph. */
export const ROAD_CLASSES: readonly RoadClass[] = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'unclassified',
  'residential',
  'living_street',
  'service',
  'road',
  'track',
  'ferry',
];

/** How firm a road is: asphalt or concrete; rolled gravel; loose gravel or dirt; mud, sand or grass. */
export type RoadSurface = 'paved' | 'compacted' | 'unpaved' | 'soft';

export type ClassSpeeds = Readonly<Record<RoadClass, number>>;
export type ProfileSpeeds = Readonly<Record<TravelProfile, ClassSpeeds>>;

/** Position of a profile in every array by profile, and its bit in a mask. */
export function profileIndex(profile: TravelProfile): number {
  return TRAVEL_PROFILES.indexOf(profile);
}

/** Code of a class in a graph. */
export function classCode(roadClass: RoadClass): number {
  return ROAD_CLASSES.indexOf(roadClass);
}

/** Mask of every profile. */
export const EVERY_PROFILE = 2 ** TRAVEL_PROFILES.length - 1;
