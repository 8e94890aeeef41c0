import type { Carrier } from './carrier.ts';
import type { Commodity } from './commodity.ts';
import type { Demand } from './demand.ts';
import type { Line } from './line.ts';
import type { Operation } from './operation.ts';
import type { Rates } from './rates.ts';
import type { Site } from './site.ts';
import type { LonLat } from './units.ts';
import type { VehicleType } from './vehicle-type.ts';

/** Six digits of GB/T 2260, e.g. `421223`. */
export type CountyCode = string;

/** A referentially valid county: every id that is named exists, every amount is in range. */
export interface County {
  readonly code: CountyCode;
  readonly name: string;
  readonly sites: readonly Site[];
  readonly carriers: readonly Carrier[];
  readonly commodities: readonly Commodity[];
  readonly vehicleTypes: readonly VehicleType[];
  readonly demands: readonly Demand[];
  readonly lines: readonly Line[];
  readonly operations: readonly Operation[];
  readonly rates: Rates;
  /** Outer ring of the county, WGS-84, closed; null when not given. */
  readonly boundary: readonly LonLat[] | null;
  /** Attribution lines that every export must carry, e.g. of OpenStreetMap. */
  readonly attributions: readonly string[];
}
