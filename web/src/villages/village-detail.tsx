import type { UnservedCode } from '../../../src/model/unserved.ts';
import type { VillageWeek } from '../api/wire.ts';
import { CarrierChips } from '../carriers/carrier-chips.tsx';
import type { LegendEntry } from '../carriers/carrier-colours.ts';
import { useTranslation } from '../i18n/translation.ts';
import { formatKg, formatNumber } from '../quantities/format.ts';
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
      <Unserved unserved={village.unserved} />
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
              <td>{formatKg(visit.kgDown, locale)}</td>
              <td>{formatKg(visit.kgUp, locale)}</td>
              <td>{formatNumber(visit.parcels, locale)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Demands left behind, once per reason. */
function Unserved({ unserved }: { readonly unserved: VillageWeek['unserved'] }) {
  const { text } = useTranslation();
  if (unserved.length === 0) return null;
  const byReason = Map.groupBy(unserved, ({ code }): UnservedCode => code);
  return (
    <section class="problem">
      <h3>{text('villages.unserved')}</h3>
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
    </section>
  );
}
