import type { RungName } from '../../../src/model/plan.ts';

/** Addresses of the API that the page reads. */
export const paths = {
  counties: '/v1/counties',
  carriers: (county: string) => `${toCounty(county)}/carriers`,
  boundary: (county: string) => `${toCounty(county)}/boundary.geojson`,
  roads: (county: string) => `${toCounty(county)}/roads.geojson`,
  plans: (county: string) => `${toCounty(county)}/plans`,
  newestJob: (county: string) => `/v1/jobs?county=${encodeURIComponent(county)}&limit=1`,
  job: (id: string) => `/v1/jobs/${encodeURIComponent(id)}`,
  jobEvents: (id: string) => `/v1/jobs/${encodeURIComponent(id)}/events`,
  plan: (plan: string) => toPlan(plan),
  comparison: (plan: string) => `${toPlan(plan)}/comparison`,
  villages: (plan: string, rung: RungName) => `${toPlan(plan)}/villages?rung=${rung}`,
  unserved: (plan: string, rung: RungName) => `${toPlan(plan)}/unserved?rung=${rung}`,
  sites: (plan: string, rung: RungName) => `${toPlan(plan)}/sites.geojson?rung=${rung}`,
  trips: (plan: string, rung: RungName) => `${toPlan(plan)}/routes.geojson?rung=${rung}`,
  stops: (plan: string, rung: RungName) => `${toPlan(plan)}/stops.geojson?rung=${rung}`,
} as const;

function toCounty(code: string): string {
  return `/v1/counties/${encodeURIComponent(code)}`;
}

function toPlan(id: string): string {
  return `/v1/plans/${encodeURIComponent(id)}`;
}
