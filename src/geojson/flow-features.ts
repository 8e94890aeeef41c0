import type { Feature, LineString } from 'geojson';
import type { County } from '../model/county.ts';
import type { Plan, RungName } from '../model/plan.ts';
import type { CountyIndex } from '../planning/plan-records/county-index.ts';
import { buildCountyIndex } from '../planning/plan-records/county-index.ts';
import type { FlowRecord } from '../planning/plan-records/flow-records.ts';
import { listFlowRecords } from '../planning/plan-records/flow-records.ts';
import type { TripFilter } from '../planning/plan-records/planned-trips.ts';
import type { AttributedCollection } from './feature-collection.ts';
import { buildFeatureCollection } from './feature-collection.ts';
import { toOrigin } from './origin.ts';
import { toSitePoint } from './site-features.ts';

/** One straight line per base and site that exchange goods in a rung, with the week's mass and cost. */
export function toFlowFeatures(
  county: County,
  plan: Plan,
  rung: RungName,
  filter: TripFilter = {},
): AttributedCollection<LineString | null, FlowRecord> {
  const index = buildCountyIndex(county);
  const features = listFlowRecords(index, plan, rung, filter).map(
    (record): Feature<LineString | null, FlowRecord> => ({
      type: 'Feature',
      id: record.id,
      geometry: toLink(index, record),
      properties: record,
    }),
  );
  return buildFeatureCollection(features, toOrigin(plan));
}

function toLink(index: CountyIndex, flow: FlowRecord): LineString | null {
  const base = toSitePoint(index, flow.baseId);
  const site = toSitePoint(index, flow.siteId);
  if (base === null || site === null) return null;
  return { type: 'LineString', coordinates: [base.coordinates, site.coordinates] };
}
