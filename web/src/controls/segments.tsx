export interface Segment<V> {
  readonly value: V;
  readonly title: string;
  readonly hint?: string;
}

interface SegmentsProps<V> {
  readonly legend: string;
  readonly name: string;
  readonly segments: readonly Segment<V>[];
  readonly chosen: V;
  readonly onChoose: (value: V) => void;
}

/** One choice of a few, as radio buttons side by side. */
export function Segments<V extends string | number | null>(props: SegmentsProps<V>) {
  const { legend, name, segments, chosen, onChoose } = props;
  return (
    <fieldset class="segments">
      <legend>{legend}</legend>
      <div class="segment-row">
        {segments.map(({ value, title, hint }) => (
          <label key={String(value)} title={hint}>
            <input
              type="radio"
              name={name}
              value={String(value)}
              checked={value === chosen}
              onChange={() => onChoose(value)}
            />
            <span>{title}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
