import type { Metres } from '../../model/units.ts';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import { PROFILE_RULES } from './profile-rules.ts';
import type { ProfileRules } from './profile-rules.ts';
import { profileIndex } from './road-class.ts';
import type { ProfileSpeeds } from './road-class.ts';
import type { RoadSizeLimits, RoadWay } from './road-source.ts';

export interface SpeedOptions {
  /** Speeds by profile and class, km/h; those of `PROFILE_RULES` when absent. */
  readonly speedsKmh?: ProfileSpeeds;
  /** Multiplies the speed of every class but ferries, e.g. 0.75 in mountains; 1 when absent. */
  readonly speedFactor?: number;
}

/** Speeds in km/h with and against the order of a way's nodes; 0 is closed. */
export interface WaySpeeds {
  readonly forward: number;
  readonly backward: number;
}

const CLOSED: WaySpeeds = { forward: 0, backward: 0 };

/** Speeds of every way, of each profile in the order of `TRAVEL_PROFILES`. `wayMetres` are the lengths of the ways. */
export function listWaySpeeds(
  ways: readonly RoadWay[],
  wayMetres: Float64Array,
  options: SpeedOptions,
): readonly (readonly WaySpeeds[])[] {
  return TRAVEL_PROFILES.map((profile) =>
    ways.map((way, index) => toWaySpeeds(way, profile, wayMetres[index], options)),
  );
}

/** True when a vehicle of these rules keeps within the limits. */
export function keepsWithin(limits: RoadSizeLimits, rules: ProfileRules): boolean {
  return (
    rules.weightTonnes <= limits.maxWeightTonnes &&
    rules.heightMetres <= limits.maxHeightMetres &&
    rules.widthMetres <= limits.maxWidthMetres
  );
}

function toWaySpeeds(way: RoadWay, profile: TravelProfile, metres: Metres, options: SpeedOptions): WaySpeeds {
  const rules = PROFILE_RULES[profile];
  const classSpeed = (options.speedsKmh?.[profile] ?? rules.speedsKmh)[way.roadClass];
  if (classSpeed === 0 || !keepsWithin(way, rules)) return CLOSED;
  const usual = toFerrySpeed(way, metres) ?? way.givenKmh ?? classSpeed * toFactor(way, rules, options);
  const limit = profile === 'truck' ? way.truckLimitKmh : Infinity;
  const speed = Math.min(usual, limit, rules.topSpeedKmh);
  const bit = 1 << profileIndex(profile);
  return {
    forward: (way.forward & bit) === 0 ? 0 : Math.min(speed, way.forwardLimitKmh),
    backward: (way.backward & bit) === 0 ? 0 : Math.min(speed, way.backwardLimitKmh),
  };
}

function toFactor(way: RoadWay, rules: ProfileRules, { speedFactor = 1 }: SpeedOptions): number {
  if (way.roadClass === 'ferry') return 1;
  const link = way.link ? rules.linkFactor : 1;
  const minor = way.minor ? rules.minorServiceFactor : 1;
  return link * minor * rules.surfaceFactors[way.surface] * speedFactor;
}

/** Speed at which the whole way takes the time that its timetable gives. */
function toFerrySpeed(way: RoadWay, metres: Metres): number | null {
  return way.crossingSeconds === null || metres === 0 ? null : (metres * 3.6) / way.crossingSeconds;
}
