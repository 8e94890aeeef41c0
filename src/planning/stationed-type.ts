import type { SiteId } from '../model/site.ts';
import type { TimeWindow } from '../model/units.ts';
import type { VehicleType } from '../model/vehicle-type.ts';

/** Vehicles of one type at one base. */
export interface StationedType {
  readonly type: VehicleType;
  readonly baseId: SiteId;
  /** Infinity is unlimited. */
  readonly count: number;
  /** Hours of work, mostly the type's shift; feeder trips have their own. */
  readonly shift: TimeWindow;
}
