import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { Provenance, ProvenanceKind } from '../model/provenance.ts';
import type { Rates } from '../model/rates.ts';
import { PROVENANCE_WORDS } from './choice-words.ts';
import { type CoordinateSystem, COORDINATE_SYSTEMS, findCoordinateSystem } from './coordinate-system.ts';
import { CountyFilesError } from './county-file.ts';
import { decodeText } from './decode-text.ts';
import { DEFAULT_RATES } from './default-rates.ts';
import { toSecondsOfDay } from './parse-cell.ts';
import { UNSTATED } from './provenance-columns.ts';

/** What `county.json` says; null where it says nothing. */
export interface CountyDocument {
  readonly code: string | null;
  readonly name: string | null;
  readonly crs: CoordinateSystem | null;
  readonly attributions: readonly string[];
  /** Stands in place of the attribution that the road file's format implies. */
  readonly roadsAttributions: readonly string[] | null;
  /** GeoJSON of the boundary, as it stands. */
  readonly boundary: unknown;
  readonly rates: Rates;
}

/** How a rate of `county.json` becomes one of `Rates`. */
type RateUnit = 'yuan' | 'minutes' | 'clock' | 'plain';

const RATES: readonly (readonly [name: string, key: keyof Rates, unit: RateUnit])[] = [
  ['poolingSortYuanPerParcel', 'poolingSortFenPerParcel', 'yuan'],
  ['poolingSortYuanPerTonne', 'poolingSortFenPerTonne', 'yuan'],
  ['poolingOverheadYuanPerMemberDay', 'poolingOverheadFenPerMemberDay', 'yuan'],
  ['unservedYuanPerKg', 'unservedFenPerKg', 'yuan'],
  ['unservedYuanPerParcel', 'unservedFenPerParcel', 'yuan'],
  ['stationSortMinutes', 'stationSortSeconds', 'minutes'],
  ['feederStart', 'feederStart', 'clock'],
  ['feederEnd', 'feederEnd', 'clock'],
  ['detourFactor', 'detourFactor', 'plain'],
];

const EMISSIONS: readonly (readonly [name: string, energy: keyof Rates['emissionGramsPerUnit']])[] = [
  ['emissionGramsPerLitrePetrol', 'petrol'],
  ['emissionGramsPerLitreDiesel', 'diesel'],
  ['emissionGramsPerKwh', 'electric'],
];

const KNOWN = ['code', 'name', 'crs', 'attributions', 'roadsAttributions', 'boundary', 'rates', 'note'];

export const EMPTY_COUNTY_DOCUMENT: CountyDocument = {
  code: null,
  name: null,
  crs: null,
  attributions: [],
  roadsAttributions: null,
  boundary: null,
  rates: DEFAULT_RATES,
};

/**
 * Parses a JSON file of any accepted encoding.
 *
 * @throws CountyFilesError when it is no JSON.
 */
export function parseJson(file: string, bytes: Uint8Array): unknown {
  const { text } = decodeText(file, bytes);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : '';
    throw new CountyFilesError(
      'broken_json',
      `"${file}" is no JSON: ${reason}`,
      'Correct the file.',
      file,
      cause,
    );
  }
}

/** Reads `county.json`; every wrong value is reported and left out. */
export function readCountyDocument(file: string, value: unknown, issues: CountyIssueList): CountyDocument {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const text = {
      code: 'bad_value',
      message: `"${file}" is no JSON object.`,
      remedy: 'Write { "code": ... }.',
    };
    issues.addError(text, { file, row: null });
    return EMPTY_COUNTY_DOCUMENT;
  }
  const reader = new DocumentReader(file, value as Readonly<Record<string, unknown>>, issues);
  reader.warnUnknown(KNOWN);
  return {
    code: reader.text('code'),
    name: reader.text('name'),
    crs: reader.crs('crs'),
    attributions: reader.texts('attributions') ?? [],
    roadsAttributions: reader.texts('roadsAttributions'),
    boundary: (value as Readonly<Record<string, unknown>>)['boundary'] ?? null,
    rates: readRates(reader.child('rates')),
  };
}

function readRates(reader: DocumentReader): Rates {
  reader.warnUnknown([...RATES.map(([name]) => name), ...EMISSIONS.map(([name]) => name)]);
  const provenance: Record<string, Provenance> = { ...DEFAULT_RATES.provenance };
  const changed: Record<string, number> = {};
  for (const [name, key, unit] of RATES) {
    const rate = reader.rate(name, unit);
    if (rate === null) continue;
    changed[key] = rate.value;
    provenance[key] = rate.provenance;
  }
  const emissions = { ...DEFAULT_RATES.emissionGramsPerUnit };
  for (const [name, energy] of EMISSIONS) {
    const rate = reader.rate(name, 'plain');
    if (rate === null) continue;
    emissions[energy] = rate.value;
    provenance[`emissionGramsPerUnit.${energy}`] = rate.provenance;
  }
  return { ...DEFAULT_RATES, ...changed, emissionGramsPerUnit: emissions, provenance };
}

/** Reads the members of one JSON object, reporting those of a wrong type by their path. */
class DocumentReader {
  readonly #file: string;
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #issues: CountyIssueList;
  readonly #path: string;

  constructor(file: string, value: Readonly<Record<string, unknown>>, issues: CountyIssueList, path = '') {
    this.#file = file;
    this.#value = value;
    this.#issues = issues;
    this.#path = path;
  }

  text(key: string): string | null {
    const value = this.#value[key];
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    return this.#fail(key, 'a text');
  }

  texts(key: string): readonly string[] | null {
    const value = this.#value[key];
    if (value === undefined || value === null) return null;
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
    return this.#fail(key, 'a list of texts');
  }

  crs(key: string): CoordinateSystem | null {
    const name = this.text(key);
    if (name === null) return null;
    return findCoordinateSystem(name) ?? this.#fail(key, `one of ${COORDINATE_SYSTEMS.join(', ')}`);
  }

  child(key: string): DocumentReader {
    const value = this.#value[key];
    const wellFormed = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!wellFormed && value !== undefined && value !== null) this.#fail(key, 'an object');
    const object = wellFormed ? (value as Readonly<Record<string, unknown>>) : {};
    return new DocumentReader(this.#file, object, this.#issues, `${this.#path}${key}.`);
  }

  /** A rate as a bare value or as `{ value, kind, source }`. */
  rate(key: string, unit: RateUnit): { readonly value: number; readonly provenance: Provenance } | null {
    const given = this.#value[key];
    if (given === undefined || given === null) return null;
    const whole = typeof given === 'object' ? (given as Readonly<Record<string, unknown>>) : { value: given };
    const value = toRateValue(whole['value'], unit);
    if (value === null) return this.#fail(key, unit === 'clock' ? 'a time as HH:MM' : 'a number');
    const kind = whole['kind'] ?? 'assumption';
    if (typeof kind !== 'string' || !Object.hasOwn(PROVENANCE_WORDS, kind)) {
      return this.#fail(`${key}.kind`, `one of ${Object.keys(PROVENANCE_WORDS).join(', ')}`);
    }
    const source = typeof whole['source'] === 'string' ? whole['source'] : UNSTATED;
    return { value, provenance: { kind: kind as ProvenanceKind, source } };
  }

  warnUnknown(known: readonly string[]): void {
    for (const key of Object.keys(this.#value)) {
      if (known.includes(key)) continue;
      const text = {
        code: 'unknown_key',
        message: `"${this.#path}${key}" is not known here and is not read.`,
        remedy: 'See docs/county-files.md for the keys of county.json.',
      };
      this.#issues.addWarning(text, { file: this.#file, row: null }, `${this.#path}${key}`);
    }
  }

  #fail(key: string, what: string): null {
    const path = `${this.#path}${key}`;
    const text = { code: 'bad_value', message: `"${path}" is not ${what}.`, remedy: 'Correct the value.' };
    this.#issues.addError(text, { file: this.#file, row: null }, path);
    return null;
  }
}

function toRateValue(value: unknown, unit: RateUnit): number | null {
  if (unit === 'clock') return typeof value === 'string' ? toSecondsOfDay(value) : null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  if (unit === 'yuan') return Math.round(value * 100);
  return unit === 'minutes' ? Math.round(value * 60) : value;
}
