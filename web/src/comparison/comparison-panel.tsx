import type { CarrierId } from '../../../src/model/carrier.ts';
import type { Comparison, RungName } from '../api/wire.ts';
import type { LegendEntry } from '../carriers/carrier-colours.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { AloneCosts } from './alone-costs.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { CostBars } from './cost-bars.tsx';
import { GainList } from './gain-list.tsx';

interface ComparisonPanelProps {
  readonly comparison: Comparison;
  /** Pools in which their members' own plans stand. */
  readonly sideBySide: readonly (readonly CarrierId[])[];
  readonly legend: readonly LegendEntry[];
  readonly shownRung: RungName;
  readonly estimated: boolean;
}

/** The ladder side by side, what is gained by what, and what each carrier would pay alone. */
export function ComparisonPanel(props: ComparisonPanelProps) {
  const { comparison, sideBySide, legend, shownRung, estimated } = props;
  const { text } = useTranslation();
  if (comparison.rungs.length === 0) return <p>{text('comparison.none')}</p>;
  return (
    <div class="comparison">
      {!comparison.comparable && (
        <p class="problem" role="note">
          {text('comparison.notComparable', { reason: comparison.reason ?? '' })}
        </p>
      )}
      <CostBars rungs={comparison.rungs} shownRung={shownRung} />
      <GainList gains={comparison.gains} sideBySide={sideBySide} legend={legend} />
      <ComparisonTable rungs={comparison.rungs} shownRung={shownRung} estimated={estimated} />
      <AloneCosts costs={comparison.aloneByCarrier} legend={legend} />
      <ul class="footnotes">
        <li>{text('note.unservedPrice')}</li>
        {estimated && <li>{text('note.estimatedHint')}</li>}
        <li>{text('note.assumptions')}</li>
      </ul>
    </div>
  );
}
