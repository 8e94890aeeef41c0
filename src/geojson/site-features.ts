import type { Feature, Point } from 'geojson';
import type { County } from '../model/county.ts';
import type { Plan, RungName } from '../model/plan.ts';
import type { SiteId } from '../model/site.ts';
import type { CountyIndex } from '../planning/plan-records/county-index.ts';
import { buildCountyIndex, getById } from '../planning/plan-records/county-index.ts';
import type { SiteRecord } from '../planning/plan-records/site-records.ts';
import { listSiteRecords, toSiteRecord } from '../planning/plan-records/site-records.ts';
import type { AttributedCollection } from './feature-collection.ts';
import { buildFeatureCollection, toPosition } from './feature-collection.ts';
import { toOrigin } from './origin.ts';

/** Every site with the service that a rung gives it; a site that could not be placed has a null geometry. */
export function toSiteFeatures(
  county: County,
  plan: Plan,
  rung: RungName,
): AttributedCollection<Point | null, SiteRecord> {
  const index = buildCountyIndex(county);
  const features = listSiteRecords(index, plan, rung).map((record) => toSiteFeature(index, record));
  return buildFeatureCollection(features, toOrigin(plan));
}

/** Every site of a county before any plan; the figures of service are null. */
export function toCountySiteFeatures(
  county: County,
  datasetHash: string,
): AttributedCollection<Point | null, SiteRecord> {
  const index = buildCountyIndex(county);
  const features = county.sites.map((site) => toSiteFeature(index, toSiteRecord(index, site)));
  return buildFeatureCollection(features, { attributions: county.attributions, datasetHash });
}

/** The place of a site; null where it could not be placed. */
export function toSitePoint(index: CountyIndex, siteId: SiteId): Point | null {
  const { location } = getById(index.sites, siteId);
  return location === null ? null : { type: 'Point', coordinates: toPosition(location) };
}

function toSiteFeature(index: CountyIndex, record: SiteRecord): Feature<Point | null, SiteRecord> {
  return { type: 'Feature', id: record.id, geometry: toSitePoint(index, record.id), properties: record };
}
