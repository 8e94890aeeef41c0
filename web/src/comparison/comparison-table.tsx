import type { RungName } from '../api/wire.ts';
import type { Translation } from '../i18n/translation.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { formatChange, formatDifference } from '../quantities/format.ts';
import { EstimatedBadge } from './estimated-badge.tsx';
import type { ComparedRung, Figure } from './figures.ts';
import { FIGURES } from './figures.ts';

interface ComparisonTableProps {
  readonly rungs: readonly ComparedRung[];
  readonly shownRung: RungName;
  readonly estimated: boolean;
}

/** The before/after table: one column per rung, one row per figure, and the change from the first to the last. */
export function ComparisonTable({ rungs, shownRung, estimated }: ComparisonTableProps) {
  const { text } = useTranslation();
  const from = text(`rung.${rungs[0].name}`);
  return (
    <table class="figures">
      <caption>
        {text('comparison.caption')} {estimated && <EstimatedBadge />}
      </caption>
      <thead>
        <tr>
          <th scope="col">{text('comparison.figure')}</th>
          {rungs.map(({ name }) => (
            <th key={name} scope="col" class={name === shownRung ? 'shown' : undefined}>
              {text(`rung.${name}`)}
            </th>
          ))}
          {rungs.length > 1 && (
            <th scope="col" title={text('comparison.changeHint', { from })}>
              {text('comparison.change')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {FIGURES.map((figure) => (
          <FigureRow key={figure.title} figure={figure} rungs={rungs} shownRung={shownRung} />
        ))}
      </tbody>
    </table>
  );
}

interface FigureRowProps {
  readonly figure: Figure;
  readonly rungs: readonly ComparedRung[];
  readonly shownRung: RungName;
}

function FigureRow({ figure, rungs, shownRung }: FigureRowProps) {
  const translation = useTranslation();
  const { text, locale } = translation;
  const values = rungs.map((rung) => figure.value(rung));
  const most = Math.max(...values.map((value) => value ?? 0));
  return (
    <tr>
      <th scope="row">{text(figure.title)}</th>
      {values.map((value, i) => (
        <td key={rungs[i].name} class={rungs[i].name === shownRung ? 'shown' : undefined}>
          {value === null ? '–' : figure.format(value, locale, most)}
        </td>
      ))}
      {rungs.length > 1 && <td class="change">{toChange(figure, values, translation)}</td>}
    </tr>
  );
}

function toChange(
  { change }: Figure,
  values: readonly (number | null)[],
  { text, locale }: Translation,
): string {
  const [from, to] = [values[0], values[values.length - 1]];
  if (change === 'relative') return formatChange(from, to, locale);
  if (change === 'count') return formatDifference(from, to, locale);
  if (from === null || to === null) return '–';
  return text('comparison.points', { points: formatDifference(100 * from, 100 * to, locale, 1) });
}
