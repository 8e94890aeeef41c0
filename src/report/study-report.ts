import type { PoolingStudy } from '../planning/pooling-study/pooling-study.ts';
import type { ReportLanguage } from './csv.ts';
import { formatPercent, formatYuan } from './number-format.ts';
import { toStudySentences } from './study-sentences.ts';
import { toTextTable } from './text-table.ts';

type Heading = Readonly<Record<ReportLanguage, readonly string[]>>;

const COALITIONS: Heading = {
  en: ['Coalition', 'Alone, yuan a week', 'Together', 'Saving', 'Works as'],
  zh: ['联盟', '各自（元/周）', '共同', '节约', '分组'],
};

const SHARES: Heading = {
  en: ['Carrier', 'Alone, yuan a week', 'Share', 'Saving', 'Saving, %'],
  zh: ['企业', '单独（元/周）', '分摊', '节约', '节约率'],
};

/** A study for a terminal: the verdict, the ladder, who pays what, every coalition, and what it all hangs on. */
export function toStudyReport(study: PoolingStudy, language: ReportLanguage): string {
  const { verdict, ladder, stability, solved, sensitivity, subsidy } = toStudySentences(study, language);
  return [
    `${study.countyName} (${study.countyCode})`,
    verdict,
    ladder,
    stability,
    `${study.options.rule}:\n${toShareTable(study, language)}`,
    `${solved}\n${toCoalitionTable(study, language)}`,
    sensitivity,
    subsidy,
  ].join('\n\n');
}

function toShareTable({ allocations, options, players }: PoolingStudy, language: ReportLanguage): string {
  const allocation = allocations.find(({ rule }) => rule === options.rule) ?? allocations[0];
  const rows = allocation.members.map(({ aloneFen, costFen, savingFen, savingShare }, player) => [
    players[player].name,
    formatYuan(aloneFen),
    formatYuan(costFen),
    formatYuan(savingFen),
    savingShare === null ? '-' : formatPercent(savingShare),
  ]);
  return toTextTable(SHARES[language], rows, ['left', 'right', 'right', 'right', 'right']);
}

function toCoalitionTable({ coalitions }: PoolingStudy, language: ReportLanguage): string {
  const rows = coalitions
    .filter(({ members }) => members.length > 1)
    .map(({ members, costFen, savingFen, parts, solved }) => [
      members.join('+'),
      formatYuan(costFen + savingFen),
      `${solved ? '' : '≤ '}${formatYuan(costFen)}`,
      formatYuan(savingFen),
      parts.map((part) => part.join('+')).join(' | '),
    ]);
  return toTextTable(COALITIONS[language], rows, ['left', 'right', 'right', 'right', 'left']);
}
