import type { LonLat, Metres, Seconds } from '../../model/units.ts';
import type { DeadEndKind } from './dead-ends.ts';
import type { OutsideKind } from './road-parts.ts';

/** A place whose access is looked at, e.g. a village. */
export interface DiagnosedPlace {
  readonly id: string;
  readonly location: LonLat | null;
}

/**
 * Whether vehicles get to a place and back:
 * - `reachable`: the main part of the roads is within reach;
 * - `no_coordinates`: it has no place on the map;
 * - `off_road`: no road that is open to the profile is within reach;
 * - `cut_off`: there is a road, but it is not joined to the main part both ways.
 */
export type AccessStatus = 'reachable' | 'no_coordinates' | 'off_road' | 'cut_off';

/** How a place is reached from the hub. Figures are null where there is none. */
export interface PlaceAccess {
  readonly id: string;
  readonly status: AccessStatus;
  /** To the main part of the roads. */
  readonly snapMetres: Metres | null;
  /** To any road that is open to the profile, joined or not. */
  readonly nearestRoadMetres: Metres | null;
  /** Fastest way from the hub, between the positions on the road. */
  readonly metres: Metres | null;
  readonly seconds: Seconds | null;
  /** Length of that way over the straight line; null within 100 m. */
  readonly detourFactor: number | null;
  /** Stretches of road between hub and place for which there is no way round, and their length. */
  readonly cutEdges: number;
  readonly cutMetres: Metres;
}

/** Roads on the map, by way. */
export interface RoadFinding {
  readonly wayIds: readonly number[];
  readonly names: readonly string[];
  readonly metres: Metres;
  readonly lines: readonly (readonly LonLat[])[];
}

/** Stretches without a way round that the same places depend on. */
export interface SoleAccess extends RoadFinding {
  readonly placeIds: readonly string[];
}

/** Roads that are not part of the main network, with the places that lie at them. */
export interface OutsideRoads extends RoadFinding {
  readonly kind: OutsideKind;
  readonly placeIds: readonly string[];
}

/** An end of a road that looks like a fault of the map. */
export interface SuspiciousEnd {
  readonly kind: DeadEndKind;
  readonly location: LonLat;
  readonly wayId: number;
  readonly name: string | null;
  readonly otherWayId: number | null;
  readonly gapMetres: Metres | null;
}

/** What a planner should know of a county's roads. Lists hold the gravest first, up to a limit; counts are of all. */
export interface NetworkDiagnosis {
  readonly hubId: string | null;
  /** Length of the roads open to the profile, and of those in the main part. */
  readonly openMetres: Metres;
  readonly mainMetres: Metres;
  readonly places: readonly PlaceAccess[];
  readonly soleAccesses: readonly SoleAccess[];
  readonly soleAccessCount: number;
  readonly outsideRoads: readonly OutsideRoads[];
  readonly outsideCount: number;
  readonly suspiciousEnds: readonly SuspiciousEnd[];
  readonly suspiciousEndCount: number;
}
