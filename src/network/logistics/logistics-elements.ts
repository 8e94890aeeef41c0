import type { Echelon } from '../../model/plan.ts';
import type { SiteId, Tier } from '../../model/site.ts';
import type { Fen, Metres, Seconds } from '../../model/units.ts';

/** A site as a node; the key is the site's id. */
export interface LogisticsNode {
  readonly name: string;
  readonly tier: Tier;
  /** Carrier; null is public. */
  readonly ownerId: string | null;
  /** WGS-84; null when the site could not be placed. */
  readonly lon: number | null;
  readonly lat: number | null;
  readonly canTransship: boolean;
  /** The site's own demand by direction, kg per week. */
  readonly demandDownKg: number;
  readonly demandUpKg: number;
  /** Number of the weakly connected part, largest first, from 0. */
  readonly component: number;
  readonly degree: number;
}

/** A link as an arc from one site to another; figures are per week. */
export interface LogisticsLink {
  /** Stage of the trips on it, or `hierarchy` where there is no plan. */
  readonly tier: Echelon | 'hierarchy';
  /** Length and time of one run; null where unknown. */
  readonly metres: Metres | null;
  readonly seconds: Seconds | null;
  /** What crosses it in a week, by direction of the demand. */
  readonly downKg: number;
  readonly upKg: number;
  /** Vehicle runs in a week; null without a plan. */
  readonly runsPerWeek: number | null;
  /** Share of the routes' vehicle days (by time), distance (by length) and driver time; null without a plan. */
  readonly costFen: Fen | null;
}

/** A link before it stands in a graph. */
export interface LinkRecord extends LogisticsLink {
  readonly fromSiteId: SiteId;
  readonly toSiteId: SiteId;
}
