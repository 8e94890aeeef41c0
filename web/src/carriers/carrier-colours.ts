import type { Carrier } from '../../../src/model/carrier.ts';
import type { TripRecord } from '../../../src/planning/plan-records/trip-records.ts';

/** By what a trip takes its colour: the owner of the vehicle, or whose goods ride. */
export type ColourBy = 'vehicle' | 'goods';

/** Key of a legend entry: a carrier's id, or one of the two below. */
export type ColourKey = string;

export const HIRED = '*hire';
export const SEVERAL = '*several';

export interface LegendEntry {
  readonly key: ColourKey;
  readonly colour: string;
  /** Null for a hired vehicle or several carriers, which the page names itself. */
  readonly carrier: Carrier | null;
}

/**
 * Eight hues that stay apart under the common colour-vision deficiencies and on a light ground: six of Okabe and
 * Ito (2008) and two of Paul Tol's muted scheme in place of the palest ones. A ninth carrier starts over.
 */
const HUES = ['#0072b2', '#d55e00', '#009e73', '#b3488a', '#e69f00', '#56b4e9', '#882255', '#8a8a2f'];
const NEUTRAL = '#4a4a4a';

/** One entry per carrier in the county's order, then the entry for what belongs to no single carrier. */
export function buildLegend(carriers: readonly Carrier[], colourBy: ColourBy): readonly LegendEntry[] {
  const own = carriers.map((carrier, i) => ({
    key: carrier.id,
    colour: HUES[i % HUES.length],
    carrier,
  }));
  return [...own, { key: colourBy === 'vehicle' ? HIRED : SEVERAL, colour: NEUTRAL, carrier: null }];
}

/** The legend entry under which a trip stands. */
export function toColourKey(trip: TripRecord, colourBy: ColourBy): ColourKey {
  if (colourBy === 'vehicle') return trip.ownerId ?? HIRED;
  return trip.carriers === '' || trip.carriers.includes(',') ? SEVERAL : trip.carriers;
}

/** Colour of a key; neutral where the legend does not know it. */
export function findColour(legend: readonly LegendEntry[], key: ColourKey): string {
  return legend.find((entry) => entry.key === key)?.colour ?? NEUTRAL;
}
