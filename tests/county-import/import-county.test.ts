import { describe, expect, test } from 'vitest';
import type { ImportedCounty } from '../../src/county-import/import-county.ts';
import { importCounty } from '../../src/county-import/import-county.ts';
import type { CountyIssue } from '../../src/model/county-issue.ts';
import type { Terrain } from '../network/elevation/write-elevation.ts';
import { writeHgt } from '../network/elevation/write-elevation.ts';
import { SAMPLES } from '../network/osm/bzip2-samples.ts';
import { buildSmallFiles, COUNTY_JSON, SMALL_COUNTY, toCsvText, toFile, withCell } from './small-county.ts';
import { buildWorkbook } from './zip-writer.ts';

const CHINESE_HEADINGS: Readonly<Record<string, string>> = {
  id: '编号',
  name: '名称',
  tier: '层级',
  parent_id: '上级编号',
  lon: '经度',
  lat: '纬度',
  owner_id: '所属企业',
  capacity_kg_per_day: '日处理能力（公斤）',
  dispatch_time: '发车时间',
  kind: '企业类型',
  depot_id: '县级仓',
  handling_class: '作业类别',
  home_site_id: '驻点',
  count: '数量（辆）',
  capacity_kg: '载重（公斤）',
  capacity_m3: '容积（立方米）',
  yuan_per_km: '元/公里',
  carrier_id: '企业编号',
  site_id: '站点编号',
  commodity_id: '货类编号',
  direction: '方向',
  kg_per_week: '公斤/周',
  m3_per_week: '立方米/周',
  parcels_per_week: '件/周',
};
const CHINESE_WORDS: Readonly<Record<string, string>> = {
  county: '县级',
  township: '乡镇',
  village: '村',
  postal: '邮政',
  ambient: '常温',
  down: '下行',
  up: '上行',
};

function getCounty(result: ImportedCounty): Extract<ImportedCounty, { ok: true }> {
  if (!result.ok) throw new Error(JSON.stringify(result.issues, null, 1));
  return result;
}

function getIssues(result: ImportedCounty): readonly CountyIssue[] {
  if (result.ok) throw new Error('the import should have been refused');
  return result.issues;
}

function codesOf(issues: readonly CountyIssue[]): readonly string[] {
  return issues.map((issue) => issue.code);
}

/** The small county's tables with Chinese headings and words. */
function toChinese(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const [header, ...body] = rows;
  return [
    header.map((name) => CHINESE_HEADINGS[name] ?? name),
    ...body.map((row) => row.map((cell) => CHINESE_WORDS[cell] ?? cell)),
  ];
}

describe('a row that does not fit its header', () => {
  const [header, first, ...others] = SMALL_COUNTY.demands;

  test('is refused where an amount with a comma has moved the rest along', async () => {
    const moved = ['post', 'V1', 'parcel', 'down', '1', '200', '5.4', '600'];
    const issues = getIssues(await importCounty(buildSmallFiles({ demands: [header, moved, first] })));
    expect(issues[0]).toMatchObject({ code: 'extra_cells', file: 'demands.csv', row: 2 });
    expect(issues[0].message).toContain('"600"');
  });

  test('is refused also where empty headings make room for it', async () => {
    const wide = [...header, '', ' '];
    const moved = ['post', 'V1', 'parcel', 'down', '1', '200', '5.4', '600', ''];
    const issues = getIssues(await importCounty(buildSmallFiles({ demands: [wide, moved, first] })));
    expect(issues.map(({ code, row }) => [code, row])).toContainEqual(['extra_cells', 2]);
  });

  test('is read where what is too much is blank, or what lacks is at the end', async () => {
    const plain = getCounty(await importCounty(buildSmallFiles()));
    const demands = [header, [...first, '', ' '], ...others];
    const { county } = getCounty(await importCounty(buildSmallFiles({ demands })));
    expect(county).toEqual(plain.county);
  });

  test('is refused with its longest cell, which is not even looked into', async () => {
    const long = withCell('sites', 5, 'name', 'x\u0301\u0323'.repeat(100_000));
    const issues = getIssues(await importCounty(buildSmallFiles({ sites: long })));
    expect(issues[0]).toMatchObject({ code: 'cell_too_long', file: 'sites.csv', row: 5, column: 'name' });
  });
});

test('lines are kept, and it is said that they are not planned with', async () => {
  const given = getCounty(await importCounty(buildSmallFiles()));
  expect(given.county.lines).toHaveLength(1);
  expect(given.warnings).toContainEqual(
    expect.objectContaining({ code: 'lines_not_planned', file: 'lines.csv', row: null }),
  );
  const none = getCounty(await importCounty(buildSmallFiles({ lines: null, line_stops: null })));
  expect(codesOf(none.warnings)).not.toContain('lines_not_planned');
});

describe('what a file leaves out', () => {
  async function listDefaults(change: Parameters<typeof buildSmallFiles>[0]): Promise<readonly string[]> {
    const { warnings } = getCounty(await importCounty(buildSmallFiles(change)));
    const defaults = warnings.filter(({ code }) => code === 'default_used');
    return defaults.map(({ file, column, message }) => `${file} ${column} ${message.split(' rows', 1)[0]}`);
  }

  test('is said once for each column that a default stands in for, with the number of rows', async () => {
    const said = await listDefaults({});
    expect(new Set(said).size).toBe(said.length);
    expect(said).toEqual(
      expect.arrayContaining([
        'vehicle_types.csv shiftStart 2 of 2',
        'vehicle_types.csv shiftEnd 2 of 2',
        'vehicle_types.csv handlingClasses 2 of 2',
        'vehicle_types.csv profile 2 of 2',
        'vehicle_types.csv energy 2 of 2',
        'vehicle_types.csv energyPer100Km 2 of 2',
        'demands.csv windowStart 3 of 3',
        'demands.csv windowEnd 3 of 3',
        'demands.csv visitsPerWeek 3 of 3',
        'sites.csv serviceSeconds 7 of 7',
        'sites.csv fixedFenPerDay 4 of 7',
        'sites.csv handlingFenPerTonne 4 of 7',
        'sites.csv capacityLitresPerDay 4 of 7',
      ]),
    );
  });

  test('is said of single empty cells too', async () => {
    const said = await listDefaults({
      sites: withCell('sites', 4, 'dispatch_time', ''),
      operations: withCell('operations', 2, 'weekdays', ''),
    });
    expect(said).toContain('sites.csv dispatch_time 1 of 7');
    expect(said).toContain('operations.csv weekdays 1 of 1');
  });

  test.each([
    ['vehicle_types', 'count', '1.5'],
    ['demands', 'visits_per_week', '2.5'],
    ['vehicle_types', 'max_trips', '0.5'],
  ])('is not made up from a fraction: %s %s %s', async (table, column, value) => {
    const rows = SMALL_COUNTY[table].map((cells, row) => [...cells, row === 0 ? column : value]);
    const at = SMALL_COUNTY[table][0].indexOf(column);
    const change = at < 0 ? rows : withCell(table, 2, column, value);
    const issues = getIssues(await importCounty(buildSmallFiles({ [table]: change })));
    expect(issues[0]).toMatchObject({ code: 'unreadable_value', file: `${table}.csv`, row: 2, column });
    expect(issues[0].message).toContain('whole number');
  });
});

describe('a small county', () => {
  test('comes through in model units', async () => {
    const { county, roads, warnings } = getCounty(await importCounty(buildSmallFiles()));
    expect(county).toMatchObject({ code: '999777', name: '小样县' });
    expect(county.sites.map((site) => site.id)).toEqual(['W', 'D', 'T1', 'T2', 'V1', 'V2', 'V3']);
    expect(county.sites[2]).toMatchObject({
      tier: 'township',
      parentId: 'W',
      location: [113.2, 28.1],
      canTransship: true,
      dispatchSeconds: 9 * 3_600,
    });
    expect(county.sites[2].terms.capacityGramsPerDay).toBe(5_000_000);
    expect(county.sites[4]).toMatchObject({ canTransship: false });
    expect(county.vehicleTypes[0]).toMatchObject({
      capacityGrams: 800_000,
      capacityLitres: 4_500,
      fenPerKm: 75,
      count: 2,
    });
    expect(county.vehicleTypes[1]).toMatchObject({ ownerId: null, homeSiteId: null, count: null });
    expect(county.demands[0]).toMatchObject({
      gramsPerWeek: 1_200_000,
      litresPerWeek: 5_400,
      parcelsPerWeek: 600,
    });
    expect(county.lines[0].stops.map((stop) => stop.siteId)).toEqual(['D', 'T1']);
    expect(county.operations[0]).toMatchObject({
      weekdays: [1, 2, 3, 4, 5, 6],
      siteIds: ['D', 'V1', 'V2', 'D'],
    });
    expect(roads).toBeNull();
    expect(codesOf(warnings)).toContain('no_roads');
  });

  test('is the same dataset from every encoding, language, delimiter and container', async () => {
    const { datasetHash } = getCounty(await importCounty(buildSmallFiles()));
    const utf16 = (text: string): Uint8Array => Buffer.from(`\uFEFF${text}`, 'utf16le');
    const asUtf16 = Object.entries(SMALL_COUNTY).map(([name, rows]) => ({
      name: `${name}.csv`,
      bytes: utf16(toCsvText(rows, ';')),
    }));
    const json = toFile('county.json', `\uFEFF${COUNTY_JSON}`);
    expect(getCounty(await importCounty([json, ...asUtf16])).datasetHash).toBe(datasetHash);
    const workbook = { name: 'county.xlsx', bytes: buildWorkbook(SMALL_COUNTY) };
    expect(getCounty(await importCounty([json, workbook])).datasetHash).toBe(datasetHash);
  });

  test('reads Chinese headings and words in GB18030', async () => {
    const english = getCounty(await importCounty(buildSmallFiles()));
    const chinese = Object.entries(SMALL_COUNTY).map(([name, rows]) => ({
      name: `${name}.csv`,
      bytes: encodeGb18030(toCsvText(toChinese(rows), '\t')),
    }));
    const result = getCounty(await importCounty([toFile('county.json', COUNTY_JSON), ...chinese]));
    expect(result.county).toEqual(english.county);
  });

  test('any change of content changes the hash', async () => {
    const before = getCounty(await importCounty(buildSmallFiles()));
    const changed = buildSmallFiles({ demands: withCell('demands', 2, 'kg_per_week', '1201') });
    expect(getCounty(await importCounty(changed)).datasetHash).not.toBe(before.datasetHash);
  });
});

describe('numbers and units', () => {
  test.each([
    ['1,200', 1_200_000],
    ['１２００', 1_200_000],
    ['1.2e3', 1_200_000],
  ])('reads %s kilograms', async (cell, grams) => {
    const rows = withCell('demands', 2, 'kg_per_week', `"${cell}"`);
    const { county } = getCounty(await importCounty(buildSmallFiles({ demands: rows })));
    expect(county.demands[0].gramsPerWeek).toBe(grams);
  });

  test('amounts per day are seven times as much per week', async () => {
    const [header, ...rows] = SMALL_COUNTY['demands'];
    const daily = [header.map((name) => name.replace('kg_per_week', 'kg_per_day')), ...rows];
    const { county } = getCounty(await importCounty(buildSmallFiles({ demands: daily })));
    expect(county.demands[0].gramsPerWeek).toBe(7 * 1_200_000);
  });

  test('what is no number is refused at its cell', async () => {
    const files = buildSmallFiles({ demands: withCell('demands', 3, 'kg_per_week', '九十') });
    const issues = getIssues(await importCounty(files));
    expect(issues.find((issue) => issue.severity === 'error')).toMatchObject({
      code: 'unreadable_value',
      file: 'demands.csv',
      row: 3,
      column: 'kg_per_week',
    });
  });
});

describe('faults', () => {
  test('of every table are reported at once, each at its place', async () => {
    const files = buildSmallFiles({
      carriers: withCell('carriers', 2, 'depot_id', 'T1'),
      vehicle_types: withCell('vehicle_types', 2, 'home_site_id', 'nowhere'),
      demands: withCell('demands', 4, 'site_id', 'V9'),
      operations: withCell('operations', 2, 'vehicle_type_id', 'lorry'),
      line_stops: withCell('line_stops', 2, 'arrival', '25 past 6'),
    });
    const errors = getIssues(await importCounty(files)).filter((issue) => issue.severity === 'error');
    const places = errors.map(({ code, file, row, column }) => `${code} ${file}:${row} ${column}`);
    expect(places).toEqual(
      expect.arrayContaining([
        'unfit_depot carriers.csv:2 depot_id',
        'unknown_site vehicle_types.csv:2 home_site_id',
        'unknown_site demands.csv:4 site_id',
        'unknown_vehicle_type operations.csv:2 vehicle_type_id',
        'unreadable_value line_stops.csv:2 arrival',
      ]),
    );
    for (const error of errors) expect(error.remedy).not.toBe('');
  });

  test.each([
    ['missing_column', { sites: SMALL_COUNTY['sites'].map((row) => row.slice(0, 2)) }],
    ['duplicate_site', { sites: withCell('sites', 4, 'id', 'W') }],
    ['parent_not_above', { sites: withCell('sites', 6, 'parent_id', 'V2') }],
    ['mangled_code', { sites: withCell('sites', 6, 'id', '4.21223E+11') }],
    ['unknown_carrier', { carriers: null, sites: withCell('sites', 2, 'owner_id', 'nobody') }],
    ['no_sites', { sites: SMALL_COUNTY['sites'].slice(0, 1) }],
    ['unreadable_value', { carriers: withCell('carriers', 2, 'kind', 'railway') }],
    ['out_of_range', { vehicle_types: withCell('vehicle_types', 2, 'capacity_kg', '-5') }],
    [
      'empty_demand',
      { demands: [SMALL_COUNTY['demands'][0], ['post', 'V1', 'parcel', 'down', '0', '0', '0']] },
    ],
  ])('%s is refused', async (code, change) => {
    const issues = getIssues(await importCounty(buildSmallFiles(change)));
    expect(codesOf(issues.filter((issue) => issue.severity === 'error'))).toContain(code);
  });

  test('stay readable when there are very many', async () => {
    const [header, first] = SMALL_COUNTY['demands'];
    const rows = Array.from({ length: 500 }, () => first.with(1, 'nowhere'));
    const files = buildSmallFiles({ demands: [header, ...rows] });
    const issues = getIssues(await importCounty(files, { limits: { maxIssues: 40 } }));
    const errors = issues.filter((issue) => issue.severity === 'error');
    expect(errors).toHaveLength(41);
    expect(errors.at(-1)).toMatchObject({
      code: 'more_issues',
      message: expect.stringContaining('460 more') as string,
    });
  });

  test('two files for one table are refused', async () => {
    const twice = [...buildSmallFiles(), toFile('站点.csv', toCsvText(SMALL_COUNTY['sites']))];
    expect(codesOf(getIssues(await importCounty(twice)))).toContain('several_files');
  });

  test.each([
    ['no JSON', '{"code":', 'broken_json'],
    ['no object', '[1]', 'bad_value'],
    ['an unknown coordinate system', '{"code":"999777","name":"x","crs":"mars"}', 'bad_value'],
    ['a code that is none', '{"code":"12","name":"x"}', 'bad_county_code'],
    [
      'a rate that is no number',
      '{"code":"999777","name":"x","rates":{"unservedYuanPerKg":"dear"}}',
      'bad_value',
    ],
    ['a boundary that is none', '{"code":"999777","name":"x","boundary":{"type":"Point"}}', 'bad_boundary'],
  ])('county.json with %s is refused', async (_, text, code) => {
    const files = buildSmallFiles().with(0, toFile('county.json', text));
    expect(codesOf(getIssues(await importCounty(files)))).toContain(code);
  });
});

describe('roads', () => {
  const road = (line: readonly (readonly number[])[]): ReturnType<typeof toFile> =>
    toFile(
      'roads.geojson',
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: { class: 'secondary' },
            geometry: { type: 'LineString', coordinates: line },
          },
        ],
      }),
    );

  test('as GeoJSON lines become the road graph', async () => {
    const across = [
      [112.95, 28.1],
      [113.1, 28.1],
      [113.25, 28.25],
    ];
    const result = getCounty(await importCounty([...buildSmallFiles(), road(across)]));
    expect(result.roads?.edgeCount).toBeGreaterThan(0);
    expect(codesOf(result.warnings)).not.toContain('sites_off_map');
  });

  test('of a map that bzip2 packed become the road graph', async () => {
    const map = { name: 'Extract.OSM.bz2', bytes: SAMPLES.map.packed };
    const result = getCounty(await importCounty([...buildSmallFiles(), map]));
    expect(result.roads?.edgeCount).toBe(1);
    const cut = { ...map, bytes: map.bytes.subarray(0, 100) };
    expect(codesOf(getIssues(await importCounty([...buildSmallFiles(), cut])))).toContain('roads_truncated');
  });

  test('of another county are reported', async () => {
    const elsewhere = [
      [100, 30],
      [100.1, 30],
    ];
    const result = getCounty(await importCounty([...buildSmallFiles(), road(elsewhere)]));
    expect(codesOf(result.warnings)).toContain('sites_off_map');
  });

  test('with rules that hold at times only are counted, the first ones named', async () => {
    const map = `<osm version="0.6">
      <node id="1" lat="28.1" lon="113.02"/><node id="2" lat="28.1" lon="113.1"><tag k="barrier" v="gate"/><tag k="hgv:conditional" v="no @ (22:00-06:00)"/></node>
      <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="tertiary"/><tag k="access:conditional" v="no @&#10; (Nov-Apr)"/><tag k="maxspeed:conditional" v="30 @ wet"/><tag k="foot:conditional" v="no @ night"/></way>
      <way id="11"><nd ref="2"/><nd ref="1"/><tag k="highway" v="track"/><tag k="oneway:bus:conditional" v="no @ (Su)"/><tag k="motor_vehicle:forward:conditional" v="destination @ (Mo-Fr)"/></way>
      <way id="12"><nd ref="2"/><nd ref="1"/><tag k="building" v="yes"/><tag k="access:conditional" v="no"/></way>
      <way id="13"><nd ref="2"/><nd ref="1"/><tag k="highway" v="footway"/><tag k="access:conditional" v="no @ wet"/></way>
      <relation id="20"><member type="way" ref="10" role="from"/><tag k="type" v="restriction"/><tag k="restriction:conditional" v="no_u_turn @ (Sa)"/></relation>
    </osm>`;
    const result = getCounty(await importCounty([...buildSmallFiles(), toFile('map.osm', map)]));
    const { message } = result.warnings.find(({ code }) => code === 'conditional_rules') ?? { message: '' };
    expect(message).toContain('has 5 rules');
    expect(message).toContain(
      'node 2: hgv:conditional=no @ (22:00-06:00); way 10: access:conditional=no @ (Nov-Apr)',
    );
    const plain = getCounty(
      await importCounty([...buildSmallFiles(), toFile('map.osm', map.replaceAll(':conditional', ':x'))]),
    );
    expect(codesOf(plain.warnings)).not.toContain('conditional_rules');
    expect(plain.datasetHash).toBe(result.datasetHash);
  });

  describe('with heights', () => {
    const across = [
      [113.02, 28.1],
      [113.1, 28.1],
    ];
    const files = [...buildSmallFiles(), road(across)];
    const tile = (terrain: Terrain) => ({ name: 'N28E113.hgt', bytes: writeHgt(28, 113, terrain) });

    test('have slopes, by which the dataset differs', async () => {
      const level = getCounty(await importCounty([...files, tile(() => 50)]));
      const hills = getCounty(await importCounty([...files, tile((lon) => 6000 * (lon - 113))]));
      const without = getCounty(await importCounty(files));
      expect(level.roads).toEqual({ ...without.roads, attributions: ['Heights: N28E113.hgt'] });
      expect(new Set([level, hills, without].map(({ datasetHash }) => datasetHash)).size).toBe(3);
      const trike = hills.roads?.forwardKmh[2][0] ?? 0;
      expect(trike).toBeLessThan((without.roads?.forwardKmh[2][0] ?? 0) / 2);
      expect(codesOf(hills.warnings)).toEqual(codesOf(without.warnings));
    });

    test('that are missing, or close roads, are told', async () => {
      const cliff = getCounty(
        await importCounty([...files, tile((lon) => Math.min(8000, 30_000 * (lon - 113)))]),
      );
      expect(cliff.warnings.find(({ code }) => code === 'roads_too_steep')?.message).toMatch(/1 for trike/);
      const elsewhere = { name: 'N27E113.hgt', bytes: writeHgt(27, 113, () => 1) };
      const missing = getCounty(await importCounty([...files, elsewhere]));
      expect(missing.warnings.find(({ code }) => code === 'elevation_missing')?.message).toMatch(/100 %/);
      expect(missing.roads).toEqual(getCounty(await importCounty(files)).roads);
      const both = getCounty(await importCounty([...files, elsewhere, tile(() => 50)]));
      expect(both.roads?.attributions).toEqual(['Heights: N28E113.hgt']);
      const noRoads = getCounty(await importCounty([...buildSmallFiles(), elsewhere]));
      expect(codesOf(noRoads.warnings)).toContain('elevation_without_roads');
    });

    test('that cannot be read refuse the import', async () => {
      const cut = { name: 'N28E113.hgt', bytes: new Uint8Array(100) };
      const grid = toFile('heights.asc', 'ncols 3');
      const issues = getIssues(await importCounty([...files, cut, grid]));
      const errors = issues.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ code, file }) => [code, file])).toEqual([
        ['elevation_unreadable', 'N28E113.hgt'],
        ['elevation_unreadable', 'heights.asc'],
      ]);
    });
  });

  test.each([
    ['roads.osm', '<osm><node', 'roads_truncated'],
    ['roads.osm.pbf', 'no protobuf', 'roads_unreadable'],
    ['roads.geojson', '{"type":"FeatureCollection","features":[]}', 'roads_empty'],
  ])('that cannot be read refuse the import (%s)', async (name, text, code) => {
    const issues = getIssues(await importCounty([...buildSmallFiles(), toFile(name, text)]));
    expect(issues.find((issue) => issue.severity === 'error')?.code).toMatch(/^roads_/);
    expect(codesOf(issues)).toContain(code);
  });
});

describe('what is left out', () => {
  test('has a default and a warning each', async () => {
    const files = [toFile('sites.csv', toCsvText(SMALL_COUNTY['sites'].filter((row) => row[0] !== 'D')))];
    const { county, warnings } = getCounty(await importCounty(files));
    expect(codesOf(warnings)).toEqual(
      expect.arrayContaining([
        'crs_assumed',
        'code_assumed',
        'default_carriers',
        'default_commodities',
        'default_vehicle_types',
        'default_demand',
        'no_operations',
        'no_roads',
      ]),
    );
    expect(new Set(county.carriers.map((carrier) => carrier.kind)).size).toBe(5);
    const served = new Set(county.demands.map((demand) => demand.siteId));
    for (const id of ['V1', 'V2', 'V3']) expect(served).toContain(id);
    expect(county.demands.every((demand) => demand.provenance.kind === 'assumption')).toBe(true);
  });

  test('puts the carriers made up into the county warehouse, whose room only the files limit', async () => {
    const rows = SMALL_COUNTY['sites'].filter((row) => row[0] !== 'D');
    const { county } = getCounty(await importCounty([toFile('sites.csv', toCsvText(rows))]));
    const yards = county.sites.filter(({ tier }) => tier === 'county');
    expect(yards.map(({ id }) => id)).toEqual(['W']);
    expect(new Set(county.carriers.map(({ depotId }) => depotId))).toEqual(new Set(['W']));
    const at = rows[0].indexOf('capacity_kg_per_day');
    expect(yards[0].terms.capacityGramsPerDay).toBe(Number(rows[1][at]) * 1000 || null);
    const without = rows.map((row) => row.filter((_, column) => column !== at));
    const free = getCounty(await importCounty([toFile('sites.csv', toCsvText(without))])).county;
    expect(free.sites.find(({ id }) => id === 'W')?.terms).toMatchObject({
      capacityGramsPerDay: null,
      capacityLitresPerDay: null,
    });
  });

  test('does not change the demand made up elsewhere', async () => {
    const rows = SMALL_COUNTY['sites'].filter((row) => row[0] !== 'D');
    const all = getCounty(await importCounty([toFile('sites.csv', toCsvText(rows))])).county;
    const fewer = rows.filter((row) => row[0] !== 'V2');
    const rest = getCounty(await importCounty([toFile('sites.csv', toCsvText(fewer))])).county;
    expect(rest.demands).toEqual(all.demands.filter((demand) => demand.siteId !== 'V2'));
  });

  test('a warehouse is assumed at the most central township', async () => {
    const rows = SMALL_COUNTY['sites']
      .filter((row) => row[2] !== 'county')
      .map((row) => row.with(3, row[2] === 'township' ? '' : row[3]));
    const { county, warnings } = getCounty(await importCounty([toFile('sites.csv', toCsvText(rows))]));
    expect(codesOf(warnings)).toContain('default_warehouse');
    const warehouse = county.sites.find((site) => site.tier === 'county' && site.ownerId === null);
    expect(
      county.sites.filter((site) => site.tier === 'township').map((site) => site.location),
    ).toContainEqual(warehouse?.location);
  });
});

/** GB18030 by inverting the decoder over the characters in use: Node writes no GB18030. */
function encodeGb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  const bytes = Array.from(text).flatMap((character) => {
    if (character < '\u0080') return [character.charCodeAt(0)];
    const code = codes.get(character);
    if (code === undefined) throw new Error(`no GB18030 code for ${character}`);
    return code;
  });
  return Uint8Array.from(bytes);
}
