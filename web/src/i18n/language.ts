import { en } from './en.ts';
import type { Messages } from './messages.ts';
import { zh } from './zh.ts';

export type Language = 'zh' | 'en';

export const MESSAGES: Readonly<Record<Language, Messages>> = { zh, en };

/** BCP 47 tag for number and date formats, and for the page's `lang`. */
export const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

/**
 * The language of the page: `?lang=` wins, then the first of the browser's languages that the page speaks, then
 * Chinese.
 */
export function chooseLanguage(search: string, browserLanguages: readonly string[]): Language {
  const asked = new URLSearchParams(search).get('lang');
  const spoken = [asked ?? '', ...browserLanguages].map(toLanguage).find((language) => language !== null);
  return spoken ?? 'zh';
}

function toLanguage(tag: string): Language | null {
  const primary = tag.toLowerCase().split('-')[0];
  return primary === 'zh' || primary === 'en' ? primary : null;
}
