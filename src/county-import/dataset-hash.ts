import { createHash } from 'node:crypto';
import type { County } from '../model/county.ts';
import type { RoadGraph } from '../network/roads/road-graph.ts';
import { serializeRoadGraph } from '../network/roads/road-graph-bytes.ts';

/**
 * SHA-256, hexadecimal, over what was imported rather than over the files: the same county from CSV in GB18030 or
 * from a workbook hashes alike.
 */
export function hashDataset(county: County, roads: RoadGraph | null): string {
  const hash = createHash('sha256').update(JSON.stringify(county));
  if (roads !== null) hash.update('\0').update(serializeRoadGraph(roads));
  return hash.digest('hex');
}
