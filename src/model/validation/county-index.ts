import type { Carrier } from '../carrier.ts';
import type { Commodity } from '../commodity.ts';
import type { CountyDraft, DraftRow } from '../county-draft.ts';
import type { CountyIssueList } from '../county-issue-list.ts';
import type { Site } from '../site.ts';
import type { VehicleType } from '../vehicle-type.ts';

/** Draft rows by id, for checking references. */
export interface CountyIndex {
  readonly sites: ReadonlyMap<string, Site>;
  readonly carriers: ReadonlyMap<string, Carrier>;
  readonly commodities: ReadonlyMap<string, Commodity>;
  readonly vehicleTypes: ReadonlyMap<string, VehicleType>;
}

/** Indexes the rows that others refer to; a repeated id is an error at the later row. */
export function buildCountyIndex(draft: CountyDraft, issues: CountyIssueList): CountyIndex {
  return {
    sites: indexById(draft.sites, 'site', issues),
    carriers: indexById(draft.carriers, 'carrier', issues),
    commodities: indexById(draft.commodities, 'commodity', issues),
    vehicleTypes: indexById(draft.vehicleTypes, 'vehicle_type', issues),
  };
}

export function indexById<T extends { readonly id: string }>(
  rows: readonly DraftRow<T>[],
  kind: string,
  issues: CountyIssueList,
): ReadonlyMap<string, T> {
  const index = new Map<string, T>();
  for (const { value, origin } of rows) {
    if (index.has(value.id)) {
      const what = kind.replaceAll('_', ' ');
      issues.addError(
        {
          code: `duplicate_${kind}`,
          message: `The ${what} id "${value.id}" is used twice.`,
          remedy: `Give every ${what} an id of its own.`,
        },
        origin,
        'id',
      );
    } else {
      index.set(value.id, value);
    }
  }
  return index;
}
