import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { importCounty } from '../../src/county-import/import-county.ts';
import type { BuiltCounty } from '../../src/model/build-county.ts';
import { buildCounty } from '../../src/model/build-county.ts';
import type { County } from '../../src/model/county.ts';
import type { CountyDraft, DraftRow } from '../../src/model/county-draft.ts';
import { buildSmallFiles } from '../county-import/small-county.ts';

function toRows<T>(file: string, values: readonly T[]): readonly DraftRow<T>[] {
  return values.map((value, at) => ({ value, origin: { file, row: at + 2 } }));
}

/** The draft that a valid county would come from. */
function toDraft(county: County): CountyDraft {
  return {
    ...county,
    origin: { file: 'county.json', row: null },
    sites: toRows('sites.csv', county.sites),
    carriers: toRows('carriers.csv', county.carriers),
    commodities: toRows('commodities.csv', county.commodities),
    vehicleTypes: toRows('vehicle_types.csv', county.vehicleTypes),
    demands: toRows('demands.csv', county.demands),
    lines: toRows('lines.csv', county.lines),
    lineStops: county.lines.flatMap((line) =>
      toRows(
        'line_stops.csv',
        line.stops.map((stop) => Object.assign({ lineId: line.id }, stop)),
      ),
    ),
    operations: toRows('operations.csv', county.operations),
  };
}

type RowsName =
  | 'sites'
  | 'carriers'
  | 'commodities'
  | 'vehicleTypes'
  | 'demands'
  | 'lines'
  | 'lineStops'
  | 'operations';

/** The draft with one field of one row replaced. */
function withField(
  draft: CountyDraft,
  table: RowsName,
  at: number,
  field: string,
  value: unknown,
): CountyDraft {
  const rows: readonly DraftRow<object>[] = draft[table];
  const row = rows[at];
  const changed = { ...row, value: Object.assign({}, row.value, { [field]: value }) };
  return { ...draft, [table]: rows.map((other, index) => (index === at ? changed : other)) };
}

describe('buildCounty', () => {
  let county: County;
  let draft: CountyDraft;

  beforeAll(async () => {
    const result = await importCounty(buildSmallFiles());
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    ({ county } = result);
    draft = toDraft(county);
  });

  test('lets a valid draft through unchanged', () => {
    expect(buildCounty(draft)).toEqual({ county, issues: [] });
  });

  test.each<[string, RowsName, number, string, unknown]>([
    ['missing_value', 'sites', 0, 'name', ' '],
    ['unknown_choice', 'sites', 0, 'tier', 'province'],
    ['unknown_site', 'sites', 4, 'parentId', 'nowhere'],
    ['parent_not_above', 'sites', 4, 'parentId', 'V2'],
    ['out_of_range', 'sites', 4, 'location', [200, 28]],
    ['out_of_range', 'sites', 4, 'location', [113, Number.NaN]],
    ['unknown_carrier', 'sites', 4, 'ownerId', 'nobody'],
    ['village_cannot_transship', 'sites', 4, 'canTransship', true],
    ['out_of_range', 'sites', 4, 'dispatchSeconds', -1],
    ['duplicate_site', 'sites', 4, 'id', 'W'],
    ['unfit_depot', 'carriers', 0, 'depotId', 'V1'],
    ['depot_without_coordinates', 'sites', 1, 'location', null],
    ['unknown_choice', 'commodities', 0, 'handlingClass', 'explosive'],
    ['unknown_choice', 'vehicleTypes', 0, 'profile', 'boat'],
    ['missing_value', 'vehicleTypes', 0, 'count', null],
    ['missing_value', 'vehicleTypes', 0, 'handlingClasses', []],
    ['shift_ends_before_start', 'vehicleTypes', 0, 'shiftEnd', 60],
    ['shift_above_a_day', 'vehicleTypes', 0, 'shiftEnd', 172_000],
    ['out_of_range', 'vehicleTypes', 0, 'fenPerKm', 0.5],
    ['out_of_range', 'vehicleTypes', 0, 'capacityGrams', 0],
    ['demand_at_county_tier', 'demands', 0, 'siteId', 'W'],
    ['unknown_commodity', 'demands', 0, 'commodityId', 'gold'],
    ['out_of_range', 'demands', 0, 'visitsPerWeek', 8],
    ['window_ends_before_start', 'demands', 0, 'window', { earliest: 3_600, latest: 60 }],
    ['duplicate_demand', 'demands', 1, 'id', 'V1/post/parcel/down'],
    ['bad_weekdays', 'lines', 0, 'weekdays', [1, 1]],
    ['unknown_line', 'lineStops', 0, 'lineId', 'L9'],
    ['stops_out_of_order', 'lineStops', 1, 'arrival', 0],
    ['too_few_stops', 'operations', 0, 'siteIds', ['D']],
    ['bad_weekdays', 'operations', 0, 'weekdays', []],
  ])('reports %s in %s', (code, table, at, field, value) => {
    const { county: built, issues } = buildCounty(withField(draft, table, at, field, value));
    expect(built).toBeNull();
    expect(issues.map((issue) => issue.code)).toContain(code);
    for (const issue of issues)
      expect(issue).toMatchObject({ severity: 'error', file: expect.any(String) as string });
  });

  test('refuses feeder hours that go on when vehicles already load on the next day', () => {
    const earliest = Math.min(...county.vehicleTypes.map(({ shiftStart }) => shiftStart));
    const withEnd = (feederEnd: number): BuiltCounty =>
      buildCounty({ ...draft, rates: { ...draft.rates, feederEnd } });
    expect(withEnd(86_400 + earliest).issues).toEqual([]);
    expect(withEnd(86_400 + earliest + 1)).toMatchObject({
      county: null,
      issues: [{ code: 'feeder_past_loading', column: 'feederEnd' }],
    });
  });

  test.each([
    ['bad_county_code', { code: '4212' }],
    ['missing_value', { name: '' }],
    ['no_county_site', { sites: [] }],
    ['bad_boundary', { boundary: [[113, 28] as const] }],
  ])('reports %s of the whole county', (code, change) => {
    const { county: built, issues } = buildCounty({ ...draft, ...change });
    expect(built).toBeNull();
    expect(issues.map((issue) => issue.code)).toContain(code);
  });

  test("a vehicle at home with another carrier, or run by one, is another's", () => {
    const carriers = toRows('carriers.csv', [
      ...county.carriers,
      { id: 'rival', name: '对手', kind: 'express', depotId: 'W' } as const,
    ]);
    const moved = withField(
      withField({ ...draft, carriers }, 'vehicleTypes', 0, 'ownerId', 'rival'),
      'sites',
      0,
      'name',
      '仓',
    );
    const codes = buildCounty(moved).issues.map((issue) => issue.code);
    expect(codes).toEqual(expect.arrayContaining(['home_of_another_carrier', 'vehicle_of_another_carrier']));
  });

  test('finds every reference that any number of random renamings leave dangling', () => {
    const place = fc.record({
      table: fc.constantFrom<[RowsName, string]>(
        ['sites', 'parentId'],
        ['carriers', 'depotId'],
        ['vehicleTypes', 'ownerId'],
        ['demands', 'siteId'],
        ['demands', 'carrierId'],
        ['demands', 'commodityId'],
        ['operations', 'carrierId'],
        ['lines', 'ownerId'],
        ['lineStops', 'siteId'],
      ),
      row: fc.nat(),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(place, {
          minLength: 1,
          maxLength: 6,
          selector: ({ table, row }) => `${table[0]}${table[1]}${row % draft[table[0]].length}`,
        }),
        (places) => {
          let broken = draft;
          for (const { table, row } of places) {
            broken = withField(broken, table[0], row % draft[table[0]].length, table[1], 'dangling');
          }
          const dangling = buildCounty(broken).issues.filter(
            (issue) => issue.message.includes('"dangling"') && issue.code.startsWith('unknown_'),
          );
          expect(dangling).toHaveLength(places.length);
        },
      ),
    );
  });
});
