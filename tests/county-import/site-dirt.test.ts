import gcoord from 'gcoord';
import { describe, expect, test } from 'vitest';
import {
  type CoordinateSystem,
  findCoordinateSystem,
  toWgs84,
} from '../../src/county-import/coordinate-system.ts';
import { importCounty } from '../../src/county-import/import-county.ts';
import type { County } from '../../src/model/county.ts';
import type { CountyIssue } from '../../src/model/county-issue.ts';
import { distanceOf } from '../../src/network/great-circle.ts';
import { buildSmallFiles, SMALL_COUNTY, toFile, withCell } from './small-county.ts';

async function importSites(
  sites: readonly (readonly string[])[],
  crs?: CoordinateSystem,
): Promise<{ readonly county: County; readonly warnings: readonly CountyIssue[] }> {
  const result = await importCounty(buildSmallFiles({ sites }), crs === undefined ? {} : { crs });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result;
}

function codesAt(warnings: readonly CountyIssue[], row: number): readonly string[] {
  return warnings
    .filter((warning) => warning.file === 'sites.csv' && warning.row === row)
    .map(({ code }) => code);
}

describe('coordinate systems', () => {
  test.each([
    ['gcj02', gcoord.GCJ02, 24, 800],
    ['bd09', gcoord.BD09, 700, 1_500],
  ] as const)('%s is turned into WGS-84 within a metre', async (crs, system, least, most) => {
    const truth = [113.24, 28.12] as const;
    const [lon, lat] = gcoord.transform([...truth], gcoord.WGS84, system);
    const rows = withCell('sites', 6, 'lon', String(lon)).map((row, at) =>
      at === 5 ? row.with(5, String(lat)) : row,
    );
    const { county } = await importSites(rows, crs);
    const location = county.sites.find((site) => site.id === 'V1')?.location;
    expect(distanceOf(location ?? [0, 0], truth)).toBeLessThan(1);
    expect(distanceOf([lon, lat], truth)).toBeGreaterThan(least);
    expect(distanceOf([lon, lat], truth)).toBeLessThan(most);
  });

  test('leaves its argument alone and takes CGCS2000 as WGS-84', () => {
    const position: readonly [number, number] = Object.freeze([113.2, 28.1] as const);
    toWgs84(position, 'gcj02');
    expect(position).toEqual([113.2, 28.1]);
    expect(toWgs84(position, 'cgcs2000')).toEqual([113.2, 28.1]);
  });

  test.each([
    ['GCJ-02', 'gcj02'],
    ['EPSG:4490', 'cgcs2000'],
    ['WGS 84', 'wgs84'],
    ['bd-09', 'bd09'],
    ['xian80', null],
    ['constructor', null],
  ])('%s is known as %s', (name, system) => {
    expect(findCoordinateSystem(name)).toBe(system);
  });
});

describe('dirty sites', () => {
  test.each([
    ['missing_coordinates', '', '28.12'],
    ['missing_coordinates', '0', '0'],
  ])('%s keeps the site, unlocated', async (code, lon, lat) => {
    const rows = withCell('sites', 6, 'lon', lon).map((row, at) => (at === 5 ? row.with(5, lat) : row));
    const { county, warnings } = await importSites(rows);
    expect(county.sites.find((site) => site.id === 'V1')).toMatchObject({ location: null });
    expect(codesAt(warnings, 6)).toContain(code);
  });

  test('swapped longitude and latitude are put right, with a warning', async () => {
    const rows = withCell('sites', 6, 'lon', '28.12').map((row, at) =>
      at === 5 ? row.with(5, '113.24') : row,
    );
    const { county, warnings } = await importSites(rows);
    expect(county.sites.find((site) => site.id === 'V1')?.location).toEqual([113.24, 28.12]);
    expect(codesAt(warnings, 6)).toEqual(['swapped_coordinates']);
  });

  test.each([
    ['shared_point', 7, 'lon', '113.24', 'lat', '28.12'],
    ['shared_name', 7, 'name', '松村', 'name', '松村'],
    ['far_from_township', 6, 'lon', '113.70', 'lat', '28.12'],
    ['far_from_county', 6, 'lon', '116.00', 'lat', '28.12'],
    ['urban_community', 6, 'name', '东街社区', 'lat', '28.12'],
    ['pseudo_township', 5, 'name', '山河林业局', 'name', '山河林业局'],
  ])('%s is reported and nothing is dropped', async (code, row, column, value, other, otherValue) => {
    const header = SMALL_COUNTY['sites'][0];
    const rows = withCell('sites', row, column, value).map((cells, at) =>
      at === row - 1 ? cells.with(header.indexOf(other), otherValue) : cells,
    );
    const { county, warnings } = await importSites(rows);
    expect(codesAt(warnings, row)).toContain(code);
    expect(county.sites).toHaveLength(7);
  });

  test('a site outside the boundary is reported', async () => {
    const ring = [
      [112.9, 28.0],
      [113.23, 28.0],
      [113.23, 28.3],
      [112.9, 28.3],
      [112.9, 28.0],
    ];
    const boundary = toFile('boundary.geojson', JSON.stringify({ type: 'Polygon', coordinates: [ring] }));
    const result = await importCounty([...buildSmallFiles(), boundary]);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const outside = result.warnings.filter((warning) => warning.code === 'outside_boundary');
    expect(outside.map((warning) => warning.row)).toEqual([6]);
    expect(result.county.boundary).toHaveLength(5);
  });
});
