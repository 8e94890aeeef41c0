import { beforeAll, describe, expect, test } from 'vitest';

import type { PoolingStudy } from '../../src/planning/pooling-study/pooling-study.ts';
import type { VerdictCode } from '../../src/planning/pooling-study/study-ladder.ts';
import { toStudyReport } from '../../src/report/study-report.ts';
import { toStudySentences } from '../../src/report/study-sentences.ts';
import { studyCounty } from '../planning/pooling-study/study-a-county.ts';
import { buildSharedVillages } from '../planning/shared-villages.ts';

const VERDICTS: readonly VerdictCode[] = [
  'saving',
  'no_significant_saving',
  'pooling_does_not_pay',
  'too_few_seeds',
  'not_comparable',
];

/** English words, but for the keys of prices and the p of a p value. */
function listWords(sentences: object): readonly string[] {
  const text = Object.values(sentences).join(' ');
  return (text.match(/[A-Za-z][A-Za-z.]*/g) ?? []).filter(
    (word) => word !== 'p' && !/^(rates|vehicleTypes|sites)\./.test(word),
  );
}

describe('the report of a study', () => {
  let study: PoolingStudy;
  let variants: readonly PoolingStudy[];

  beforeAll(async () => {
    ({ study } = await studyCounty(buildSharedVillages(), { subsidyFenPerWeek: 10_000 }));
    const players = study.players.map((player, index) => ({ ...player, name: `企业${index}` }));
    const named = { ...study, players };
    const { subsidy, sensitivity, stability } = study;
    const ids = players.map(({ carrierId }) => carrierId);
    variants = [
      ...VERDICTS.map((code) => ({ ...named, verdict: { code, message: 'English' } })),
      { ...named, subsidy: { ...subsidy, subsidyFenPerWeek: 0 } },
      { ...named, subsidy: { ...subsidy, volumeFactor: null, selfSupportingKgPerVillageWeek: null } },
      { ...named, subsidy: { ...subsidy, kgPerVillageWeek: null } },
      { ...named, sensitivity: { ...sensitivity, bars: [] } },
      { ...named, sensitivity: { ...sensitivity, bars: [{ ...sensitivity.bars[0], turns: true }] } },
      {
        ...named,
        stability: {
          ...stability,
          coreEmpty: true,
          epsilonFen: 1234,
          proof: [{ members: ids.slice(0, 2), weight: 0.5 }],
        },
      },
    ];
  });

  test('says everything in Chinese where Chinese is asked for', () => {
    for (const variant of variants) expect(listWords(toStudySentences(variant, 'zh'))).toEqual([]);
    const verdicts = variants.slice(0, VERDICTS.length).map((each) => toStudySentences(each, 'zh').verdict);
    expect(new Set(verdicts).size).toBe(VERDICTS.length);
    expect(toStudySentences(variants.at(-1)!, 'zh').stability).toContain('12.34 元：企业0＋企业1');
  });

  test('gives the same figures in both languages', () => {
    const figures = (language: 'en' | 'zh'): readonly string[] =>
      toStudySentences(study, language).ladder.match(/\d[\d,]*/g) ?? [];
    expect(figures('zh').slice(1)).toEqual(figures('en').slice(1));
    expect(toStudyReport(study, 'en')).toContain(study.verdict.message);
  });
});
