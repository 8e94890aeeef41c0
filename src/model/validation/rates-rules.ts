import type { RowOrigin } from '../county-draft.ts';
import type { CountyIssueList } from '../county-issue-list.ts';
import type { Rates } from '../rates.ts';
import { RowCheck } from './row-check.ts';

const MAX_FEN = 1e9;

/** County-wide rates: whole fen, times of day, a feeder window, emission factors, a detour of at least 1. */
export function checkRates(rates: Rates, origin: RowOrigin, issues: CountyIssueList): void {
  const check = new RowCheck(issues, origin);
  check.integer('poolingSortFenPerParcel', rates.poolingSortFenPerParcel, 0, MAX_FEN);
  check.integer('poolingSortFenPerTonne', rates.poolingSortFenPerTonne, 0, MAX_FEN);
  check.integer('poolingOverheadFenPerMemberDay', rates.poolingOverheadFenPerMemberDay, 0, MAX_FEN);
  check.integer('unservedFenPerKg', rates.unservedFenPerKg, 0, MAX_FEN);
  check.integer('unservedFenPerParcel', rates.unservedFenPerParcel, 0, MAX_FEN);
  check.integer('stationSortSeconds', rates.stationSortSeconds, 0, 86_400);
  check.integer('feederStart', rates.feederStart, 0, 86_400);
  check.integer('feederEnd', rates.feederEnd, rates.feederStart + 1, 172_800);
  check.number('detourFactor', rates.detourFactor, 1, 10);
  for (const [energy, grams] of Object.entries(rates.emissionGramsPerUnit)) {
    check.number(`emissionGramsPerUnit.${energy}`, grams, 0, 100_000);
  }
}
