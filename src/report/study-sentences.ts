import type { PoolingStudy } from '../planning/pooling-study/pooling-study.ts';
import type { VerdictCode } from '../planning/pooling-study/study-ladder.ts';
import type { ReportLanguage } from './csv.ts';
import { formatPercent, formatYuan } from './number-format.ts';

/** What a study concludes, a sentence or two each. */
export interface StudySentences {
  readonly verdict: string;
  readonly ladder: string;
  readonly stability: string;
  readonly solved: string;
  readonly sensitivity: string;
  readonly subsidy: string;
}

/** A study's conclusions in plain words: its own in English, in Chinese from its codes and figures. */
export function toStudySentences(study: PoolingStudy, language: ReportLanguage): StudySentences {
  return language === 'zh' ? toChinese(study) : toEnglish(study);
}

function toEnglish(study: PoolingStudy): StudySentences {
  const { verdict, stability, sensitivity, subsidy, ladder } = study;
  const today = ladder.asOperatedFen === null ? '' : `as operated ${formatYuan(ladder.asOperatedFen)}, `;
  const spread = ({ meanFen, leastFen, mostFen }: typeof ladder.alone): string =>
    `${formatYuan(meanFen)} (${formatYuan(leastFen)} to ${formatYuan(mostFen)})`;
  return {
    verdict: verdict.message,
    ladder: `Yuan a week over ${ladder.seeds.length} seeds: ${today}planned alone ${spread(ladder.alone)}, pooled ${spread(ladder.pooled)}.`,
    stability: stability.message,
    solved: `${countSolved(study)} of ${study.coalitions.length} coalitions were solved as one pool${isWhole(study) ? ':' : '; costs of the others, marked ≤, are those of their best solved parts:'}`,
    sensitivity: sensitivity.message,
    subsidy: subsidy.message,
  };
}

function toChinese(study: PoolingStudy): StudySentences {
  const { ladder } = study;
  const today = ladder.asOperatedFen === null ? '' : `现状运营 ${formatYuan(ladder.asOperatedFen)}，`;
  const spread = ({ meanFen, leastFen, mostFen }: typeof ladder.alone): string =>
    `${formatYuan(meanFen)}（${formatYuan(leastFen)} 至 ${formatYuan(mostFen)}）`;
  return {
    verdict: CHINESE_VERDICTS[study.verdict.code](study),
    ladder: `元/周，${ladder.seeds.length} 个随机种子：${today}各自优化 ${spread(ladder.alone)}，共同配送 ${spread(ladder.pooled)}。`,
    stability: tellStability(study),
    solved: `${study.coalitions.length} 个联盟中有 ${countSolved(study)} 个按合一共配求解${isWhole(study) ? '：' : '；其余标 ≤ 者取其已求解部分的最低费用：'}`,
    sensitivity: tellSensitivity(study),
    subsidy: tellSubsidy(study),
  };
}

const CHINESE_VERDICTS: Readonly<Record<VerdictCode, (study: PoolingStudy) => string>> = {
  saving: ({ ladder }) =>
    `与各自优化相比，共同配送平均节约 ${formatPercent(ladder.poolingGain.share)}（${ladder.seeds.length} 个配对种子，精确符号翻转检验，${toP(ladder)}）。`,
  no_significant_saving: ({ ladder }) =>
    `无显著节约：${ladder.seeds.length} 个配对种子平均节约 ${formatPercent(ladder.poolingGain.share)}，可能出于偶然或千分之五以内的求解误差（${toP(ladder)}）。`,
  pooling_does_not_pay: () => '共同配送不划算：没有任何两家以上的联盟成本低于其成员各自优化之和。',
  too_few_seeds: ({ ladder }) =>
    `节约 ${formatPercent(ladder.poolingGain.share)} 只用了 ${ladder.seeds.length} 个种子，不足以与偶然区分；至少需要五个。`,
  not_comparable: () => '各自优化与共同配送提供的服务不同，不可比，不给出节约。',
};

function toP({ poolingGain }: PoolingStudy['ladder']): string {
  return `p = ${(poolingGain.pValue ?? 1).toFixed(3)}`;
}

function tellStability({ stability, players, proven }: PoolingStudy): string {
  if (!stability.coreEmpty) {
    return proven
      ? '存在一种分摊，任何企业或企业组合退出都不会更省。'
      : '存在一种分摊，已求解的企业组合退出都不会更省；未求解的组合则未必。';
  }
  const names = new Map(players.map(({ carrierId, name }) => [carrierId, name]));
  const groups = stability.proof.map(({ members }) => members.map((id) => names.get(id) ?? id).join('＋'));
  return `没有任何分摊能留住全部企业：核心为空。无论如何约定，下列组合中总有一个单独经营更省，每周至少省 ${formatYuan(stability.epsilonFen, 2)} 元：${groups.join('；')}。`;
}

function tellSensitivity({ sensitivity: { bars } }: PoolingStudy): string {
  if (bars.length === 0) return '该县没有任何价格属于假设。';
  const turning = bars.filter(({ turns }) => turns).map(({ assumption }) => assumption);
  return turning.length === 0
    ? `任一假设价格上下浮动 20% 都不改变结论；影响最大的是 ${bars[0].assumption}。`
    : `结论取决于 ${turning.join('、')}：上下浮动 20% 即会翻转，请先实测或询价。`;
}

function tellSubsidy({ subsidy }: PoolingStudy): string {
  const { subsidyFenPerWeek, volumeFactor, kgPerVillageWeek, selfSupportingKgPerVillageWeek } = subsidy;
  if (subsidyFenPerWeek <= 0) return '联盟没有补贴。';
  if (kgPerVillageWeek === null) return '联盟没有服务任何村点，谈不上每村货量。';
  if (volumeFactor === null || selfSupportingKgPerVillageWeek === null)
    return '按补贴后的价格，货量再大联盟也离不开补贴：每公斤的成本高于收入。';
  return `每村每周达到 ${selfSupportingKgPerVillageWeek.toFixed(1)} 公斤（现有货量的 ${volumeFactor.toFixed(2)} 倍）时，联盟可不靠补贴维持；现有车次装不下的部分须另建情景规划。`;
}

function isWhole(study: PoolingStudy): boolean {
  return countSolved(study) === study.coalitions.length;
}

function countSolved({ coalitions }: PoolingStudy): number {
  return coalitions.filter(({ solved }) => solved).length;
}
