interface PickerProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}

/** One choice of many, in the browser's own select. */
export function Picker({ label, options, chosen, onChoose }: PickerProps) {
  return (
    <label class="picker">
      <span>{label}</span>
      <select value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
