import type { UnservedCode } from '../../../src/model/unserved.ts';
import type { VillageWeek } from '../api/wire.ts';
import { useTranslation } from '../i18n/use-translation.ts';

/** Demands left behind, once per reason. */
export function UnservedReasons({ unserved }: Pick<VillageWeek, 'unserved'>) {
  const { text } = useTranslation();
  const byReason = Map.groupBy(unserved, ({ code }): UnservedCode => code);
  return (
    <ul>
      {[...byReason].map(([code, demands]) => (
        <li key={code}>
          <strong>{text(`reason.${code}`)}</strong>
          <ul class="quiet">
            {demands.map(({ demandId, message }) => (
              <li key={demandId}>
                <code>{demandId}</code> {message}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
