import type { HandlingClass } from '../model/commodity.ts';
import type { DraftRow } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import { ENERGY_WORDS, findChoice, HANDLING_WORDS, PROFILE_WORDS } from './choice-words.ts';
import { VEHICLE_TYPE_COLUMNS } from './column-dictionary.ts';
import { getVehicleDefaults } from './default-rates.ts';
import { readProvenance } from './provenance-columns.ts';
import { type RowReader, TableReader } from './table-reader.ts';
import type { Table } from './table.ts';

type VehicleField = keyof typeof VEHICLE_TYPE_COLUMNS;

/** Above this payload an unstated figure is taken from the default truck, else from the default van. */
const VAN_LIMIT_GRAMS = 1_200_000;

/** Vehicle types of `vehicle_types.csv`; unstated figures are those of the default van or truck. */
export function readVehicleTypesTable(
  table: Table,
  issues: CountyIssueList,
): readonly DraftRow<VehicleType>[] | null {
  const reader = new TableReader(table, VEHICLE_TYPE_COLUMNS, issues);
  if (!reader.requireColumns(['id', 'name', 'capacityGrams'], VEHICLE_TYPE_COLUMNS)) return null;
  const rows = reader.rows().map((row) => ({ value: toVehicleType(row), origin: row.origin }));
  reader.reportDefaults();
  return rows;
}

function toVehicleType(row: RowReader<VehicleField>): VehicleType {
  const capacityGrams = row.amountOrNull('capacityGrams') ?? 0;
  const defaults = getVehicleDefaults(capacityGrams > VAN_LIMIT_GRAMS ? 'truck' : 'van');
  return {
    id: row.text('id'),
    name: row.text('name'),
    ownerId: row.textOrNull('ownerId'),
    homeSiteId: row.textOrNull('homeSiteId'),
    count: row.countOrNull('count'),
    capacityGrams,
    capacityLitres: row.amountOr('capacityLitres', defaults.capacityLitres),
    fenPerDay: row.amountOr('fenPerDay', defaults.fenPerDay),
    fenPerKm: row.amountOr('fenPerKm', defaults.fenPerKm),
    fenPerHour: row.amountOr('fenPerHour', defaults.fenPerHour),
    shiftStart: row.time('shiftStart', defaults.shiftStart),
    shiftEnd: row.time('shiftEnd', defaults.shiftEnd),
    maxDurationSeconds: row.amountOr('maxDurationSeconds', defaults.maxDurationSeconds),
    maxDistanceMetres: row.amountOrNull('maxDistanceMetres'),
    maxTripsPerDay: row.countOr('maxTripsPerDay', defaults.maxTripsPerDay),
    handlingClasses: readHandlingClasses(row, defaults.handlingClasses),
    profile: row.choice('profile', PROFILE_WORDS, defaults.profile),
    energy: row.choice('energy', ENERGY_WORDS, defaults.energy),
    energyPer100Km: row.numberOr('energyPer100Km', defaults.energyPer100Km),
    provenance: readProvenance(row),
  };
}

function readHandlingClasses(
  row: RowReader<VehicleField>,
  fallback: readonly HandlingClass[],
): readonly HandlingClass[] {
  const words = row.list('handlingClasses');
  if (words.length === 0) {
    row.noteDefault('handlingClasses');
    return fallback;
  }
  const classes = new Set<HandlingClass>();
  for (const word of words) {
    const found = findChoice(word, HANDLING_WORDS);
    if (found !== null) classes.add(found);
    else {
      const known = Object.keys(HANDLING_WORDS).join(', ');
      row.fail(
        'handlingClasses',
        'unreadable_value',
        `"${word.slice(0, 80)}" is none of ${known}.`,
        'Use these words.',
      );
    }
  }
  return classes.size === 0 ? fallback : [...classes];
}
