import type { Site } from '../../model/site.ts';
import type { NetworkDiagnosis } from '../../network/diagnosis/network-diagnosis.ts';

/** One site's access as a row. */
export interface AccessRow {
  readonly siteId: string;
  readonly name: string;
  readonly tier: string;
  readonly status: string;
  readonly snapMetres: number | null;
  readonly nearestRoadMetres: number | null;
  readonly metres: number | null;
  readonly seconds: number | null;
  readonly detourFactor: number | null;
  readonly cutEdges: number;
  readonly cutMetres: number;
}

/** Access of every site in the order of the county, figures rounded to metres, seconds and hundredths. */
export function listAccessRows(sites: readonly Site[], { places }: NetworkDiagnosis): readonly AccessRow[] {
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  return places.map(({ id, ...place }) => ({
    siteId: id,
    name: siteOf.get(id)?.name ?? '',
    tier: siteOf.get(id)?.tier ?? '',
    status: place.status,
    snapMetres: round(place.snapMetres, 1),
    nearestRoadMetres: round(place.nearestRoadMetres, 1),
    metres: round(place.metres, 1),
    seconds: round(place.seconds, 1),
    detourFactor: round(place.detourFactor, 100),
    cutEdges: place.cutEdges,
    cutMetres: Math.round(place.cutMetres),
  }));
}

function round(value: number | null, parts: number): number | null {
  return value === null || !Number.isFinite(value) ? null : Math.round(value * parts) / parts;
}
