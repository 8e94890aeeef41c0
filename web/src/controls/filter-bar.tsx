import type { Echelon, RungName } from '../../../src/model/plan.ts';
import type { Weekday } from '../../../src/model/units.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import type { ShownDays } from '../state/view-address.ts';
import { ECHELONS } from '../state/view-address.ts';
import { Segments } from './segments.tsx';

const DAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

interface FilterBarProps {
  readonly rungs: readonly RungName[];
  readonly rung: RungName;
  readonly days: ShownDays;
  readonly echelon: Echelon | null;
  readonly onRung: (rung: RungName) => void;
  readonly onDays: (days: ShownDays) => void;
  readonly onEchelon: (echelon: Echelon | null) => void;
}

/** Which operation of the plan, on which day, at which stage. */
export function FilterBar(props: FilterBarProps) {
  const { text } = useTranslation();
  const rungs = props.rungs.map((name) => ({
    value: name,
    title: text(`rung.${name}`),
    hint: text(`rung.${name}.hint`),
  }));
  const days = DAYS.map((day) => ({ value: day, title: text(`day.${day}`) }));
  const echelons = ECHELONS.map((name) => ({ value: name, title: text(`echelon.${name}`) }));
  return (
    <div class="filter-bar">
      <Segments
        legend={text('pick.rung')}
        name="rung"
        segments={rungs}
        chosen={props.rung}
        onChoose={props.onRung}
      />
      <Segments<ShownDays>
        legend={text('pick.day')}
        name="weekday"
        segments={[...days, { value: 'week', title: text('pick.everyDay') }]}
        chosen={props.days}
        onChoose={props.onDays}
      />
      <Segments<Echelon | null>
        legend={text('pick.echelon')}
        name="echelon"
        segments={[{ value: null, title: text('pick.everyEchelon') }, ...echelons]}
        chosen={props.echelon}
        onChoose={props.onEchelon}
      />
    </div>
  );
}
