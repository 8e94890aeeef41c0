import type { RowOrigin } from '../county-draft.ts';
import type { CountyIssueList } from '../county-issue-list.ts';
import type { Rates } from '../rates.ts';
import type { VehicleType } from '../vehicle-type.ts';
import { RowCheck } from './row-check.ts';

const MAX_FEN = 1e9;
const DAY = 86_400;

/**
 * County-wide rates: whole fen, times of day, a feeder window that is over before any vehicle loads on the next day,
 * emission factors, a detour of at least 1.
 */
export function checkRates(
  rates: Rates,
  vehicleTypes: readonly VehicleType[],
  origin: RowOrigin,
  issues: CountyIssueList,
): void {
  const check = new RowCheck(issues, origin);
  check.integer('poolingSortFenPerParcel', rates.poolingSortFenPerParcel, 0, MAX_FEN);
  check.integer('poolingSortFenPerTonne', rates.poolingSortFenPerTonne, 0, MAX_FEN);
  check.integer('poolingOverheadFenPerMemberDay', rates.poolingOverheadFenPerMemberDay, 0, MAX_FEN);
  check.integer('unservedFenPerKg', rates.unservedFenPerKg, 0, MAX_FEN);
  check.integer('unservedFenPerParcel', rates.unservedFenPerParcel, 0, MAX_FEN);
  check.integer('stationSortSeconds', rates.stationSortSeconds, 0, 86_400);
  check.integer('feederStart', rates.feederStart, 0, 86_400);
  check.integer('feederEnd', rates.feederEnd, rates.feederStart + 1, 172_800);
  checkFeederEnd(rates, vehicleTypes, check);
  check.number('detourFactor', rates.detourFactor, 1, 10);
  for (const [energy, grams] of Object.entries(rates.emissionGramsPerUnit)) {
    check.number(`emissionGramsPerUnit.${energy}`, grams, 0, 100_000);
  }
}

/** What feeder trips bring in the evening must be there when the next day's first vehicle may load it. */
function checkFeederEnd({ feederEnd }: Rates, vehicleTypes: readonly VehicleType[], check: RowCheck): void {
  const earliest = Math.min(...vehicleTypes.map(({ shiftStart }) => shiftStart));
  if (!(feederEnd > DAY + earliest)) return;
  check.fail(
    'feederEnd',
    'feeder_past_loading',
    'Feeder trips may end after the first shift of the next day begins.',
    'End the feeder hours by the earliest start of a shift; 02:00 of the next day is written as 26:00.',
  );
}
