import type { LonLat } from '../../model/units.ts';
import { DEFAULT_ROAD_LIMITS } from '../osm/osm-elements.ts';
import type { RoadLimits } from '../osm/osm-elements.ts';
import { EVERY_PROFILE, ROAD_CLASSES } from './road-class.ts';
import type { RoadClass } from './road-class.ts';
import { RoadSourceError } from './road-source-error.ts';
import { NodeColumns } from './road-source.ts';
import type { RoadSource, RoadWay } from './road-source.ts';

export interface GeoJsonRoadOptions {
  readonly limits?: RoadLimits;
  /** Turns the file's coordinates into WGS-84; the identity when absent. */
  readonly toWgs84?: (position: LonLat) => LonLat;
  readonly attributions?: readonly string[];
}

/** Chinese administrative road classes by the class that OpenStreetMap gives such roads. */
const CHINESE_CLASSES: ReadonlyMap<string, RoadClass> = new Map([
  ['高速', 'motorway'],
  ['高速公路', 'motorway'],
  ['国道', 'trunk'],
  ['省道', 'primary'],
  ['县道', 'secondary'],
  ['乡道', 'tertiary'],
  ['村道', 'unclassified'],
  ['机耕道', 'track'],
]);

/** JSON is held whole and takes some ten times its size. */
const MAX_GEOJSON_BYTES = 64 * 2 ** 20;

const FORWARD_WORDS: ReadonlySet<string> = new Set(['yes', 'true', '1', 'forward', 'f', '是']);
const BACKWARD_WORDS: ReadonlySet<string> = new Set(['-1', 'reverse', 'backward', 't']);

const OFF_GROUND_KEYS = ['bridge', 'tunnel', '桥梁', '隧道'];
const NO_WORDS: ReadonlySet<string> = new Set(['', 'no', 'false', '0', 'f', '否']);

/** Columns in km/h, tonnes and metres. */
const SPEED_KEYS = ['speed', 'speed_kmh', 'maxspeed', '限速'];
const WEIGHT_KEYS = ['maxweight', 'max_weight_t', '限重'];
const HEIGHT_KEYS = ['maxheight', 'max_height_m', '限高'];
const WIDTH_KEYS = ['maxwidth', 'max_width_m', '限宽'];

type Properties = Readonly<Record<string, unknown>>;

/**
 * Reads roads from a GeoJSON FeatureCollection of LineStrings and MultiLineStrings. Properties: `class` (or
 * `highway`, `fclass`; English or Chinese; `unclassified` when absent), `speed` (or `speed_kmh`, `maxspeed`; km/h),
 * `oneway`, `maxweight` (tonnes), `maxheight`, `maxwidth` (metres), `bridge`, `tunnel` (yes or no), also under Chinese
 * names (`限速`, `限重`, `限高`, `限宽`, `桥梁`, `隧道`), and `name`. Roads meet where they share a vertex, to 1e-7 degrees. The way id is the feature's integer
 * `id`, else its position from 1. Features of another geometry are passed over.
 *
 * @throws RoadSourceError with the path of the feature.
 */
export function readGeoJsonRoads(bytes: Uint8Array, options: GeoJsonRoadOptions = {}): RoadSource {
  const limits = options.limits ?? DEFAULT_ROAD_LIMITS;
  const collector = new LineCollector(limits, options.toWgs84 ?? ((position) => position));
  const features = parseFeatures(bytes, limits);
  features.forEach((feature, index) => collector.addFeature(feature, index));
  return {
    ...collector.nodes.toColumns(),
    ways: collector.ways,
    barriers: new Map(),
    restrictions: [],
    attributions: options.attributions ?? [],
  };
}

function parseFeatures(bytes: Uint8Array, limits: RoadLimits): readonly unknown[] {
  const maxBytes = Math.min(limits.maxBytes, MAX_GEOJSON_BYTES);
  if (bytes.length > maxBytes) throw tooLarge(`more than ${maxBytes} bytes`);
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new RoadSourceError('roads_unreadable', 'The road file is not valid JSON in UTF-8', null, error);
  }
  const features = isObject(content) ? content.features : undefined;
  if (!Array.isArray(features)) throw unreadable('is not a GeoJSON FeatureCollection', 'features');
  if (features.length > limits.maxWays) throw tooLarge(`more than ${limits.maxWays} features`);
  return features;
}

/** Gives every distinct position a node and every line a way. */
class LineCollector {
  readonly nodes = new NodeColumns();
  readonly ways: RoadWay[] = [];
  readonly #limits: RoadLimits;
  readonly #toWgs84: (position: LonLat) => LonLat;
  readonly #nodeOf = new Map<string, number>();
  #references = 0;

  constructor(limits: RoadLimits, toWgs84: (position: LonLat) => LonLat) {
    this.#limits = limits;
    this.#toWgs84 = toWgs84;
  }

  addFeature(feature: unknown, index: number): void {
    const path = `features[${index}]`;
    if (!isObject(feature)) throw unreadable('has a feature that is no object', path);
    const lines = toLines(feature.geometry, path);
    const properties: Properties = isObject(feature.properties) ? feature.properties : {};
    const id = Number.isSafeInteger(feature.id) ? (feature.id as number) : index + 1;
    for (const line of lines) {
      const refs = line.map((position, at) => this.#toNode(position, `${path}.geometry.coordinates[${at}]`));
      if (refs.length > 1) this.ways.push(toWay(id, refs, properties, path));
    }
  }

  #toNode(position: unknown, path: string): number {
    if (++this.#references > this.#limits.maxReferences) throw tooLarge('too many positions');
    const [lon, lat] = this.#toWgs84(toLonLat(position, path));
    const lonE7 = Math.round(lon * 1e7);
    const latE7 = Math.round(lat * 1e7);
    const key = `${lonE7},${latE7}`;
    const known = this.#nodeOf.get(key);
    if (known !== undefined) return known;
    if (this.#nodeOf.size >= this.#limits.maxNodes)
      throw tooLarge(`more than ${this.#limits.maxNodes} nodes`);
    const node = this.#nodeOf.size;
    this.#nodeOf.set(key, node);
    this.nodes.add(node, lonE7, latE7);
    return node;
  }
}

function toLines(geometry: unknown, path: string): readonly (readonly unknown[])[] {
  if (!isObject(geometry)) return [];
  const { type, coordinates } = geometry;
  if (type !== 'LineString' && type !== 'MultiLineString') return [];
  const lines: unknown = type === 'LineString' ? [coordinates] : coordinates;
  if (!Array.isArray(lines) || !lines.every((line) => Array.isArray(line))) {
    throw unreadable('has a line without coordinates', `${path}.geometry`);
  }
  return lines;
}

function toLonLat(position: unknown, path: string): LonLat {
  const [lon, lat] = Array.isArray(position) ? (position as unknown[]) : [];
  const valid =
    typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  if (!valid) throw new RoadSourceError('roads_bad_value', 'A position is no longitude and latitude', path);
  return [lon, lat];
}

function toWay(id: number, refs: readonly number[], properties: Properties, path: string): RoadWay {
  const { roadClass, link } = toClass(properties, path);
  const oneway = toText(properties.oneway ?? properties['单行']).toLowerCase();
  const name = toText(properties.name ?? properties['名称']);
  return {
    id,
    name: name === '' ? null : name,
    roadClass,
    link,
    refs,
    forward: BACKWARD_WORDS.has(oneway) ? 0 : EVERY_PROFILE,
    backward: FORWARD_WORDS.has(oneway) ? 0 : EVERY_PROFILE,
    forwardLimitKmh: Infinity,
    backwardLimitKmh: Infinity,
    truckLimitKmh: Infinity,
    minor: false,
    surface: 'paved',
    offGround: OFF_GROUND_KEYS.some((key) => !NO_WORDS.has(toText(properties[key]).trim().toLowerCase())),
    givenKmh: toPositive(properties, SPEED_KEYS, path),
    crossingSeconds: null,
    maxWeightTonnes: toPositive(properties, WEIGHT_KEYS, path) ?? Infinity,
    maxHeightMetres: toPositive(properties, HEIGHT_KEYS, path) ?? Infinity,
    maxWidthMetres: toPositive(properties, WIDTH_KEYS, path) ?? Infinity,
  };
}

function toClass(properties: Properties, path: string): { roadClass: RoadClass; link: boolean } {
  const text = toText(
    properties.class ?? properties.highway ?? properties.fclass ?? properties['等级'],
  ).trim();
  if (text === '') return { roadClass: 'unclassified', link: false };
  const link = text.endsWith('_link');
  const name = link ? text.slice(0, -5) : text;
  const roadClass = CHINESE_CLASSES.get(name) ?? ROAD_CLASSES.find((known) => known === name);
  if (roadClass === undefined) {
    throw new RoadSourceError('roads_bad_value', `"${text}" is no road class`, `${path}.properties.class`);
  }
  return { roadClass, link };
}

/** The first of the columns that is filled, a number above zero; null when none is. */
function toPositive(properties: Properties, keys: readonly string[], path: string): number | null {
  const key = keys.find((name) => !isBlank(properties[name]));
  if (key === undefined) return null;
  const value = properties[key];
  const amount = typeof value === 'string' ? Number(value) : value;
  if (typeof amount === 'number' && amount > 0 && amount < Infinity) return amount;
  throw new RoadSourceError(
    'roads_bad_value',
    'A number above zero was expected',
    `${path}.properties.${key}`,
  );
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function toText(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}

function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(what: string, path: string): RoadSourceError {
  return new RoadSourceError('roads_unreadable', `The road file ${what}`, path);
}

function tooLarge(what: string): RoadSourceError {
  return new RoadSourceError('roads_too_large', `The road file has ${what}`);
}
