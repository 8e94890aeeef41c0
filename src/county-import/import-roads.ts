import type { CountyIssueList } from '../model/county-issue-list.ts';
import { findRoadFormat, readRoadGraph } from '../network/roads/read-road-graph.ts';
import type { RoadGraph } from '../network/roads/road-graph.ts';
import { RoadSourceError } from '../network/roads/road-source-error.ts';
import type { ConditionalRules } from '../network/osm/conditional-rules.ts';
import { DEFAULT_ROAD_LIMITS } from '../network/osm/osm-elements.ts';
import { type CoordinateSystem, toWgs84 } from './coordinate-system.ts';
import { reportSlopes } from './import-elevation.ts';
import type { CountyHeights } from './import-elevation.ts';
import type { CountyFile, ImportLimits } from './county-file.ts';

export interface RoadImport {
  /** Of GeoJSON roads; OpenStreetMap is WGS-84. */
  readonly crs: CoordinateSystem;
  readonly limits: ImportLimits;
  /** Stands in place of the attribution that the format implies. */
  readonly attributions: readonly string[] | null;
  /** Heights; null: roads count as level. */
  readonly elevation: CountyHeights | null;
}

/** Builds the road graph of a dataset; null without a road file (a warning) or with a faulty one (an error). */
export async function importRoads(
  file: CountyFile | null,
  { crs, limits, attributions, elevation }: RoadImport,
  issues: CountyIssueList,
): Promise<RoadGraph | null> {
  const format = file === null ? null : findRoadFormat(file.name);
  if (file === null || format === null) {
    issues.addWarning({
      code: 'no_roads',
      message:
        'No roads are given; distances are straight lines times the detour factor, and marked as estimated.',
      remedy: 'Add roads.osm.pbf, roads.osm, roads.osm.bz2 or roads.geojson.',
    });
    return null;
  }
  try {
    const graph = await readRoadGraph(file.bytes, format, {
      limits: { ...DEFAULT_ROAD_LIMITS, maxBytes: limits.maxRoadBytes },
      toWgs84: (position) => toWgs84(position, crs),
      elevation: elevation?.model,
      onSlopes: (report) => reportSlopes(report, issues),
      onConditionalRules: (rules) => reportConditionalRules(rules, file.name, issues),
    });
    const lines = attributions ?? graph.attributions;
    const heights = elevation?.describe() ?? null;
    return { ...graph, attributions: heights === null ? lines : [...lines, heights] };
  } catch (error) {
    addRoadError(error, file.name, issues);
    return null;
  }
}

function reportConditionalRules(
  { count, examples }: ConditionalRules,
  file: string,
  issues: CountyIssueList,
): void {
  if (count === 0) return;
  issues.addWarning(
    {
      code: 'conditional_rules',
      message: `The map has ${count} rules that hold at some times or for some loads only; they are not applied: ${examples.join('; ')}${count > examples.length ? ' ...' : ''}.`,
      remedy: 'Where one matters, override the road in the scenario, with its season or hours.',
    },
    { file, row: null },
  );
}

/** Reports a refused road file; anything else is a bug and is thrown on. */
export function addRoadError(error: unknown, file: string, issues: CountyIssueList): void {
  if (!(error instanceof RoadSourceError)) throw error;
  const place = error.path === null ? '' : ` (${error.path})`;
  issues.addError(
    {
      code: error.code,
      message: `"${file}" cannot be read as roads: ${error.message}${place}`,
      remedy: 'Export or download the extract again, or leave the file out to plan with straight lines.',
    },
    { file, row: null },
  );
}
