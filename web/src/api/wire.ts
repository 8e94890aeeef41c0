import type { Feature, FeatureCollection, LineString, Point, Polygon } from 'geojson';

import type { Carrier } from '../../../src/model/carrier.ts';
import type { Comparison } from '../../../src/model/comparison.ts';
import type { RungName } from '../../../src/model/plan.ts';
import type { SiteRecord } from '../../../src/planning/plan-records/site-records.ts';
import type { StopRecord } from '../../../src/planning/plan-records/stop-records.ts';
import type { TripRecord } from '../../../src/planning/plan-records/trip-records.ts';
import type { UnservedRecord } from '../../../src/planning/plan-records/unserved-records.ts';
import type { VillageWeek } from '../../../src/planning/plan-records/village-visits.ts';

/** What the API answers, as far as the page reads it. */
export type {
  Carrier,
  Comparison,
  RungName,
  SiteRecord,
  StopRecord,
  TripRecord,
  UnservedRecord,
  VillageWeek,
};

export interface CountyItem {
  readonly code: string;
  readonly name: string;
}

export interface PlanItem {
  readonly id: string;
  /** Name of the scenario. */
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly totalFen: number | null;
  /** Distances are straight lines times a detour factor. */
  readonly travel: { readonly estimated: boolean };
}

/** A plan without its trips, as far as the page reads it. */
export interface PlanOutline {
  readonly rungs: readonly {
    readonly name: RungName;
    readonly coalitions: readonly {
      readonly members: readonly string[];
      /** Pooling found no better than the members' own plans. */
      readonly sideBySide: boolean;
    }[];
  }[];
}

export interface JobItem {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly progress: { readonly percent: number };
  /** The plan that it made, as long as it is there. */
  readonly planId: string | null;
  /** Why it failed. */
  readonly problem: { readonly code: string; readonly message: string } | null;
}

export type BoundaryCollection = FeatureCollection<Polygon>;
export type RoadCollection = FeatureCollection<LineString, { readonly class: string }>;
export type SiteFeature = Feature<Point | null, SiteRecord>;
export type SiteCollection = FeatureCollection<Point | null, SiteRecord> & { readonly attribution?: string };
export type TripFeature = Feature<LineString, TripRecord>;
export type TripCollection = FeatureCollection<LineString, TripRecord> & { readonly attribution?: string };
export type StopCollection = FeatureCollection<Point | null, StopRecord>;
