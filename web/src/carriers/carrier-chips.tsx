import type { CarrierId } from '../../../src/model/carrier.ts';
import type { LegendEntry } from './carrier-colours.ts';
import { findColour } from './carrier-colours.ts';

interface CarrierChipsProps {
  readonly carrierIds: readonly CarrierId[];
  /** Any legend: carriers have the same colour in both. */
  readonly legend: readonly LegendEntry[];
}

/** Carriers by colour and name, in the order of the legend. */
export function CarrierChips({ carrierIds, legend }: CarrierChipsProps) {
  const rank = (id: CarrierId): number => legend.findIndex((entry) => entry.key === id);
  return (
    <span class="chips">
      {carrierIds
        .toSorted((a, b) => rank(a) - rank(b))
        .map((id) => (
          <span key={id} class="chip">
            <span class="swatch" style={{ background: findColour(legend, id) }} />
            {legend.find((entry) => entry.key === id)?.carrier?.name ?? id}
          </span>
        ))}
    </span>
  );
}
