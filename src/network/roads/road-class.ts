import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';

/** Class of a road by OpenStreetMap's `highway` value, a link counted with the class that it joins. */
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
  | 'track';

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
];

export type ClassSpeeds = Readonly<Record<RoadClass, number>>;
export type ProfileSpeeds = Readonly<Record<TravelProfile, ClassSpeeds>>;

/**
 * Mean speeds in km/h by class, 0 where the profile may not go. Assumptions for county roads in China, where
 * trunk is a national road (国道), secondary a county road (县道), tertiary a township road (乡道) and unclassified
 * a village road (村道). In mountains multiply by 0.7 to 0.8 with `speedFactor`.
 */
export const DEFAULT_SPEEDS_KMH: ProfileSpeeds = {
  van: {
    motorway: 90,
    trunk: 60,
    primary: 50,
    secondary: 40,
    tertiary: 30,
    unclassified: 22,
    residential: 20,
    living_street: 12,
    service: 15,
    road: 20,
    track: 10,
  },
  truck: {
    motorway: 75,
    trunk: 55,
    primary: 45,
    secondary: 36,
    tertiary: 27,
    unclassified: 20,
    residential: 18,
    living_street: 10,
    service: 12,
    road: 18,
    track: 8,
  },
  trike: {
    motorway: 0,
    trunk: 25,
    primary: 25,
    secondary: 25,
    tertiary: 22,
    unclassified: 18,
    residential: 16,
    living_street: 10,
    service: 12,
    road: 16,
    track: 9,
  },
};

/** Speed on a slip road over the speed of its class (assumption). */
export const LINK_SPEED_FACTOR = 0.6;

/** No speed set by a file or a person makes a vehicle faster than this, km/h (assumptions). */
export const TOP_SPEEDS_KMH: Readonly<Record<TravelProfile, number>> = { van: 100, truck: 85, trike: 30 };

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
