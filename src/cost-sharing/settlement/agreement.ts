import type { AllocationRule } from '../allocation.ts';
import type { CarrierId } from '../../model/carrier.ts';
import type { Direction } from '../../model/demand.ts';
import type { Tier } from '../../model/site.ts';
import type { Fen } from '../../model/units.ts';

/** What a price is per (计价单位). */
export type SettlementUnit = 'parcel' | 'kg' | 'stop';

/** What one carrier moves at one tier in one direction, over a week of the plan or a month as it was. */
export interface VolumeLine {
  readonly carrierId: CarrierId;
  readonly tier: Tier;
  readonly direction: Direction;
  readonly parcels: number;
  readonly kg: number;
  readonly stops: number;
}

/** Price of one carrier at one tier in one direction. */
export interface SettlementPrice {
  readonly carrierId: CarrierId;
  readonly tier: Tier;
  readonly direction: Direction;
  /** Planned for a week, in the agreement's unit. */
  readonly quantity: number;
  /** Part of the carrier's weekly cost that this line recovers at the planned quantity, before the rate is rounded. */
  readonly chargeFen: Fen;
  /** Fen per unit, to four decimals; null where nothing is planned. */
  readonly fenPerUnit: number | null;
}

/** What the carriers sign (结算协议): rule, shares and rates stay as they are until it is made anew. */
export interface SettlementAgreement {
  readonly rule: AllocationRule;
  readonly unit: SettlementUnit;
  /** Each carrier's weekly cost under the rule; true-ups and subsidies are split in this proportion. */
  readonly shares: readonly { readonly carrierId: CarrierId; readonly costFen: Fen }[];
  readonly prices: readonly SettlementPrice[];
}

/** Quantity of a line in a unit. */
export function quantityOf({ parcels, kg, stops }: VolumeLine, unit: SettlementUnit): number {
  if (unit === 'parcel') return parcels;
  return unit === 'kg' ? kg : stops;
}
