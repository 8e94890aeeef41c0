import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { toFlowFeatures } from '../geojson/flow-features.ts';
import { toRouteFeatures } from '../geojson/route-features.ts';
import { toSiteFeatures } from '../geojson/site-features.ts';
import { toStopFeatures } from '../geojson/stop-features.ts';
import type { County } from '../model/county.ts';
import type { Plan, RungName } from '../model/plan.ts';
import { toComparisonCsv, toMetricsCsv } from '../report/metrics-table.ts';
import { toRoutesCsv, toStopsCsv, toUnservedCsv } from '../report/plan-tables.ts';

/**
 * Writes a plan into a folder, made when absent: `plan.json`, `metrics.json`, `metrics.csv`, `comparison.csv`, and
 * of the pooled rung `routes`, `stops`, `unserved` as CSV and `routes`, `stops`, `sites`, `flows` as GeoJSON. The
 * other rungs stand beside them with their name in front, e.g. `alone-routes.csv`.
 *
 * @returns the names of the files written
 */
export async function writePlanFiles(folder: string, county: County, plan: Plan): Promise<readonly string[]> {
  const files = {
    ...toPlanFiles(plan),
    ...Object.assign({}, ...plan.rungs.map(({ name }) => toRungFiles(county, plan, name))),
  };
  await mkdir(folder, { recursive: true });
  const entries = Object.entries(files as Record<string, string>);
  await Promise.all(entries.map(([name, text]) => writeFile(join(folder, name), text)));
  return entries.map(([name]) => name);
}

function toPlanFiles(plan: Plan): Record<string, string> {
  const metrics = Object.fromEntries(plan.rungs.map((rung) => [rung.name, rung.metrics]));
  return {
    'plan.json': JSON.stringify(plan),
    'metrics.json': `${JSON.stringify(metrics, null, 2)}\n`,
    'metrics.csv': toMetricsCsv(plan),
    'comparison.csv': toComparisonCsv(plan.comparison),
  };
}

function toRungFiles(county: County, plan: Plan, rung: RungName): Record<string, string> {
  const prefix = rung === 'pooled' ? '' : `${rung}-`;
  return {
    [`${prefix}routes.csv`]: toRoutesCsv(county, plan, rung),
    [`${prefix}stops.csv`]: toStopsCsv(county, plan, rung),
    [`${prefix}unserved.csv`]: toUnservedCsv(county, plan, rung),
    [`${prefix}routes.geojson`]: JSON.stringify(toRouteFeatures(county, plan, rung)),
    [`${prefix}stops.geojson`]: JSON.stringify(toStopFeatures(county, plan, rung)),
    [`${prefix}sites.geojson`]: JSON.stringify(toSiteFeatures(county, plan, rung)),
    [`${prefix}flows.geojson`]: JSON.stringify(toFlowFeatures(county, plan, rung)),
  };
}
