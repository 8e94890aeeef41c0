import type { CountyDraft, DraftRow } from '../county-draft.ts';
import type { CountyIssueList } from '../county-issue-list.ts';
import type { Line, LineStop } from '../line.ts';
import type { Operation } from '../operation.ts';
import type { Weekday } from '../units.ts';
import type { CountyIndex } from './county-index.ts';
import { indexById } from './county-index.ts';
import { RowCheck } from './row-check.ts';

const DAY = 86_400;

/** Lines and their stops: owner, prices, at least two stops, times that never go back. */
export function checkLines(draft: CountyDraft, index: CountyIndex, issues: CountyIssueList): void {
  const lines = indexById(draft.lines, 'line', issues);
  const lastDeparture = new Map<string, number>();
  const stopCounts = new Map<string, number>();
  for (const { value, origin } of draft.lineStops) {
    const check = new RowCheck(issues, origin);
    check.reference('siteId', 'site', value.siteId, index.sites);
    if (!check.reference('lineId', 'line', value.lineId, lines)) continue;
    stopCounts.set(value.lineId, (stopCounts.get(value.lineId) ?? 0) + 1);
    checkStopTimes(value, lastDeparture.get(value.lineId) ?? 0, check);
    lastDeparture.set(value.lineId, value.departure);
  }
  for (const row of draft.lines) checkLine(row, stopCounts.get(row.value.id) ?? 0, index, issues);
}

function checkStopTimes(stop: LineStop, earliest: number, check: RowCheck): void {
  check.integer('arrival', stop.arrival, 0, 2 * DAY);
  check.integer('departure', stop.departure, 0, 2 * DAY);
  if (stop.arrival >= earliest && stop.departure >= stop.arrival) return;
  check.fail(
    'arrival',
    'stops_out_of_order',
    `The stop at "${stop.siteId}" lies before the one it follows, or leaves before it arrives.`,
    'List the stops in order of travel, with times that go forward.',
  );
}

function checkLine(
  row: DraftRow<Omit<Line, 'stops'>>,
  stops: number,
  index: CountyIndex,
  issues: CountyIssueList,
): void {
  const { value, origin } = row;
  const check = new RowCheck(issues, origin);
  check.text('id', value.id);
  check.text('name', value.name);
  check.reference('ownerId', 'carrier', value.ownerId, index.carriers);
  checkWeekdays(value.weekdays, check);
  check.integer('spareGrams', value.spareGrams, 0, 1e9);
  check.integer('spareLitres', value.spareLitres, 0, 1e9);
  check.integer('fenPerTonne', value.fenPerTonne, 0, 1e9);
  check.integer('fenPerParcel', value.fenPerParcel, 0, 1e9);
  if (stops >= 2) return;
  check.fail('id', 'too_few_stops', `The line "${value.id}" has ${stops} stops.`, 'Give at least two stops.');
}

/** Today's runs: carrier, a vehicle type it has, known sites, two or more of them. */
export function checkOperations(
  rows: readonly DraftRow<Operation>[],
  index: CountyIndex,
  issues: CountyIssueList,
): void {
  indexById(rows, 'operation', issues);
  for (const { value, origin } of rows) {
    const check = new RowCheck(issues, origin);
    check.text('id', value.id);
    check.reference('carrierId', 'carrier', value.carrierId, index.carriers);
    checkWeekdays(value.weekdays, check);
    check.integer('departure', value.departure, 0, DAY);
    for (const siteId of value.siteIds) check.reference('siteIds', 'site', siteId, index.sites);
    if (value.siteIds.length < 2) {
      check.fail(
        'siteIds',
        'too_few_stops',
        `The run "${value.id}" names fewer than two sites.`,
        'Name start, stops and end.',
      );
    }
    checkVehicle(value, index, check);
  }
}

function checkVehicle(operation: Operation, index: CountyIndex, check: RowCheck): void {
  if (!check.reference('vehicleTypeId', 'vehicle_type', operation.vehicleTypeId, index.vehicleTypes)) return;
  const owner = index.vehicleTypes.get(operation.vehicleTypeId)?.ownerId ?? null;
  if (owner === null || owner === operation.carrierId) return;
  check.fail(
    'vehicleTypeId',
    'vehicle_of_another_carrier',
    `The run "${operation.id}" of "${operation.carrierId}" uses a vehicle of "${owner}".`,
    'Name a vehicle type of the carrier or one for hire.',
  );
}

function checkWeekdays(weekdays: readonly Weekday[], check: RowCheck): void {
  const valid = weekdays.every(
    (day, at) => Number.isInteger(day) && day >= 1 && day <= 7 && weekdays.indexOf(day) === at,
  );
  if (valid && weekdays.length > 0) return;
  check.fail(
    'weekdays',
    'bad_weekdays',
    'Weekdays must be some of 1 (Monday) to 7 (Sunday), each once.',
    'Write e.g. 1-6 or 1,3,5.',
  );
}
