import type { UnservedRecord } from '../api/wire.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { UnservedReasons } from './unserved-reasons.tsx';
import { groupByStation } from './village-search.ts';

/** Stations and warehouses whose own goods are not all served, with the reasons; villages have a list of their own. */
export function UnservedStations({ unserved }: { readonly unserved: readonly UnservedRecord[] }) {
  const { text } = useTranslation();
  const stations = groupByStation(unserved);
  if (stations.length === 0) return null;
  return (
    <details class="problem unserved-stations">
      <summary>{text('villages.stations', { count: stations.length })}</summary>
      {stations.map(({ siteId, name, unserved: left }) => (
        <section key={siteId}>
          <h3>{name}</h3>
          <UnservedReasons unserved={left} />
        </section>
      ))}
    </details>
  );
}
