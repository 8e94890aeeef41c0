import type { Comparison } from '../model/comparison.ts';
import type { CostBreakdown } from '../model/cost.ts';
import type { MetricsSlice } from '../model/metrics.ts';
import type { Plan, Rung } from '../model/plan.ts';
import type { Column, CsvOptions } from './csv.ts';
import { toCsv } from './csv.ts';

/** One figure in long form: tools can filter and pivot it. */
export interface FigureRecord {
  readonly rung: string;
  /** `all`, or what the figure is cut by: `echelon`, `carrier`, `direction`, `cost` or `gain`. */
  readonly slice: string;
  /** Value of the slice, e.g. `trunk`; null for `all`. */
  readonly member: string | null;
  readonly figure: string;
  readonly value: number | boolean | null;
}

const FIGURE_COLUMNS: readonly Column<FigureRecord>[] = [
  { key: 'rung', zh: '方案层' },
  { key: 'slice', zh: '切分' },
  { key: 'member', zh: '切分值' },
  { key: 'figure', zh: '指标' },
  { key: 'value', zh: '数值' },
];

/** Figures of every rung: totals, by echelon, carrier and direction, and the parts of the cost. */
export function listFigureRecords(plan: Plan): readonly FigureRecord[] {
  return plan.rungs.flatMap(listRungFigures);
}

export function toMetricsCsv(plan: Plan, options: CsvOptions = {}): string {
  return toCsv(FIGURE_COLUMNS, listFigureRecords(plan), options);
}

/** The ladder in long form: every figure of every rung, then the gains. */
export function toComparisonCsv(comparison: Comparison, options: CsvOptions = {}): string {
  const rungs = comparison.rungs.flatMap(({ name, ...figures }) => toFigures(name, 'all', null, figures));
  const gains = comparison.gains.flatMap(
    ({ name, from, to, comparable = true, reason: _reason, ...figures }) =>
      toFigures(`${from}->${to}`, 'gain', name, { ...figures, comparable }),
  );
  const alone = comparison.aloneByCarrier.flatMap(({ carrierId, ...figures }) =>
    toFigures('alone', 'carrier', carrierId, figures),
  );
  return toCsv(FIGURE_COLUMNS, [...rungs, ...gains, ...alone], options);
}

function listRungFigures({ name, metrics, cost }: Rung): readonly FigureRecord[] {
  const { byEchelon, byCarrier, byDirection, ...totals } = metrics;
  return [
    ...toFigures(name, 'all', null, totals),
    ...Object.entries(byEchelon).flatMap(([member, slice]) => toSlice(name, 'echelon', member, slice)),
    ...byCarrier.flatMap(({ carrierId, ...slice }) => toSlice(name, 'carrier', carrierId, slice)),
    ...Object.entries(byDirection).flatMap(([member, slice]) => toSlice(name, 'direction', member, slice)),
    ...toCostParts(name, cost),
  ];
}

function toSlice(rung: string, slice: string, member: string, figures: MetricsSlice): FigureRecord[] {
  return toFigures(rung, slice, member, { ...figures });
}

function toCostParts(rung: string, cost: CostBreakdown): FigureRecord[] {
  return toFigures(rung, 'cost', null, { ...cost });
}

function toFigures(
  rung: string,
  slice: string,
  member: string | null,
  figures: Readonly<Record<string, number | boolean | null>>,
): FigureRecord[] {
  return Object.entries(figures).map(([figure, value]) => ({ rung, slice, member, figure, value }));
}
