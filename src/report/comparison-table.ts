import type { Carrier } from '../model/carrier.ts';
import type { Comparison, Gain } from '../model/comparison.ts';
import type { RungName } from '../model/plan.ts';
import type { ReportLanguage } from './csv.ts';
import { formatCount, formatPercent, formatYuan } from './number-format.ts';
import { toTextTable } from './text-table.ts';

type RungFigures = Comparison['rungs'][number];

const RUNG_TITLES: Readonly<Record<RungName, Readonly<Record<ReportLanguage, string>>>> = {
  as_operated: { en: 'As operated', zh: '现状运营' },
  alone: { en: 'Planned alone', zh: '各自优化' },
  pooled: { en: 'Pooled', zh: '共同配送' },
};

const GAIN_TITLES: Readonly<Record<Gain['name'], Readonly<Record<ReportLanguage, string>>>> = {
  planning_gain: { en: 'Planning gain', zh: '优化节约' },
  pooling_gain: { en: 'Pooling gain', zh: '共配节约' },
  both: { en: 'Both together', zh: '合计节约' },
};

interface FigureRow {
  readonly en: string;
  readonly zh: string;
  readonly format: (rung: RungFigures) => string;
  /** Rests on distances or driving times, which may be estimated. */
  readonly isTravelled?: boolean;
}

const FIGURES: readonly FigureRow[] = [
  {
    en: 'Operating cost, yuan a week',
    zh: '运营成本（元/周）',
    format: (rung) => formatYuan(rung.operatingFen),
  },
  {
    en: 'Unserved goods at posted price, yuan a week',
    zh: '未服务货量计价（元/周）',
    format: (rung) => formatYuan(rung.unservedFen),
  },
  { en: 'Total, yuan a week', zh: '合计（元/周）', format: (rung) => formatYuan(rung.totalFen) },
  {
    en: 'Operating cost per parcel served, yuan',
    zh: '单件运营成本（元）',
    format: (rung) => formatYuan(rung.operatingFenPerParcel, 2),
  },
  {
    en: 'Operating cost per kg served, yuan',
    zh: '每公斤运营成本（元）',
    format: (rung) => formatYuan(rung.operatingFenPerKg, 3),
  },
  {
    en: 'Vehicle-km a week',
    zh: '行驶里程（公里/周）',
    isTravelled: true,
    format: (rung) => formatCount(rung.metresPerWeek / 1000),
  },
  {
    en: 'Vehicle days a week',
    zh: '车辆日（车·天/周）',
    format: (rung) => formatCount(rung.vehicleDaysPerWeek),
  },
  { en: 'Vehicles', zh: '车辆数', format: (rung) => formatCount(rung.vehicles) },
  {
    en: 'Driver hours a week',
    zh: '驾驶员工时（小时/周）',
    isTravelled: true,
    format: (rung) => formatCount(rung.driverHoursPerWeek),
  },
  {
    en: 'Load factor by weight',
    zh: '装载率（重量）',
    format: (rung) => formatPercent(rung.loadFactorByMass),
  },
  { en: 'CO2e, kg a week', zh: '碳排放（kgCO2e/周）', format: (rung) => formatCount(rung.co2eKgPerWeek) },
  { en: 'Villages served', zh: '村级覆盖率', format: (rung) => formatPercent(rung.villageCoverage) },
  { en: 'Demands unserved', zh: '未服务货量（条）', format: (rung) => formatCount(rung.unservedDemands) },
];

const TEXT = {
  en: {
    figure: 'Figure',
    alone: 'Alone, yuan a week',
    carrier: 'Carrier',
    notSignificant: 'no significant saving',
    over: 'over seeds',
    incomparable: 'Not comparable',
    differs: 'not comparable',
    estimated: ' (estimated)',
    estimatedNote:
      'Estimated: distances and times are straight lines times a detour factor; the county has no road data.',
  },
  zh: {
    figure: '指标',
    alone: '单独成本（元/周）',
    carrier: '承运企业',
    notSignificant: '无显著节约',
    over: '各种子区间',
    incomparable: '不可比',
    differs: '不可比',
    estimated: '（估算）',
    estimatedNote: '估算：该县没有道路数据，里程与时间按直线距离乘绕行系数估算。',
  },
} as const;

export interface ComparisonTableOptions {
  readonly language?: ReportLanguage;
  /** Distances are straight lines times a detour factor: the table says so. */
  readonly estimated?: boolean;
}

/**
 * The ladder as plain text: one column per rung, the gains with their spread over the seeds, and what each carrier
 * pays alone. A gain within the noise reads "no significant saving", one between unlike services "not comparable".
 */
export function toComparisonTable(
  comparison: Comparison,
  carriers: readonly Carrier[],
  { language = 'en', estimated = false }: ComparisonTableOptions = {},
): string {
  const sections = [
    toLadder(comparison, language, estimated),
    estimated ? TEXT[language].estimatedNote : '',
    comparison.gains.map((gain) => toGainLine(gain, language)).join('\n'),
    toAloneTable(comparison, carriers, language),
  ];
  if (!comparison.comparable) sections.unshift(`${TEXT[language].incomparable}: ${comparison.reason ?? ''}`);
  return sections.filter((section) => section !== '').join('\n\n');
}

function toLadder(comparison: Comparison, language: ReportLanguage, estimated: boolean): string {
  const heading = [
    TEXT[language].figure,
    ...comparison.rungs.map((rung) => RUNG_TITLES[rung.name][language]),
  ];
  const rows = FIGURES.map((figure) => {
    const mark = estimated && figure.isTravelled === true ? TEXT[language].estimated : '';
    return [figure[language] + mark].concat(comparison.rungs.map(figure.format));
  });
  return toTextTable(heading, rows, ['left', ...comparison.rungs.map(() => 'right' as const)]);
}

function toGainLine(gain: Gain, language: ReportLanguage): string {
  const { notSignificant, over, differs } = TEXT[language];
  const title = `${GAIN_TITLES[gain.name][language]} (${RUNG_TITLES[gain.from][language]} -> ${RUNG_TITLES[gain.to][language]})`;
  const spread = `${over} ${formatYuan(gain.lowFen)} .. ${formatYuan(gain.highFen)}`;
  if (gain.comparable === false) return `${title}: ${differs}`;
  if (!gain.significant) return `${title}: ${notSignificant} (${spread})`;
  return `${title}: ${formatYuan(gain.savingFen)} (${formatPercent(gain.savingShare)}; ${spread})`;
}

function toAloneTable(
  comparison: Comparison,
  carriers: readonly Carrier[],
  language: ReportLanguage,
): string {
  if (comparison.aloneByCarrier.length === 0) return '';
  const names = new Map(carriers.map((carrier) => [carrier.id, carrier.name]));
  const rows = comparison.aloneByCarrier.map(({ carrierId, totalFen }) => [
    names.get(carrierId) ?? carrierId,
    formatYuan(totalFen),
  ]);
  return toTextTable([TEXT[language].carrier, TEXT[language].alone], rows, ['left', 'right']);
}
