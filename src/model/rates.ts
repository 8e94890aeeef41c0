import type { Provenance } from './provenance.ts';
import type { Fen, Seconds, SecondsOfDay } from './units.ts';
import type { EnergyCarrier } from './vehicle-type.ts';

/** County-wide prices and rules that are no property of one site or vehicle. */
export interface Rates {
  /** Extra sort of a parcel, or of a tonne of other goods, when goods pass the unified warehouse of a pool. */
  readonly poolingSortFenPerParcel: Fen;
  readonly poolingSortFenPerTonne: Fen;
  /** Stated overhead of running a pool, per member and operating day. */
  readonly poolingOverheadFenPerMemberDay: Fen;
  /** Price of demand that a plan leaves to others, so that leaving it never looks like a saving. */
  readonly unservedFenPerKg: Fen;
  readonly unservedFenPerParcel: Fen;
  /** Longest stretch between the trunk's arrival at a station and the dispatch of its tours is free; this is the least. */
  readonly stationSortSeconds: Seconds;
  /** When feeder trips between the carriers' depots and the unified warehouse may run. */
  readonly feederStart: SecondsOfDay;
  readonly feederEnd: SecondsOfDay;
  /** Well-to-wheel emission factors in grams CO2e per litre of fuel or per kWh (ISO 14083, GLEC). */
  readonly emissionGramsPerUnit: Readonly<Record<EnergyCarrier, number>>;
  /** Straight-line distance times this when there is no road network. */
  readonly detourFactor: number;
  /** Provenance of each rate by its key. */
  readonly provenance: Readonly<Record<string, Provenance>>;
}
