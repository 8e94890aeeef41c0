import type { RungName } from '../api/wire.ts';
import { useTranslation } from '../i18n/translation.ts';
import { formatYuan } from '../quantities/format.ts';
import type { ComparedRung } from './figures.ts';

interface CostBarsProps {
  readonly rungs: readonly ComparedRung[];
  readonly shownRung: RungName;
}

/** A week's cost of each rung as a bar; the dearest fills the width. */
export function CostBars({ rungs, shownRung }: CostBarsProps) {
  const { text, locale } = useTranslation();
  const most = Math.max(...rungs.map((rung) => rung.totalFen), 1);
  return (
    <figure class="cost-bars">
      <figcaption>{text('comparison.cost')}</figcaption>
      {rungs.map(({ name, totalFen }) => (
        <div key={name} class={name === shownRung ? 'cost-bar cost-bar-shown' : 'cost-bar'}>
          <span>{text(`rung.${name}`)}</span>
          <span class="bar">
            <span style={{ width: `${(100 * totalFen) / most}%` }} />
          </span>
          <strong>{formatYuan(totalFen, locale)}</strong>
        </div>
      ))}
    </figure>
  );
}
