import { useTranslation } from '../i18n/use-translation.ts';
import { parseWeekdays, toWeekdayRuns } from './weekdays.ts';

/** `"1,2,3,5"` as `Mon–Wed, Fri`. */
export function WeekdayText({ weekdays }: { readonly weekdays: string }) {
  const { text } = useTranslation();
  const runs = toWeekdayRuns(parseWeekdays(weekdays)).map(([first, last]) =>
    first === last ? text(`day.${first}`) : `${text(`day.${first}`)}–${text(`day.${last}`)}`,
  );
  return <>{runs.join(text('list.comma'))}</>;
}
