import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toComparisonTable } from '../../src/report/comparison-table.ts';
import { toCsv } from '../../src/report/csv.ts';
import { toComparisonCsv, toMetricsCsv } from '../../src/report/metrics-table.ts';
import { toRoutesCsv, toStopsCsv, toUnservedCsv } from '../../src/report/plan-tables.ts';
import { countCells } from '../../src/report/text-table.ts';
import { smallCounty, smallPlan } from '../geojson/small-plan.ts';

function parseRows(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true, bom: true });
}

describe('comparison table', () => {
  test.each(['en', 'zh'] as const)('lines up in terminal cells: %s', (language) => {
    const table = toComparisonTable(smallPlan.comparison, smallCounty.carriers, {
      language,
      estimated: true,
    });
    const ladder = table.split('\n\n')[0].split('\n');
    expect(new Set(ladder.map(countCells)).size).toBe(1);
  });

  test('groups thousands and says which saving is none', () => {
    const table = toComparisonTable(smallPlan.comparison, smallCounty.carriers);
    expect(table).toContain('1,234,568');
    expect(table).toContain(
      'Pooling gain (Planned alone -> Pooled): 10,000 (12.3%; over seeds 9,000 .. 11,000)',
    );
    expect(table).toContain('Planning gain (As operated -> Planned alone): no significant saving');
    expect(table).toMatch(/邮政 +50,000/);
  });

  test('keeps the price of unserved goods apart from what operating costs', () => {
    const table = toComparisonTable(smallPlan.comparison, []);
    expect(table).toMatch(/^Operating cost, yuan a week +1,234,463 +730$/m);
    expect(table).toMatch(/^Unserved goods at posted price, yuan a week +105 +105$/m);
    expect(table).toMatch(/^Total, yuan a week +1,234,568 +835$/m);
    expect(table).toMatch(/^Operating cost per parcel served, yuan .* 17\.39$/m);
  });

  test('says where distances are estimated, and only there', () => {
    const options = { estimated: true, language: 'zh' } as const;
    expect(toComparisonTable(smallPlan.comparison, [], options)).toMatch(/^行驶里程（公里\/周）（估算）/m);
    expect(toComparisonTable(smallPlan.comparison, [], { estimated: true })).toContain('detour factor');
    expect(toComparisonTable(smallPlan.comparison, [])).not.toMatch(/estimated/i);
  });

  test('opens with the reason where the rungs cannot be compared', () => {
    const comparison = { ...smallPlan.comparison, comparable: false, reason: 'two villages differ' };
    expect(toComparisonTable(comparison, []).split('\n')[0]).toBe('Not comparable: two villages differ');
  });

  test('counts Chinese as two cells and accents as none', () => {
    expect(countCells('村达 A（元）')).toBe(12);
    expect(countCells('e\u0301')).toBe(1);
  });
});

describe('CSV', () => {
  const columns = [
    { key: 'text', zh: '文' },
    { key: 'figure', zh: '数' },
  ] as const;

  test('reads back as written by an independent reader, formulas disarmed', () => {
    const row = fc.record({ text: fc.string({ unit: 'grapheme' }), figure: fc.integer() });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const read = parse(toCsv(columns, rows), { columns: true, relaxColumnCount: false });
        expect(read).toEqual(
          rows.map(({ text, figure }) => ({
            text: /^[=+\-@\t\r]/.test(text) ? `'${text}` : text,
            figure: String(figure),
          })),
        );
      }),
    );
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('disarms %j', (text) => {
    const [row] = parseRows(toCsv(columns, [{ text, figure: -5 }]));
    expect(row).toEqual({ text: `'${text}`, figure: '-5' });
  });

  test('begins with a byte order mark and Chinese headings on demand only', () => {
    expect(toRoutesCsv(smallCounty, smallPlan, 'pooled').startsWith('id,routeId,')).toBe(true);
    const excel = toRoutesCsv(smallCounty, smallPlan, 'pooled', {}, { byteOrderMark: true, language: 'zh' });
    expect(excel.startsWith('\uFEFF趟次编号,路线编号,')).toBe(true);
  });

  test('holds one line per trip, stop and unserved demand', () => {
    const trips = parseRows(toRoutesCsv(smallCounty, smallPlan, 'pooled'));
    const stops = parseRows(toStopsCsv(smallCounty, smallPlan, 'pooled', { carrierId: 'post' }));
    const unserved = parseRows(toUnservedCsv(smallCounty, smallPlan, 'pooled'));
    expect(trips.map((trip) => [trip.id, trip.weekdays, trip.kgDown])).toEqual([
      ['t1', '2,5', '21'],
      ['t2', '2,5', '21'],
      ['t3', '2,5', '0'],
    ]);
    expect(stops.map((stop) => stop.siteId)).toEqual(['S', 'V1']);
    expect(unserved).toMatchObject([
      { demandId: 'd4', code: 'no_coordinates', figures: 'gramsPerWeek=21000' },
    ]);
  });

  test('gives every figure of every rung, the parts of the cost summing to its total', () => {
    const figures = parseRows(toMetricsCsv(smallPlan));
    const cost = figures.filter((row) => row.rung === 'pooled' && row.slice === 'cost');
    const total = Number(cost.find((row) => row.figure === 'totalFen')?.value);
    const parts = cost.filter((row) => row.figure !== 'totalFen').map((row) => Number(row.value));
    expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
    expect(figures.find((row) => row.slice === 'echelon' && row.member === 'trunk')?.rung).toBe('alone');
  });

  test('gives the ladder, the gains and what each carrier pays alone', () => {
    const rows = parseRows(toComparisonCsv(smallPlan.comparison));
    expect(rows).toContainEqual({
      rung: 'alone->pooled',
      slice: 'gain',
      member: 'pooling_gain',
      figure: 'savingFen',
      value: '1000000',
    });
    expect(rows).toContainEqual({
      rung: 'pooled',
      slice: 'all',
      member: '',
      figure: 'unservedFen',
      value: '10500',
    });
    expect(rows).toContainEqual({
      rung: 'alone',
      slice: 'carrier',
      member: 'coop',
      figure: 'totalFen',
      value: '6000000',
    });
  });
});
