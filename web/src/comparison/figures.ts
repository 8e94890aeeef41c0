import type { Comparison } from '../../../src/model/comparison.ts';
import type { MessageKey } from '../i18n/messages.ts';
import {
  formatHours,
  formatKg,
  formatKm,
  formatNumber,
  formatPrice,
  formatShare,
  formatYuan,
} from '../quantities/format.ts';

export type ComparedRung = Comparison['rungs'][number];

/** A row of the before/after table. */
export interface Figure {
  readonly title: MessageKey;
  readonly value: (rung: ComparedRung) => number | null;
  /** One value of the row, in the unit that fits the largest of them. */
  readonly format: (value: number, locale: string, most: number) => string;
  /** How the change from one rung to another is told: as a ratio, or as a difference of shares or of counts. */
  readonly change: ChangeKind;
}

export type ChangeKind = 'relative' | 'points' | 'count';

export const FIGURES: readonly Figure[] = [
  row('comparison.operating', (rung) => rung.operatingFen, formatYuan),
  row('comparison.unservedPrice', (rung) => rung.unservedFen, formatYuan),
  row('comparison.total', (rung) => rung.totalFen, formatYuan),
  row('comparison.distance', (rung) => rung.metresPerWeek, formatKm),
  row('comparison.perParcel', (rung) => rung.operatingFenPerParcel, formatPrice),
  row('comparison.perKg', (rung) => rung.operatingFenPerKg, formatPrice),
  row('comparison.vehicles', (rung) => rung.vehicles, formatWhole, 'count'),
  row('comparison.vehicleDays', (rung) => rung.vehicleDaysPerWeek, formatWhole),
  row('comparison.driverHours', (rung) => rung.driverHoursPerWeek, formatHours),
  row('comparison.load', (rung) => rung.loadFactorByMass, formatPoints, 'points'),
  row('comparison.co2e', (rung) => rung.co2eKgPerWeek, formatKg),
  row('comparison.coverage', (rung) => rung.villageCoverage, formatPoints, 'points'),
  row('comparison.unserved', (rung) => rung.unservedDemands, formatWhole, 'count'),
];

function formatWhole(value: number, locale: string): string {
  return formatNumber(value, locale);
}

function formatPoints(value: number, locale: string): string {
  return formatShare(value, locale);
}

function row(
  title: MessageKey,
  value: Figure['value'],
  format: Figure['format'],
  change: ChangeKind = 'relative',
): Figure {
  return { title, value, format, change };
}
