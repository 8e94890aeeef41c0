import type { CarrierId } from '../../../src/model/carrier.ts';
import type { Gain } from '../../../src/model/comparison.ts';
import { CarrierChips } from '../carriers/carrier-chips.tsx';
import type { LegendEntry } from '../carriers/carrier-colours.ts';
import type { Translation } from '../i18n/translation.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { formatShare, formatYuan } from '../quantities/format.ts';

interface GainListProps {
  readonly gains: readonly Gain[];
  /** Pools in which their members' own plans stand, since no better one was found. */
  readonly sideBySide: readonly (readonly CarrierId[])[];
  readonly legend: readonly LegendEntry[];
}

/** Planning gain, pooling gain and both, each named; what is not significant or not comparable says so. */
export function GainList({ gains, sideBySide, legend }: GainListProps) {
  const { text } = useTranslation();
  if (gains.length === 0) return null;
  return (
    <section class="gains">
      <h3>{text('gain.title')}</h3>
      <dl>
        {gains.map((gain) => (
          <GainRow key={gain.name} gain={gain} />
        ))}
      </dl>
      {sideBySide.map((members) => (
        <p key={members.join()} class="side-by-side">
          {text('gain.sideBySide')} <CarrierChips carrierIds={members} legend={legend} />
        </p>
      ))}
    </section>
  );
}

function GainRow({ gain }: { readonly gain: Gain }) {
  const translation = useTranslation();
  const { text, locale } = translation;
  const range = { low: formatYuan(gain.lowFen, locale), high: formatYuan(gain.highFen, locale) };
  const fromTo = { from: text(`rung.${gain.from}`), to: text(`rung.${gain.to}`) };
  return (
    <div class={gain.significant ? 'gain' : 'gain gain-none'}>
      <dt>
        {text(`gain.${gain.name}`)} <small>{text('gain.fromTo', fromTo)}</small>
      </dt>
      <dd>
        {toVerdict(gain, translation)}{' '}
        {gain.comparable !== false && <small>{text('gain.range', range)}</small>}
      </dd>
    </div>
  );
}

function toVerdict(gain: Gain, { text, locale }: Translation): string {
  const { significant, comparable = true, savingFen, savingShare } = gain;
  if (!comparable) return text('gain.notComparable');
  if (savingFen >= 0 && !significant) return text('gain.none');
  const values = {
    amount: formatYuan(Math.abs(savingFen), locale),
    share: formatShare(Math.abs(savingShare), locale),
  };
  return text(savingFen >= 0 ? 'gain.saving' : 'gain.loss', values);
}
