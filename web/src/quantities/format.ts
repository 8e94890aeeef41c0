/** Figures as people read them; `locale` is a BCP 47 tag. A figure that does not exist is a dash. */
const NOTHING = '–';

/** Money without decimals, e.g. `¥12,345`. */
export function formatYuan(fen: number, locale: string): string {
  return yuan(fen, locale, 0);
}

/** A small price with three significant decimals at most, e.g. `¥0.86`. */
export function formatPrice(fen: number | null, locale: string): string {
  return fen === null ? NOTHING : yuan(fen, locale, 2);
}

/** Length in kilometres; beside others, `most` is the longest of them and sets the decimals of all. */
export function formatKm(metres: number, locale: string, most = metres): string {
  return `${formatNumber(metres / 1000, locale, most < 100_000 ? 1 : 0)} km`;
}

/** Mass in kilograms; from ten tonnes on in tonnes. Beside others, `most` is the largest and sets the unit of all. */
export function formatKg(kg: number, locale: string, most = kg): string {
  if (most >= 10_000) return `${formatNumber(kg / 1000, locale, 1)} t`;
  return `${formatNumber(kg, locale, kg > 0 && kg < 10 ? 1 : 0)} kg`;
}

export function formatHours(hours: number, locale: string): string {
  return `${formatNumber(hours, locale, 0)} h`;
}

export function formatShare(share: number, locale: string, digits = 1): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

/** Relative change with its sign, e.g. `−12.3%`; a dash where there is no base. */
export function formatChange(from: number | null, to: number | null, locale: string): string {
  if (from === null || to === null || from === 0) return NOTHING;
  return formatSigned(to / from - 1, locale, { style: 'percent', maximumFractionDigits: 1 });
}

/** Difference with its sign, e.g. `+3`; a dash where one side is missing. */
export function formatDifference(from: number | null, to: number | null, locale: string, digits = 0): string {
  if (from === null || to === null) return NOTHING;
  return formatSigned(to - from, locale, { maximumFractionDigits: digits });
}

function formatSigned(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  const format = new Intl.NumberFormat(locale, { ...options, signDisplay: 'exceptZero' });
  return format.format(value).replace('-', '−');
}

export function formatNumber(value: number, locale: string, digits = 0): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

function yuan(fen: number, locale: string, digits: number): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(fen / 100);
}
