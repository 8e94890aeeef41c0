import type { RungName } from '../api/wire.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { formatYuan } from '../quantities/format.ts';
import type { ComparedRung } from './figures.ts';

interface CostBarsProps {
  readonly rungs: readonly ComparedRung[];
  readonly shownRung: RungName;
}

/** A week's cost of each rung as a bar, what is left unserved apart; the dearest fills the width. */
export function CostBars({ rungs, shownRung }: CostBarsProps) {
  const { text, locale } = useTranslation();
  const most = Math.max(...rungs.map((rung) => rung.totalFen), 1);
  return (
    <figure class="cost-bars">
      <figcaption>
        {text('comparison.cost')}{' '}
        {rungs.some((rung) => rung.unservedFen > 0) && (
          <small>
            <span class="unserved-key" /> {text('comparison.ofWhichUnserved')}
          </small>
        )}
      </figcaption>
      {rungs.map(({ name, totalFen, operatingFen, unservedFen }) => (
        <div key={name} class={name === shownRung ? 'cost-bar cost-bar-shown' : 'cost-bar'}>
          <span>{text(`rung.${name}`)}</span>
          <span class="bar">
            <span style={{ width: `${(100 * operatingFen) / most}%` }} />
            <span class="unserved" style={{ width: `${(100 * unservedFen) / most}%` }} />
          </span>
          <strong>{formatYuan(totalFen, locale)}</strong>
        </div>
      ))}
    </figure>
  );
}
