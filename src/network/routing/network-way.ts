import type { Metres, Seconds } from '../../model/units.ts';

/**
 * A way between two positions: it leaves by departure `departure` of the start, follows `arcs` of the network and
 * arrives by arrival `arrival` of the end; both are -1 where it stays on the common edge.
 */
export interface NetworkWay {
  readonly seconds: Seconds;
  readonly metres: Metres;
  readonly departure: number;
  readonly arcs: readonly number[];
  readonly arrival: number;
}
