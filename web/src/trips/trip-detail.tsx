import type { ComponentChildren } from 'preact';

import type { StopRecord, TripRecord } from '../api/wire.ts';
import { CarrierChips } from '../carriers/carrier-chips.tsx';
import type { LegendEntry } from '../carriers/carrier-colours.ts';
import { EstimatedBadge } from '../comparison/estimated-badge.tsx';
import { useTranslation } from '../i18n/use-translation.ts';
import { formatKg, formatKm, formatNumber, formatPrice } from '../quantities/format.ts';
import { WeekdayText } from '../quantities/weekday-text.tsx';
import { TripStops } from './trip-stops.tsx';

interface TripDetailProps {
  readonly trip: TripRecord;
  /** Null while they are on their way. */
  readonly stops: readonly StopRecord[] | null;
  readonly legend: readonly LegendEntry[];
  readonly onBack: () => void;
  readonly onChooseVillage: (siteId: string) => void;
}

/** One trip: who runs it when, with what load and cost, and its stops. */
export function TripDetail({ trip, stops, legend, onBack, onChooseVillage }: TripDetailProps) {
  const { text } = useTranslation();
  return (
    <article class="detail">
      <button type="button" class="link back" onClick={onBack}>
        {text('trips.back')}
      </button>
      <h2>
        {text(`echelon.${trip.echelon}`)} {text('trips.from', { site: trip.startSiteName })}
      </h2>
      <TripFacts trip={trip} legend={legend} />
      <TripStops trip={trip} stops={stops} onChooseVillage={onChooseVillage} />
    </article>
  );
}

function TripFacts({ trip, legend }: Pick<TripDetailProps, 'trip' | 'legend'>) {
  const { text, locale } = useTranslation();
  const most = Math.max(trip.kgDown, trip.kgUp);
  const load = {
    down: formatKg(trip.kgDown, locale, most),
    up: formatKg(trip.kgUp, locale, most),
    parcels: formatNumber(trip.parcels, locale),
  };
  return (
    <dl class="facts">
      <Fact title={text('trips.days')}>
        <WeekdayText weekdays={trip.weekdays} />
      </Fact>
      <Fact title={text('trips.departure')}>{trip.departure}</Fact>
      <Fact title={text('trips.return')}>{trip.arrival}</Fact>
      <Fact title={text('trips.distance')}>
        {formatKm(trip.metres, locale)} {trip.estimated && <EstimatedBadge />}
      </Fact>
      <Fact title={text('trips.cost')}>{formatPrice(trip.costFen, locale)}</Fact>
      <Fact title={text('trips.vehicle')}>{trip.vehicleTypeName}</Fact>
      <Fact title={text('trips.driver')}>{trip.ownerName ?? text('legend.hire')}</Fact>
      <Fact title={text('trips.load')}>{text('trips.loadValue', load)}</Fact>
      <Fact title={text('trips.goods')}>
        <CarrierChips carrierIds={trip.carriers === '' ? [] : trip.carriers.split(',')} legend={legend} />
      </Fact>
    </dl>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
