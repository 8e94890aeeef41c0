import { type SecondsOfDay, type Weekday, WEEKDAYS } from '../model/units.ts';

/** Longest text of a number, a time or a list of weekdays, so that matching stays short whatever a file holds. */
const MAX_VALUE_LENGTH = 64;
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const CHINESE_DAYS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  日: 7,
  天: 7,
};
const YES = new Set(['1', 'true', 'yes', 'y', '是', '可', '√']);
const NO = new Set(['0', 'false', 'no', 'n', '否', '不可', '×', '']);

/** Full-width digits, letters and signs as their plain forms (Unicode NFKC), trimmed, zero-width marks removed. */
export function toPlainText(cell: string): string {
  return cell
    .normalize('NFKC')
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .trim();
}

/** A number with optional thousands commas (`12,500`) or full-width digits; null when it is none. */
export function toNumber(cell: string): number | null {
  const text = toPlainText(cell);
  if (text.length > MAX_VALUE_LENGTH) return null;
  if (!THOUSANDS.test(text) && !DECIMAL.test(text)) return null;
  const value = Number(text.replaceAll(',', ''));
  return Object.is(value, -0) ? 0 : value;
}

/** `HH:MM` or `HH:MM:SS` as seconds; hours may exceed 23 for times after midnight, up to 47. */
export function toSecondsOfDay(cell: string): SecondsOfDay | null {
  const text = toPlainText(cell);
  const match = text.length > MAX_VALUE_LENGTH ? null : CLOCK.exec(text);
  if (match === null) return null;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 47 || minutes > 59 || seconds > 59) return null;
  return hours * 3_600 + minutes * 60 + seconds;
}

/** Days as `1-6`, `1,3,5`, `135`, `周一至周六`, `一三五` or `每天`; null when it is none of these. */
export function toWeekdays(cell: string): readonly Weekday[] | null {
  const text = toPlainText(cell).toLowerCase();
  if (text.length > MAX_VALUE_LENGTH) return null;
  if (text === '每天' || text === '每日' || text === 'daily') return WEEKDAYS;
  const digits = text
    .replaceAll(/周|星期|礼拜/g, '')
    .replaceAll(/[一二三四五六日天]/g, (day) => String(CHINESE_DAYS[day]))
    .replaceAll(/至|到|~|–|—/g, '-')
    .replaceAll(/[\s,;、|/]+/g, '');
  if (!/^[1-7](-?[1-7])*$/.test(digits)) return null;
  const chosen = new Set<number>();
  for (const [, from, to] of digits.matchAll(/([1-7])(?:-([1-7]))?/g)) {
    if (Number(to ?? from) < Number(from)) return null;
    for (let day = Number(from); day <= Number(to ?? from); day += 1) chosen.add(day);
  }
  return WEEKDAYS.filter((day) => chosen.has(day));
}

/** Yes or no in English, Chinese or as 1 and 0; empty is no; null when it is neither. */
export function toYesNo(cell: string): boolean | null {
  const text = toPlainText(cell).toLowerCase();
  if (YES.has(text)) return true;
  return NO.has(text) ? false : null;
}

/** Several ids or words in one cell, separated by blanks, `|`, `;`, `、`, `>` or commas. */
export function toList(cell: string): readonly string[] {
  return toPlainText(cell)
    .split(/[\s|;、>,→]+/)
    .filter((part) => part !== '');
}
