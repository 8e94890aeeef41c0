import type { CarrierId } from '../../../src/model/carrier.ts';
import type { LegendEntry } from './carrier-colours.ts';
import { findColour } from './carrier-colours.ts';

interface CarrierChipsProps {
  readonly carrierIds: readonly CarrierId[];
  /** Any legend: carriers have the same colour in both. */
  readonly legend: readonly LegendEntry[];
}

/** Carriers by colour and name. */
export function CarrierChips({ carrierIds, legend }: CarrierChipsProps) {
  return (
    <span class="chips">
      {carrierIds.map((id) => (
        <span key={id} class="chip">
          <span class="swatch" style={{ background: findColour(legend, id) }} />
          {legend.find((entry) => entry.key === id)?.carrier?.name ?? id}
        </span>
      ))}
    </span>
  );
}
