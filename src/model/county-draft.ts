import type { Carrier } from './carrier.ts';
import type { Commodity } from './commodity.ts';
import type { CountyCode } from './county.ts';
import type { Demand } from './demand.ts';
import type { Line, LineStop } from './line.ts';
import type { Operation } from './operation.ts';
import type { Rates } from './rates.ts';
import type { Site } from './site.ts';
import type { LonLat } from './units.ts';
import type { VehicleType } from './vehicle-type.ts';

/** Where a draft row was read: file, 1-based row with the header counted, and each field's column name there. */
export interface RowOrigin {
  readonly file: string | null;
  readonly row: number | null;
  readonly columns?: Readonly<Record<string, string>>;
}

/** A row in model units that nothing has been checked about yet: ids may dangle, amounts may be out of range. */
export interface DraftRow<T> {
  readonly value: T;
  readonly origin: RowOrigin;
}

/** Everything a county is made of, before `buildCounty` has looked at it. */
export interface CountyDraft {
  readonly code: CountyCode;
  readonly name: string;
  readonly origin: RowOrigin;
  readonly sites: readonly DraftRow<Site>[];
  readonly carriers: readonly DraftRow<Carrier>[];
  readonly commodities: readonly DraftRow<Commodity>[];
  readonly vehicleTypes: readonly DraftRow<VehicleType>[];
  readonly demands: readonly DraftRow<Demand>[];
  /** Lines without their stops; these come as rows of their own, in order of travel. */
  readonly lines: readonly DraftRow<Omit<Line, 'stops'>>[];
  readonly lineStops: readonly DraftRow<LineStop & { readonly lineId: string }>[];
  readonly operations: readonly DraftRow<Operation>[];
  readonly rates: Rates;
  readonly boundary: readonly LonLat[] | null;
  readonly attributions: readonly string[];
}
