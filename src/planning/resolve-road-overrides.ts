import type { RoadOverride } from '../model/road-override.ts';
import { TRAVEL_PROFILES } from '../model/vehicle-type.ts';
import { ROAD_CLASSES } from '../network/roads/road-class.ts';
import type { ScenarioProblem, ScenarioProblemCode } from './scenario-error.ts';

const MAX_OVERRIDES = 1000;
const MAX_POSITIONS = 10_000;
const EFFECTS = ['closed', 'speedKmh', 'maxWeightTonnes', 'maxHeightMetres', 'maxWidthMetres'] as const;
const PLACE_FIELDS = ['wayId', 'near', 'line', 'roadClass', 'oneway'] as const;
const FIELDS: ReadonlySet<string> = new Set([
  'name',
  'recordedOn',
  ...PLACE_FIELDS,
  'profiles',
  ...EFFECTS,
  'season',
  'hours',
]);
const YEAR = 2000;

type Given = Readonly<Record<string, unknown>>;
type Tell = (code: ScenarioProblemCode, path: string, message: string) => void;
type Check = (value: unknown, path: string, tell: Tell) => void;

/**
 * Overrides of a scenario, every problem told with its place. Whether the roads have the ways that are named shows
 * when they are applied.
 */
export function resolveRoadOverrides(value: unknown, problems: ScenarioProblem[]): readonly RoadOverride[] {
  const tell: Tell = (code, path, message) => problems.push({ code, path, message });
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    tell('wrong_type', '/roadOverrides', 'It is a list.');
    return [];
  }
  if (value.length > MAX_OVERRIDES) {
    tell('out_of_range', '/roadOverrides', `It has at most ${MAX_OVERRIDES} entries.`);
    return [];
  }
  const before = problems.length;
  value.forEach((override: unknown, index) => checkOverride(override, `/roadOverrides/${index}`, tell));
  return problems.length === before ? (value as readonly RoadOverride[]) : [];
}

/** `MM-DD` of a day that some year has. */
export function isDayOfYear(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{2}-\d{2}$/.test(value)) return false;
  return isDay(`${YEAR}-${value}`);
}

function checkOverride(override: unknown, path: string, tell: Tell): void {
  if (!isObject(override)) {
    tell('wrong_type', path, 'It is an object.');
    return;
  }
  for (const key of Object.keys(override)) {
    if (!FIELDS.has(key))
      tell('unknown_field', `${path}/${key.slice(0, 100)}`, 'There is no such field here.');
  }
  for (const [key, check] of Object.entries(CHECKS)) {
    const isNeeded = key === 'name' || key === 'recordedOn';
    if (override[key] !== undefined || isNeeded) check(override[key], `${path}/${key}`, tell);
  }
  if ((override.wayId === undefined) === (override.line === undefined)) {
    tell('override_without_place', path, 'It names either a way of the map or the line of a new road.');
  }
  checkPlaceFields(override, path, tell);
  if (override.line === undefined && !EFFECTS.some((effect) => isEffect(override[effect]))) {
    tell('override_without_effect', path, `It sets at least one of ${EFFECTS.join(', ')}.`);
  }
}

/** Fields that say something of a way of the map alone, or of a new road alone. */
function checkPlaceFields(override: Given, path: string, tell: Tell): void {
  const foreign = override.line === undefined ? (['roadClass', 'oneway'] as const) : (['near'] as const);
  const kind = override.line === undefined ? 'a new road' : 'a way of the map';
  for (const field of foreign) {
    if (override[field] !== undefined)
      tell('override_field_out_of_place', `${path}/${field}`, `It belongs to ${kind}.`);
  }
}

function isEffect(value: unknown): boolean {
  return value !== undefined && value !== false;
}

const CHECKS: Readonly<Record<string, Check>> = {
  name: (value, path, tell) => {
    if (typeof value !== 'string' || value.trim() === '' || value.length > 200)
      tell('wrong_type', path, 'It is a text of 1 to 200 characters.');
  },
  recordedOn: (value, path, tell) => {
    if (typeof value !== 'string' || !isDay(value)) tell('wrong_type', path, 'It is a day, YYYY-MM-DD.');
  },
  wayId: (value, path, tell) => {
    if (!Number.isSafeInteger(value)) tell('wrong_type', path, 'It is a whole number.');
  },
  near: (value, path, tell) => {
    if (!isPosition(value)) tell('wrong_type', path, 'It is a longitude and a latitude.');
  },
  line: (value, path, tell) => {
    const isLine = Array.isArray(value) && value.length >= 2 && value.length <= MAX_POSITIONS;
    if (!isLine || !value.every(isPosition))
      tell('wrong_type', path, `It is 2 to ${MAX_POSITIONS} positions, each a longitude and a latitude.`);
  },
  roadClass: (value, path, tell) => {
    if (!ROAD_CLASSES.some((known) => known === value))
      tell('wrong_type', path, `It is one of ${ROAD_CLASSES.join(', ')}.`);
  },
  oneway: checkFlag,
  closed: checkFlag,
  profiles: (value, path, tell) => {
    const isList = Array.isArray(value) && value.length > 0;
    if (!isList || !value.every((profile) => TRAVEL_PROFILES.includes(profile)))
      tell('wrong_type', path, `It is a list of ${TRAVEL_PROFILES.join(', ')}.`);
  },
  speedKmh: checkBetween(1, 150),
  maxWeightTonnes: checkBetween(0.1, 200),
  maxHeightMetres: checkBetween(0.1, 20),
  maxWidthMetres: checkBetween(0.1, 20),
  season: (value, path, tell) => {
    const isSeason = isObject(value) && isDayOfYear(value.from) && isDayOfYear(value.until);
    if (!isSeason || Object.keys(value).length !== 2)
      tell('wrong_type', path, 'It has from and until, MM-DD.');
  },
  hours: (value, path, tell) => {
    const isWindow = isObject(value) && isTime(value.earliest) && isTime(value.latest);
    if (!isWindow || Object.keys(value).length !== 2 || Number(value.earliest) >= Number(value.latest))
      tell('wrong_type', path, 'It has earliest and latest, in seconds of the day, the earlier first.');
  },
};

function checkFlag(value: unknown, path: string, tell: Tell): void {
  if (typeof value !== 'boolean') tell('wrong_type', path, 'It is true or false.');
}

function checkBetween(least: number, most: number): Check {
  return (value, path, tell) => {
    if (typeof value !== 'number') tell('wrong_type', path, 'It is a number.');
    else if (!(value >= least && value <= most))
      tell('out_of_range', path, `It lies between ${least} and ${most}, not at ${value}.`);
  };
}

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 86_400;
}

function isPosition(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [lon, lat] = value as readonly unknown[];
  return typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
