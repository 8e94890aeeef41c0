import type { CountyFile } from '../../src/county-import/county-file.ts';
import { importCounty } from '../../src/county-import/import-county.ts';
import type { CountyImport } from '../../src/persistence/county-store.ts';
import { resolveScenario } from '../../src/planning/resolve-scenario.ts';
import type { Scenario } from '../../src/model/scenario.ts';

/** Files of a county of two townships and `villages` villages around them; all else is left to the defaults. */
export function smallCountyFiles(code: string, villages: number): readonly CountyFile[] {
  const rows = [
    'id,name,tier,parent,lon,lat',
    'W,县城,county,,110.10,30.20',
    'T1,东镇,township,W,110.20,30.22',
    'T2,西镇,township,W,110.00,30.18',
  ];
  for (let index = 0; index < villages; index++) {
    const angle = index * 2.4;
    const [town, lon]: [string, number] = index % 2 === 0 ? ['T1', 110.2] : ['T2', 110];
    const place = [lon + 0.05 * Math.cos(angle), 30.2 + 0.05 * Math.sin(angle)];
    rows.push(`V${index},村${index},village,${town},${place.map((degrees) => degrees.toFixed(6)).join(',')}`);
  }
  return [
    { name: 'county.json', bytes: Buffer.from(JSON.stringify({ code, name: '小县', crs: 'wgs84' })) },
    { name: 'sites.csv', bytes: Buffer.from(`${rows.join('\n')}\n`) },
  ];
}

/** The county of {@link smallCountyFiles}, read through the importer. */
export async function importSmallCounty(code: string, villages = 8): Promise<CountyImport> {
  const outcome = await importCounty(smallCountyFiles(code, villages));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
  return { ...outcome, roads: null };
}

/** All carriers in one pool, one seed, `iterations` of search for each routing problem. */
export function smallScenario({ county }: CountyImport, iterations: number): Scenario {
  return resolveScenario(county, { seed: 5, seeds: 1, budget: { kind: 'iterations', iterations } });
}
