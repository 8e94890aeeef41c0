import type { Fen } from './units.ts';

/** Parts of a week's cost; the total is always the sum of the parts. */
export interface CostBreakdown {
  readonly vehicleDaysFen: Fen;
  readonly distanceFen: Fen;
  readonly driverTimeFen: Fen;
  readonly handlingFen: Fen;
  readonly sitesFen: Fen;
  readonly linesFen: Fen;
  readonly poolingOverheadFen: Fen;
  /** Demand left to others, at its posted price. */
  readonly unservedFen: Fen;
  readonly totalFen: Fen;
}
