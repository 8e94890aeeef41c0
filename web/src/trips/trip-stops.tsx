import type { StopRecord, TripRecord } from '../api/wire.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { Loading } from '../panel/loading.tsx';
import { formatKg, formatNumber } from '../quantities/format.ts';

interface TripStopsProps {
  readonly trip: TripRecord;
  readonly stops: readonly StopRecord[] | null;
  readonly onChooseVillage: (siteId: string) => void;
}

/** Stops of a trip with their times and loads, from leaving its base to coming back. */
export function TripStops({ trip, stops, onChooseVillage }: TripStopsProps) {
  const { text } = useTranslation();
  if (stops === null) return <Loading />;
  const most = Math.max(0, ...stops.flatMap(({ kgDown, kgUp }) => [kgDown, kgUp]));
  return (
    <table class="figures">
      <caption>{text('trips.stopList')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('trips.stop')}</th>
          <th scope="col">{text('villages.arrival')}</th>
          <th scope="col">{text('trips.departure')}</th>
          <th scope="col">{text('villages.down')}</th>
          <th scope="col">{text('villages.up')}</th>
          <th scope="col">{text('villages.parcels')}</th>
        </tr>
      </thead>
      <tbody>
        <tr class="base">
          <th scope="row">{trip.startSiteName}</th>
          <td />
          <td>{trip.departure}</td>
          <td colSpan={3} />
        </tr>
        {stops.map((stop) => (
          <StopRow key={stop.id} stop={stop} most={most} onChooseVillage={onChooseVillage} />
        ))}
        <tr class="base">
          <th scope="row">{trip.endSiteName}</th>
          <td>{trip.arrival}</td>
          <td colSpan={4} />
        </tr>
      </tbody>
    </table>
  );
}

interface StopRowProps extends Pick<TripStopsProps, 'onChooseVillage'> {
  readonly stop: StopRecord;
  /** Largest mass in the table, in kilograms. */
  readonly most: number;
}

function StopRow({ stop, most, onChooseVillage }: StopRowProps) {
  const { locale } = useTranslation();
  const name = `${stop.sequence}. ${stop.siteName}`;
  return (
    <tr>
      <th scope="row">
        {stop.tier === 'village' ? (
          <button type="button" class="link" onClick={() => onChooseVillage(stop.siteId)}>
            {name}
          </button>
        ) : (
          name
        )}
      </th>
      <td>{stop.arrival}</td>
      <td>{stop.departure}</td>
      <td>{formatKg(stop.kgDown, locale, most)}</td>
      <td>{formatKg(stop.kgUp, locale, most)}</td>
      <td>{formatNumber(stop.parcels, locale)}</td>
    </tr>
  );
}
