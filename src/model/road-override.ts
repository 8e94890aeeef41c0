import { WHOLE_DAY } from './units.ts';
import type { LonLat, Metres, TimeWindow } from './units.ts';
import type { TravelProfile } from './vehicle-type.ts';

/** Days of any year, `MM-DD`, both included; a season may span the turn of the year. */
export interface Season {
  readonly from: string;
  readonly until: string;
}

/**
 * What the planner knows better than the road data, without editing it: a closed bridge, a measured speed, a weight
 * limit, a road that the map lacks. Either `wayId` names a road of the map, or `line` is a new one.
 */
export interface RoadOverride {
  readonly name: string;
  /** Day on which it was noted, `YYYY-MM-DD`. */
  readonly recordedOn: string;
  /** OpenStreetMap way id, or the id of a GeoJSON feature. */
  readonly wayId?: number;
  /** Only the stretch between two junctions that is nearest to this position, at most 1,000 m away; the whole way when absent. */
  readonly near?: LonLat;
  /** Course of a new road; its ends join the nearest roads within 100 m. */
  readonly line?: readonly LonLat[];
  /** Class of a new road, e.g. `unclassified` (its default) for a village road. */
  readonly roadClass?: string;
  /** True: a new road may only be travelled in the order of `line`. */
  readonly oneway?: boolean;
  /** Profiles concerned; all when absent. */
  readonly profiles?: readonly TravelProfile[];
  /** True closes it in both directions. */
  readonly closed?: boolean;
  /** Speed in km/h in the directions that are open, up to the profile's top speed. */
  readonly speedKmh?: number;
  /** Close it to vehicles of profiles above a limit. */
  readonly maxWeightTonnes?: number;
  readonly maxHeightMetres?: Metres;
  readonly maxWidthMetres?: Metres;
  /** Days on which it holds; all when absent. */
  readonly season?: Season;
  /** Hours in which it holds; all when absent. Plans count it for the whole day where anybody works in these hours. */
  readonly hours?: TimeWindow;
}

/** When roads are travelled. */
export interface TravelTime {
  /** Day of the year, `MM-DD`; null: any, so every season counts. */
  readonly day: string | null;
  /** Times between which vehicles are under way; those of the next day go on from 86,400. */
  readonly hours: TimeWindow;
}

/** Any day of the year and any time of it: every override counts. */
export const ANY_TIME: TravelTime = { day: null, hours: WHOLE_DAY };

/** True where an override counts for vehicles that travel at a time: its season holds then, and some of its hours. */
export function isInForce({ season, hours }: RoadOverride, travel: TravelTime): boolean {
  return (
    (season === undefined || travel.day === null || isWithin(travel.day, season)) &&
    (hours === undefined || overlapsDaily(hours, travel.hours))
  );
}

/** True where hours of every day and a window, which may go on past midnight, have a time in common. */
function overlapsDaily(hours: TimeWindow, window: TimeWindow): boolean {
  const day = Math.floor((window.earliest - hours.latest) / WHOLE_DAY.latest) + 1;
  return hours.earliest + day * WHOLE_DAY.latest < window.latest;
}

function isWithin(day: string, { from, until }: Season): boolean {
  return from <= until ? from <= day && day <= until : day >= from || day <= until;
}
