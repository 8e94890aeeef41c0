import type { Fen, Share } from '../model/units.ts';

const ABSENT = '-';

/** Fen as yuan with thousands separators; a dash where there is no figure. */
export function formatYuan(fen: Fen | null, digits = 0): string {
  return fen === null ? ABSENT : formatNumber(fen / 100, digits);
}

/** Whole number with thousands separators. */
export function formatCount(value: number): string {
  return formatNumber(value, 0);
}

/** Share as a percentage with one decimal. */
export function formatPercent(share: Share): string {
  return `${formatNumber(share * 100, 1)}%`;
}

/** Written out rather than left to a locale, so that equal input gives equal text everywhere. */
function formatNumber(value: number, digits: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && Number(text.replaceAll(',', '')) !== 0 ? `-${text}` : text;
}
