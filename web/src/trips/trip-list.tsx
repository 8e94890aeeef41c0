import type { TripFeature } from '../api/wire.ts';
import type { ColourBy, LegendEntry } from '../carriers/carrier-colours.ts';
import { findColour, toColourKey } from '../carriers/carrier-colours.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { formatKg, formatKm } from '../quantities/format.ts';
import { WeekdayText } from '../quantities/weekday-text.tsx';

interface TripListProps {
  readonly trips: readonly TripFeature[];
  /** Trips before filtering. */
  readonly total: number;
  readonly legend: readonly LegendEntry[];
  readonly colourBy: ColourBy;
  /** True when the list holds only the trips at a place that was clicked. */
  readonly atPlace: boolean;
  readonly onShowAll: () => void;
  readonly onChoose: (tripId: string) => void;
}

/** The trips on the map as a list, earliest first. */
export function TripList(props: TripListProps) {
  const { text } = useTranslation();
  const { trips, total, atPlace } = props;
  return (
    <div class="trips">
      <p class="quiet" role="status">
        {atPlace ? (
          text('trips.here', { count: trips.length })
        ) : (
          <TripCount count={trips.length} total={total} />
        )}
      </p>
      {atPlace && (
        <button type="button" class="link back" onClick={props.onShowAll}>
          {text('trips.allAgain')}
        </button>
      )}
      <ul class="rows">
        {trips.map((trip) => (
          <TripRow key={trip.properties.id} trip={trip} {...props} />
        ))}
      </ul>
    </div>
  );
}

function TripCount({ count, total }: { readonly count: number; readonly total: number }) {
  const { text } = useTranslation();
  if (count === 0) return <>{text('trips.none')}</>;
  return <>{count === total ? text('trips.count', { count }) : text('trips.countOf', { count, total })}</>;
}

function TripRow({ trip, legend, colourBy, onChoose }: TripListProps & { readonly trip: TripFeature }) {
  const { text, locale } = useTranslation();
  const { properties } = trip;
  const load = formatKg(properties.kgDown + properties.kgUp, locale);
  return (
    <li>
      <button type="button" class="row" onClick={() => onChoose(properties.id)}>
        <span class="row-title">
          <span
            class="swatch"
            style={{ background: findColour(legend, toColourKey(properties, colourBy)) }}
          />
          {properties.departure} {text(`echelon.${properties.echelon}`)}{' '}
          {text('trips.from', { site: properties.startSiteName })}
        </span>
        <small>
          <WeekdayText weekdays={properties.weekdays} /> ·{' '}
          {text('trips.stops', { count: properties.stopCount })} · {formatKm(properties.metres, locale)} ·{' '}
          {load}
        </small>
      </button>
    </li>
  );
}
