import type { LonLat } from '../../model/units.ts';
import type { ConditionalRules } from '../osm/conditional-rules.ts';
import { readOsmRoads } from '../osm/osm-roads.ts';
import type { ByteSource, RoadLimits } from '../osm/osm-elements.ts';
import type { OsmFormat } from '../osm/read-osm.ts';
import { buildRoadGraph } from './build-road-graph.ts';
import type { RoadGraphOptions } from './build-road-graph.ts';
import { readGeoJsonRoads } from './geojson-roads.ts';
import type { RoadGraph } from './road-graph.ts';
import { RoadSourceError } from './road-source-error.ts';

export type RoadFormat = OsmFormat | 'geojson';

export interface ReadRoadGraphOptions extends RoadGraphOptions {
  readonly limits?: RoadLimits;
  /** GeoJSON only: turns the file's coordinates into WGS-84. */
  readonly toWgs84?: (position: LonLat) => LonLat;
  /** GeoJSON only: lines to carry along; OpenStreetMap's own is added to its files. */
  readonly attributions?: readonly string[];
  /** OpenStreetMap only: is told what rules are not applied. */
  readonly onConditionalRules?: (rules: ConditionalRules) => void;
}

/** Format of a road file by its name, or null. */
export function findRoadFormat(fileName: string): RoadFormat | null {
  const name = fileName.toLowerCase();
  if (name.endsWith('.pbf')) return 'osm.pbf';
  if (name.endsWith('.osm')) return 'osm';
  if (name.endsWith('.osm.bz2')) return 'osm.bz2';
  return name.endsWith('.geojson') ? 'geojson' : null;
}

/**
 * Reads a road file and builds its graph.
 *
 * @throws RoadSourceError for every fault of the file or of the overrides.
 */
export async function readRoadGraph(
  source: ByteSource,
  format: RoadFormat,
  options: ReadRoadGraphOptions = {},
): Promise<RoadGraph> {
  if (format !== 'geojson') {
    const roads = await readOsmRoads(source, format, options.limits);
    options.onConditionalRules?.(roads.conditionalRules);
    return buildRoadGraph(roads, options);
  }
  if (source instanceof Uint8Array) return buildRoadGraph(readGeoJsonRoads(source, options), options);
  throw new RoadSourceError('roads_unsupported', 'GeoJSON roads are read whole, not as a stream');
}
