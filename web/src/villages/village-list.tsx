import { useState } from 'preact/hooks';

import type { VillageWeek } from '../api/wire.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { countVisitDays, findFirstArrival, isWanting, searchVillages, toService } from './village-search.ts';

interface VillageListProps {
  readonly villages: readonly VillageWeek[];
  readonly onChoose: (siteId: string) => void;
}

/** Every village by township, found by name, with how often and from when it is served. */
export function VillageList({ villages, onChoose }: VillageListProps) {
  const { text } = useTranslation();
  const [query, setQuery] = useState('');
  const [onlyWanting, setOnlyWanting] = useState(false);
  const groups = searchVillages(villages, query, onlyWanting);
  const found = groups.reduce((count, group) => count + group.villages.length, 0);
  return (
    <div class="villages">
      <label class="search">
        <span>{text('villages.search')}</span>
        <input
          type="search"
          value={query}
          placeholder={text('villages.searchHint')}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={onlyWanting}
          onChange={(event) => setOnlyWanting(event.currentTarget.checked)}
        />
        {text('villages.onlyUnserved', { count: villages.filter(isWanting).length })}
      </label>
      <p class="quiet" role="status">
        {found === 0 ? text('villages.none') : text('villages.count', { count: found })}
      </p>
      {groups.map(({ townshipName, villages: members }) => (
        <section key={townshipName}>
          <h3>{townshipName ?? text('villages.noTownship')}</h3>
          <ul class="rows">
            {members.map((village) => (
              <VillageRow key={village.siteId} village={village} onChoose={onChoose} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface VillageRowProps {
  readonly village: VillageWeek;
  readonly onChoose: (siteId: string) => void;
}

function VillageRow({ village, onChoose }: VillageRowProps) {
  return (
    <li>
      <button type="button" class="row" onClick={() => onChoose(village.siteId)}>
        <span>{village.name}</span>
        <ServiceNote village={village} />
      </button>
    </li>
  );
}

/** How often and from when a village is served, or that it is not. */
export function ServiceNote({ village }: { readonly village: VillageWeek }) {
  const { text } = useTranslation();
  const service = toService(village);
  if (service === 'no_demand') return <small class="quiet">{text('villages.noDemand')}</small>;
  if (service === 'not_served') return <small class="wanting">{text('villages.notServed')}</small>;
  const often = text('villages.perWeek', { count: countVisitDays(village) });
  const first = text('villages.first', { time: findFirstArrival(village) ?? '' });
  return (
    <small>
      {often} · {first}
      {service === 'partly' && <span class="wanting"> · {text('villages.partly')}</span>}
    </small>
  );
}
