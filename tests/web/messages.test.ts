import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { en } from '../../web/src/i18n/en.ts';
import { chooseLanguage } from '../../web/src/i18n/language.ts';
import { fillIn } from '../../web/src/i18n/messages.ts';
import { buildTranslation } from '../../web/src/i18n/translation.ts';
import { zh } from '../../web/src/i18n/zh.ts';

function listNames(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
}

describe('the two languages', () => {
  test('have the same texts, none of them empty', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    expect([...Object.values(zh), ...Object.values(en)].filter((text) => text.trim() === '')).toEqual([]);
  });

  test.each(Object.keys(en) as (keyof typeof en)[])('fill the same names into %s', (key) => {
    expect(listNames(zh[key])).toEqual(listNames(en[key]));
  });

  test('differ: no Chinese text was left in English', () => {
    const toOther = new Set(['page.language']);
    const chinese = Object.entries(zh).filter(([key]) => !toOther.has(key));
    const untranslated = chinese.filter(([, text]) => text.length > 1 && !/\p{Script=Han}/u.test(text));
    expect(untranslated.map(([key]) => key)).toEqual(['gain.fromTo']);
    const mixed = Object.entries(en).filter(([, text]) => /\p{Script=Han}/u.test(text));
    expect(mixed.map(([key]) => key)).toEqual(['page.language']);
  });
});

describe('filling in', () => {
  test('puts values where their names stand and leaves unknown names visible', () => {
    expect(fillIn('{count} of {total}: {what}', { count: 3, total: 7 })).toBe('3 of 7: {what}');
  });

  test('chooses the word that goes with the count', () => {
    const text = '{count} {count|stop|stops}';
    expect([0, 1, 2].map((count) => fillIn(text, { count }))).toEqual(['0 stops', '1 stop', '2 stops']);
    expect(buildTranslation('en').text('trips.stops', { count: 1 })).toBe('1 stop');
    expect(fillIn(text, {})).toBe(text);
  });

  test('never fills a value into a value', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fillIn('<{name}>', { name: text })).toBe(`<${text}>`);
      }),
    );
    expect(fillIn('{a}{b}', { a: '{b}', b: '$&' })).toBe('{b}$&');
  });
});

describe('choosing the language', () => {
  test.each([
    ['?lang=en', ['zh-CN'], 'en'],
    ['?lang=zh', ['en-GB'], 'zh'],
    ['', ['fr', 'en-GB', 'zh-CN'], 'en'],
    ['', ['zh-Hant-TW', 'en'], 'zh'],
    ['?lang=fr', ['en'], 'en'],
    ['?lang=', ['de'], 'zh'],
    ['', [], 'zh'],
  ])('%s with %j gives %s', (search, browser, language) => {
    expect(chooseLanguage(search, browser)).toBe(language);
  });
});
