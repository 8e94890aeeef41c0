import { join } from 'node:path';
import { importCounty } from '../../src/county-import/import-county.ts';
import { readCountyFolder } from '../../src/county-import/read-county-folder.ts';
import type { Site } from '../../src/model/site.ts';
import type { LonLat } from '../../src/model/units.ts';
import { createStraightLineEngine } from '../../src/network/straight-line-engine.ts';
import type { CountyScene } from './county-scene.ts';

/**
 * A real county from its administrative list (GCJ-02), read as the planner reads it; places without a position are left
 * out. There are no roads, so travel is straight lines times the detour factor.
 */
export async function readListedScene(
  geoFolder: string,
  list: { readonly code: string; readonly detourFactor: number },
): Promise<CountyScene> {
  const files = await readCountyFolder(join(geoFolder, 'counties', list.code));
  const imported = await importCounty(files, { crs: 'gcj02', code: list.code });
  if (!imported.ok) throw new Error(`county ${list.code}: ${imported.issues[0].message}`);
  const { sites, demands } = imported.county;
  const engine = createStraightLineEngine({ detourFactor: list.detourFactor });
  const source = `list of county ${list.code}, straight lines x ${list.detourFactor}`;
  return { sites: orderSites(sites), demands, engine, source };
}

/** Public located sites, the warehouse first. */
function orderSites(sites: readonly Site[]): CountyScene['sites'] {
  const located = sites.filter(isPublicAndLocated);
  const warehouse = located.findIndex(({ tier }) => tier === 'county');
  return [located[warehouse], ...located.filter(({ tier }) => tier !== 'county')];
}

function isPublicAndLocated(site: Site): site is Site & { readonly location: LonLat } {
  return site.location !== null && site.ownerId === null;
}
