import { Segments } from '../controls/segments.tsx';
import type { MessageKey } from '../i18n/messages.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import type { TripChoiceState } from '../state/use-trip-choice.ts';
import type { ColourBy, ColourKey, LegendEntry } from './carrier-colours.ts';
import { HIRED } from './carrier-colours.ts';

/** What the colours and marks of the map mean; each carrier can be switched off. */
export function Legend({ choice }: { readonly choice: TripChoiceState }) {
  const { text } = useTranslation();
  return (
    <details class="legend" open={matchMedia('(min-width: 60rem)').matches}>
      <summary>{text('legend.title')}</summary>
      <div class="legend-body">
        <Segments<ColourBy>
          legend={text('legend.title')}
          name="colour-by"
          segments={[
            { value: 'vehicle', title: text('legend.vehicle') },
            { value: 'goods', title: text('legend.goods') },
          ]}
          chosen={choice.colourBy}
          onChoose={choice.setColourBy}
        />
        <ul>
          {choice.legend.map((entry) => (
            <LegendRow
              key={entry.key}
              entry={entry}
              count={choice.counts.get(entry.key) ?? 0}
              shown={!choice.hiddenKeys.has(entry.key)}
              onToggle={choice.toggleKey}
            />
          ))}
        </ul>
        <Marks />
      </div>
    </details>
  );
}

interface LegendRowProps {
  readonly entry: LegendEntry;
  readonly count: number;
  readonly shown: boolean;
  readonly onToggle: (key: ColourKey) => void;
}

function LegendRow({ entry, count, shown, onToggle }: LegendRowProps) {
  const { text } = useTranslation();
  return (
    <li class={count === 0 ? 'legend-row legend-row-empty' : 'legend-row'}>
      <label>
        <input type="checkbox" checked={shown} onChange={() => onToggle(entry.key)} />
        <span class="swatch" style={{ background: entry.colour }} />
        <span class="legend-name">{useEntryName(entry)}</span>
        {entry.carrier !== null && <small>{text(`kind.${entry.carrier.kind}`)}</small>}
        <span class="legend-count">{count}</span>
      </label>
    </li>
  );
}

function useEntryName({ key, carrier }: LegendEntry): string {
  const { text } = useTranslation();
  if (carrier !== null) return carrier.name;
  return text(key === HIRED ? 'legend.hire' : 'legend.several');
}

const MARKS: readonly (readonly [string, MessageKey])[] = [
  ['line-trunk', 'echelon.trunk'],
  ['line-village', 'echelon.village'],
  ['line-feeder', 'echelon.feeder'],
  ['dot-county', 'legend.county'],
  ['dot-township', 'legend.township'],
  ['dot-village', 'legend.village'],
  ['dot-unserved', 'legend.unserved'],
];

function Marks() {
  const { text } = useTranslation();
  return (
    <ul class="marks">
      {MARKS.map(([mark, key]) => (
        <li key={mark}>
          <span class={`mark ${mark}`} aria-hidden="true" />
          {text(key)}
        </li>
      ))}
    </ul>
  );
}
