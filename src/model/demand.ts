import type { CarrierId } from './carrier.ts';
import type { CommodityId } from './commodity.ts';
import type { Provenance } from './provenance.ts';
import type { SiteId } from './site.ts';
import type { Grams, Litres, TimeWindow } from './units.ts';

export type DemandId = string;

export type Direction = 'down' | 'up';

export const DIRECTIONS: readonly Direction[] = ['down', 'up'];

/**
 * What one carrier has to move between one village or station and the county warehouse (货量).
 *
 * Amounts are weekly, so that they do not depend on how often the site is visited; a visit carries the weekly
 * amount divided by the visits of its calendar.
 */
export interface Demand {
  readonly id: DemandId;
  readonly carrierId: CarrierId;
  readonly siteId: SiteId;
  readonly commodityId: CommodityId;
  readonly direction: Direction;
  readonly gramsPerWeek: Grams;
  readonly litresPerWeek: Litres;
  readonly parcelsPerWeek: number;
  /** Fewest visits a week that the carrier grants today, 1 to 7. */
  readonly visitsPerWeek: number;
  /** When the stop at the site may begin. */
  readonly window: TimeWindow;
  readonly provenance: Provenance;
}
