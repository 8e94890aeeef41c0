import { HANDLING_CLASSES } from '../commodity.ts';
import type { DraftRow } from '../county-draft.ts';
import type { CountyIssueList } from '../county-issue-list.ts';
import { TRAVEL_PROFILES, type VehicleType } from '../vehicle-type.ts';
import type { CountyIndex } from './county-index.ts';
import { checkProvenance } from './provenance-rules.ts';
import { RowCheck } from './row-check.ts';

const ENERGY_CARRIERS = ['petrol', 'diesel', 'electric'];
const DAY = 86_400;
const MAX_FEN = 1e9;

/** Vehicle types: owner and home that fit, capacities above zero, prices, shift, range, classes in range. */
export function checkVehicleTypes(
  rows: readonly DraftRow<VehicleType>[],
  index: CountyIndex,
  issues: CountyIssueList,
): void {
  for (const { value, origin } of rows) {
    const check = new RowCheck(issues, origin);
    check.text('id', value.id);
    check.text('name', value.name);
    checkOwnership(value, index, check);
    checkPerformance(value, check);
    checkShift(value, check);
    checkProvenance(value.provenance, check);
  }
}

function checkOwnership(type: VehicleType, index: CountyIndex, check: RowCheck): void {
  if (type.ownerId !== null) check.reference('ownerId', 'carrier', type.ownerId, index.carriers);
  if (type.count !== null) check.integer('count', type.count, 0, 100_000);
  else if (type.ownerId !== null) {
    check.fail(
      'count',
      'missing_value',
      `"${type.id}" has an owner but no count.`,
      'Say how many vehicles the carrier has; only market hire may be unlimited.',
    );
  }
  if (type.homeSiteId === null) return;
  if (!check.reference('homeSiteId', 'site', type.homeSiteId, index.sites)) return;
  const home = index.sites.get(type.homeSiteId);
  if (home === undefined || home.ownerId === null || home.ownerId === type.ownerId) return;
  check.fail(
    'homeSiteId',
    'home_of_another_carrier',
    `"${type.id}" is at home at "${home.id}", which belongs to "${home.ownerId}".`,
    'Name a site of the same owner or a public one.',
  );
}

function checkPerformance(type: VehicleType, check: RowCheck): void {
  check.integer('capacityGrams', type.capacityGrams, 1, 1e9);
  check.integer('capacityLitres', type.capacityLitres, 1, 1e9);
  check.integer('fenPerDay', type.fenPerDay, 0, MAX_FEN);
  check.integer('fenPerKm', type.fenPerKm, 0, MAX_FEN);
  check.integer('fenPerHour', type.fenPerHour, 0, MAX_FEN);
  check.oneOf('profile', type.profile, TRAVEL_PROFILES);
  check.oneOf('energy', type.energy, ENERGY_CARRIERS);
  check.number('energyPer100Km', type.energyPer100Km, 0, 1_000);
  if (type.maxDistanceMetres !== null) check.integer('maxDistanceMetres', type.maxDistanceMetres, 1, 1e7);
  if (type.handlingClasses.length === 0) {
    check.fail(
      'handlingClasses',
      'missing_value',
      `"${type.id}" carries no handling class.`,
      'Name at least one.',
    );
  }
  for (const handling of type.handlingClasses) check.oneOf('handlingClasses', handling, HANDLING_CLASSES);
}

function checkShift(type: VehicleType, check: RowCheck): void {
  check.integer('shiftStart', type.shiftStart, 0, DAY);
  check.integer('shiftEnd', type.shiftEnd, 0, 2 * DAY);
  check.integer('maxDurationSeconds', type.maxDurationSeconds, 1, DAY);
  check.integer('maxTripsPerDay', type.maxTripsPerDay, 1, 50);
  if (type.shiftEnd > type.shiftStart + DAY) {
    check.fail(
      'shiftEnd',
      'shift_above_a_day',
      `The shift of "${type.id}" lasts more than 24 hours, into its next one.`,
      'Correct the shift; give two vehicles where two take turns.',
    );
  }
  if (type.shiftEnd > type.shiftStart) return;
  check.fail(
    'shiftEnd',
    'shift_ends_before_start',
    `The shift of "${type.id}" ends before it starts.`,
    'Correct the shift; an end after midnight is written as 25:00.',
  );
}
