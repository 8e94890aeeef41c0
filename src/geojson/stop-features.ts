import type { Feature, Point } from 'geojson';
import type { County } from '../model/county.ts';
import type { Plan, RungName } from '../model/plan.ts';
import { buildCountyIndex } from '../planning/plan-records/county-index.ts';
import type { TripFilter } from '../planning/plan-records/planned-trips.ts';
import type { StopRecord } from '../planning/plan-records/stop-records.ts';
import { listStopRecords } from '../planning/plan-records/stop-records.ts';
import type { AttributedCollection } from './feature-collection.ts';
import { buildFeatureCollection } from './feature-collection.ts';
import { toOrigin } from './origin.ts';
import { toSitePoint } from './site-features.ts';

/** One Point per stop of a rung, at the site; two visits of a site are two features at one place. */
export function toStopFeatures(
  county: County,
  plan: Plan,
  rung: RungName,
  filter: TripFilter = {},
): AttributedCollection<Point | null, StopRecord> {
  const index = buildCountyIndex(county);
  const features = listStopRecords(index, plan, rung, filter).map(
    (record): Feature<Point | null, StopRecord> => ({
      type: 'Feature',
      id: record.id,
      geometry: toSitePoint(index, record.siteId),
      properties: record,
    }),
  );
  return buildFeatureCollection(features, toOrigin(plan));
}
