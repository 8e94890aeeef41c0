import type { Feature, MultiLineString, Point } from 'geojson';
import type { County } from '../model/county.ts';
import type { LonLat } from '../model/units.ts';
import type { NetworkDiagnosis } from '../network/diagnosis/network-diagnosis.ts';
import type { AccessRow } from '../planning/plan-records/access-records.ts';
import type { AttributedCollection, Origin } from './feature-collection.ts';
import { buildFeatureCollection, toPosition } from './feature-collection.ts';

/** Every feature has every property, nulls included, as GIS clients take their columns from the first. */
export interface DiagnosisProperties {
  /** `site`, `sole_access`, `no_way_back`, `no_way_in`, `island`, `gap` or `major_road_ends`. */
  readonly finding: string;
  readonly siteId: string | null;
  readonly name: string | null;
  readonly status: string | null;
  readonly detourFactor: number | null;
  /** Sites that depend on it, or lie at it. */
  readonly sites: number | null;
  readonly wayIds: string | null;
  readonly metres: number | null;
}

type DiagnosisFeature = Feature<Point | MultiLineString | null, DiagnosisProperties>;

const NOTHING: Omit<DiagnosisProperties, 'finding'> = {
  siteId: null,
  name: null,
  status: null,
  detourFactor: null,
  sites: null,
  wayIds: null,
  metres: null,
};

/** Sites as points with their access, and each finding where it is on the map. */
export function toDiagnosisFeatures(
  county: County,
  diagnosis: NetworkDiagnosis,
  rows: readonly AccessRow[],
  origin: Origin,
): AttributedCollection<Point | MultiLineString | null, DiagnosisProperties> {
  const places = new Map(county.sites.map(({ id, location }) => [id, location]));
  const features: Omit<DiagnosisFeature, 'type'>[] = [
    ...rows.map(({ siteId, name, status, detourFactor, metres }) => {
      const properties = { ...NOTHING, finding: 'site', siteId, name, status, detourFactor, metres };
      return { geometry: toPoint(places.get(siteId) ?? null), properties };
    }),
    ...diagnosis.soleAccesses.map((found) => toRoads('sole_access', found)),
    ...diagnosis.outsideRoads.map((found) => toRoads(found.kind, found)),
    ...diagnosis.suspiciousEnds.map(({ kind, location, wayId, otherWayId, name, gapMetres }) => {
      const wayIds = otherWayId === null ? `${wayId}` : `${wayId};${otherWayId}`;
      const metres = gapMetres === null ? null : Math.round(gapMetres * 10) / 10;
      return { geometry: toPoint(location), properties: { ...NOTHING, finding: kind, name, wayIds, metres } };
    }),
  ];
  return buildFeatureCollection(
    features.map(({ geometry, properties }, index) => ({
      type: 'Feature',
      id: index + 1,
      geometry,
      properties,
    })),
    origin,
  );
}

function toRoads(
  finding: string,
  found: NetworkDiagnosis['soleAccesses'][number],
): Omit<DiagnosisFeature, 'type'> {
  const coordinates = found.lines.map((line) => line.map(toPosition));
  return {
    geometry: { type: 'MultiLineString', coordinates },
    properties: {
      ...NOTHING,
      finding,
      name: found.names.join('; ') || null,
      sites: found.placeIds.length,
      wayIds: found.wayIds.join(';'),
      metres: Math.round(found.metres),
    },
  };
}

function toPoint(location: LonLat | null): Point | null {
  return location === null ? null : { type: 'Point', coordinates: toPosition(location) };
}
