import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importCounty } from '../../src/county-import/import-county.ts';
import { readCountyFolder } from '../../src/county-import/read-county-folder.ts';
import { readOsmPlaces } from '../../src/network/osm/osm-places.ts';

const GEO = join(import.meta.dirname, '../../../shared/geo');

/** Villages, villages with coordinates and findings by the data's own description. */
const COUNTIES = [
  {
    code: '230184',
    name: '五常市',
    villages: 298,
    located: 8,
    points: 0,
    names: 5,
    far: 1,
    gone: 0,
    fresh: 0,
    renamed: 0,
  },
  {
    code: '330122',
    name: '桐庐县',
    villages: 204,
    located: 52,
    points: 0,
    names: 0,
    far: 0,
    gone: 0,
    fresh: 0,
    renamed: 0,
  },
  {
    code: '421223',
    name: '崇阳县',
    villages: 203,
    located: 178,
    points: 1,
    names: 1,
    far: 1,
    gone: 0,
    fresh: 0,
    renamed: 0,
  },
  {
    code: '429005',
    name: '潜江市',
    villages: 471,
    located: 301,
    points: 1,
    names: 2,
    far: 2,
    gone: 2,
    fresh: 1,
    renamed: 6,
  },
  {
    code: '540424',
    name: '波密县',
    villages: 85,
    located: 73,
    points: 3,
    names: 3,
    far: 5,
    gone: 1,
    fresh: 1,
    renamed: 6,
  },
];

describe.skipIf(!existsSync(join(GEO, 'counties')))('real counties (../shared/geo/counties)', () => {
  test.each(COUNTIES)('$code $name comes in whole, its dirt reported', async (expected) => {
    const result = await importCounty(await readCountyFolder(join(GEO, 'counties', expected.code)));
    if (!result.ok) throw new Error(JSON.stringify(result.issues.slice(0, 5)));
    const { county, warnings } = result;
    const count = (code: string): number => warnings.filter((warning) => warning.code === code).length;
    const villages = county.sites.filter((site) => site.tier === 'village');
    expect(county).toMatchObject({ code: expected.code, name: expected.name });
    expect(villages).toHaveLength(expected.villages);
    expect(villages.filter((site) => site.location !== null)).toHaveLength(expected.located);
    expect({
      points: count('shared_point'),
      names: count('shared_name'),
      far: count('far_from_township'),
      gone: count('code_gone'),
      fresh: count('code_new'),
      renamed: count('code_renamed'),
    }).toEqual({
      points: expected.points,
      names: expected.names,
      far: expected.far,
      gone: expected.gone,
      fresh: expected.fresh,
      renamed: expected.renamed,
    });
    expect(count('outside_boundary')).toBe(0);
    const withDemand = new Set(county.demands.map((demand) => demand.siteId));
    expect(villages.every((site) => withDemand.has(site.id))).toBe(true);
  });

  test('several counties in one folder are told apart by the code asked for', async () => {
    const files = await readCountyFolder(join(GEO, 'counties'));
    const all = await importCounty(files);
    expect(all.ok ? [] : all.issues.map((issue) => issue.code)).toContain('several_files');
    const one = await importCounty(files, { code: '540424' });
    expect(one.ok && one.county.name).toBe('波密县');
  });
});

const BAYREUTH = join(GEO, 'osm/north-bayreuth-2014.osm.pbf');

describe.skipIf(!existsSync(BAYREUTH))('a map alone (../shared/geo/osm/north-bayreuth-2014.osm.pbf)', () => {
  test('gives a site for every place and roads between them', async () => {
    const places = await readOsmPlaces(await readFile(BAYREUTH), 'osm.pbf');
    const result = await importCounty(await readCountyFolder(BAYREUTH));
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const { county, roads, warnings } = result;
    expect(county).toMatchObject({ name: 'north-bayreuth-2014' });
    expect(county.attributions).toEqual(roads?.attributions);
    const ids = new Set(county.sites.map((site) => site.id));
    expect(places.length).toBe(70);
    expect(places.filter((place) => !ids.has(`osm-${place.id}`))).toEqual([]);
    expect(county.sites.filter((site) => site.tier === 'township').length).toBeGreaterThanOrEqual(5);
    expect(roads?.edgeCount).toBeGreaterThan(2_000);
    expect(warnings.map((warning) => warning.code)).toEqual(
      expect.arrayContaining(['sites_from_map', 'code_assumed']),
    );
  });
});
