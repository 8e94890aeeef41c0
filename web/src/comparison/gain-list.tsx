import type { Gain } from '../../../src/model/comparison.ts';
import type { Translation } from '../i18n/translation.ts';
import { useTranslation } from '../i18n/translation.ts';
import { formatShare, formatYuan } from '../quantities/format.ts';

/** Planning gain, pooling gain and both, each named; what is not significant says so. */
export function GainList({ gains }: { readonly gains: readonly Gain[] }) {
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
        {toVerdict(gain, translation)} <small>{text('gain.range', range)}</small>
      </dd>
    </div>
  );
}

function toVerdict({ significant, savingFen, savingShare }: Gain, { text, locale }: Translation): string {
  if (savingFen >= 0 && !significant) return text('gain.none');
  const values = {
    amount: formatYuan(Math.abs(savingFen), locale),
    share: formatShare(Math.abs(savingShare), locale),
  };
  return text(savingFen >= 0 ? 'gain.saving' : 'gain.loss', values);
}
