import type { VillageWeek } from '../api/wire.ts';
import { CarrierChips } from '../carriers/carrier-chips.tsx';
import type { LegendEntry } from '../carriers/carrier-colours.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { formatKg, formatNumber } from '../quantities/format.ts';
import { UnservedReasons } from './unserved-reasons.tsx';
import { ServiceNote } from './village-list.tsx';

interface VillageDetailProps {
  readonly village: VillageWeek;
  readonly legend: readonly LegendEntry[];
  readonly onBack: () => void;
  readonly onChooseTrip: (tripId: string) => void;
}

/** What arrives in one village when, and what does not, with the reason. */
export function VillageDetail({ village, legend, onBack, onChooseTrip }: VillageDetailProps) {
  const { text } = useTranslation();
  return (
    <article class="detail">
      <button type="button" class="link back" onClick={onBack}>
        {text('villages.back')}
      </button>
      <h2>
        {village.name} <small>{village.townshipName}</small>
      </h2>
      <p>
        <ServiceNote village={village} />
      </p>
      {village.unserved.length > 0 && (
        <section class="problem">
          <h3>{text('villages.unserved')}</h3>
          <UnservedReasons unserved={village.unserved} />
        </section>
      )}
      {village.visits.length === 0 ? (
        <p>{text('villages.noVisit')}</p>
      ) : (
        <Arrivals village={village} legend={legend} onChooseTrip={onChooseTrip} />
      )}
    </article>
  );
}

function Arrivals({ village, legend, onChooseTrip }: Omit<VillageDetailProps, 'onBack'>) {
  const { text, locale } = useTranslation();
  const most = Math.max(...village.visits.flatMap(({ kgDown, kgUp }) => [kgDown, kgUp]));
  return (
    <table class="figures arrivals">
      <caption>{text('villages.arrivals')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('villages.day')}</th>
          <th scope="col">{text('villages.arrival')}</th>
          <th scope="col" class="names">
            {text('villages.carriers')}
          </th>
          <th scope="col">{text('villages.down')}</th>
          <th scope="col">{text('villages.up')}</th>
          <th scope="col">{text('villages.parcels')}</th>
        </tr>
      </thead>
      <tbody>
        {village.visits.map((visit) => {
          const day = text(`day.${visit.weekday}`);
          return (
            <tr key={`${visit.weekday} ${visit.tripId} ${visit.arrival}`}>
              <th scope="row">{day}</th>
              <td>
                <button
                  type="button"
                  class="link"
                  title={text('villages.trip', { day, time: visit.arrival })}
                  onClick={() => onChooseTrip(visit.tripId)}
                >
                  {visit.arrival}
                </button>
              </td>
              <td class="names">
                <CarrierChips carrierIds={visit.carriers} legend={legend} />
              </td>
              <td>{formatKg(visit.kgDown, locale, most)}</td>
              <td>{formatKg(visit.kgUp, locale, most)}</td>
              <td>{formatNumber(visit.parcels, locale)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
