import type { SiteId } from './site.ts';

export type CarrierKind = 'postal' | 'supply_marketing' | 'commerce' | 'express' | 'transport';

export const CARRIER_KINDS: readonly CarrierKind[] = [
  'postal',
  'supply_marketing',
  'commerce',
  'express',
  'transport',
];

export type CarrierId = string;

/** A company (承运企业) that owns demand and perhaps vehicles and sites. */
export interface Carrier {
  readonly id: CarrierId;
  readonly name: string;
  readonly kind: CarrierKind;
  /** County-tier site where this carrier's goods enter and leave the county. */
  readonly depotId: SiteId;
}
