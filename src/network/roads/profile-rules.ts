import bus from '../../../data/profiles/bus.json' with { type: 'json' };
import trike from '../../../data/profiles/trike.json' with { type: 'json' };
import truck from '../../../data/profiles/truck.json' with { type: 'json' };
import van from '../../../data/profiles/van.json' with { type: 'json' };
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import type { ClassSpeeds, RoadSurface } from './road-class.ts';

/** Where and how fast a kind of vehicle goes; read from `data/profiles`, where each figure has its provenance. */
export interface ProfileRules {
  /** Laden weight, height and width of the vehicle, against the limits of roads. */
  readonly weightTonnes: number;
  readonly heightMetres: number;
  readonly widthMetres: number;
  /** No speed set by a file or a person makes the vehicle faster than this. */
  readonly topSpeedKmh: number;
  /** Whether it may use motor roads. */
  readonly motorroads: boolean;
  /** Keys of OpenStreetMap that grant or deny access, from the general to the special; the last one present decides. */
  readonly accessKeys: readonly string[];
  /** Values of those keys that let this vehicle pass though they keep others out. */
  readonly grantedBy: readonly string[];
  /** Speed on slip roads, and on driveways, alleys and car park aisles, over the speed of their class. */
  readonly linkFactor: number;
  readonly minorServiceFactor: number;
  readonly surfaceFactors: Readonly<Record<RoadSurface, number>>;
  /** Mean speeds by class, 0 where the vehicle may not go. */
  readonly speedsKmh: ClassSpeeds;
  readonly slope: SlopeRules;
}

/** What slopes do to the speed of a vehicle, where heights are known. */
export interface SlopeRules {
  /** Power at the wheels over laden weight; uphill it bounds the speed. */
  readonly wattsPerKg: number;
  /** Rolling resistance over weight. */
  readonly rollingResistance: number;
  /** Share of its speed that it loses for every percent downhill, and what is left at least. */
  readonly slowdownPerPercentDown: number;
  readonly leastDownFactor: number;
  /** Steeper roads are closed to it uphill. */
  readonly maxClimbPercent: number;
}

export const PROFILE_RULES: Readonly<Record<TravelProfile, ProfileRules>> = { van, truck, trike, bus };

/** Mask of the profiles that a predicate holds for. */
export function maskWhere(holds: (rules: ProfileRules) => boolean): number {
  return TRAVEL_PROFILES.reduce(
    (mask, profile, bit) => mask | (holds(PROFILE_RULES[profile]) ? 1 << bit : 0),
    0,
  );
}
