import type { Comparison, RungName } from '../api/wire.ts';
import type { LegendEntry } from '../carriers/carrier-colours.ts';
import { useTranslation } from '../i18n/translation.ts';
import { AloneCosts } from './alone-costs.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { CostBars } from './cost-bars.tsx';
import { GainList } from './gain-list.tsx';

interface ComparisonPanelProps {
  readonly comparison: Comparison;
  readonly legend: readonly LegendEntry[];
  readonly shownRung: RungName;
  readonly estimated: boolean;
}

/** The ladder side by side, what is gained by what, and what each carrier would pay alone. */
export function ComparisonPanel({ comparison, legend, shownRung, estimated }: ComparisonPanelProps) {
  const { text } = useTranslation();
  if (comparison.rungs.length === 0) return <p>{text('comparison.none')}</p>;
  return (
    <div class="comparison">
      {!comparison.comparable && (
        <p class="problem" role="alert">
          {text('comparison.notComparable', { reason: comparison.reason ?? '' })}
        </p>
      )}
      <CostBars rungs={comparison.rungs} shownRung={shownRung} />
      <GainList gains={comparison.gains} />
      <ComparisonTable rungs={comparison.rungs} shownRung={shownRung} estimated={estimated} />
      <AloneCosts costs={comparison.aloneByCarrier} legend={legend} />
      <ul class="footnotes">
        {estimated && <li>{text('note.estimatedHint')}</li>}
        <li>{text('note.assumptions')}</li>
      </ul>
    </div>
  );
}
