import { OsrmError } from './osrm-error.ts';

/** Query of an OSRM request as it came; repeated parameters are arrays. */
export type OsrmQuery = Readonly<Record<string, unknown>>;

/** Form of a line in an answer. */
export type OsrmGeometries = 'polyline' | 'polyline6' | 'geojson';

export interface OsrmRouteOptions {
  readonly overview: 'simplified' | 'full' | 'false';
  readonly geometries: OsrmGeometries;
  readonly steps: boolean;
}

export interface OsrmTableOptions {
  /** Positions in the list of coordinates. */
  readonly sources: readonly number[];
  readonly destinations: readonly number[];
  readonly durations: boolean;
  readonly distances: boolean;
}

/** What every service may be asked; hints are neither given nor used. */
export interface OsrmCommonOptions {
  /** Farthest that each coordinate may lie from the road, in metres. */
  readonly radiuses: readonly number[];
  readonly waypoints: boolean;
}

const COMMON = ['county', 'radiuses', 'generate_hints', 'hints', 'skip_waypoints'];
const ROUTE = ['overview', 'geometries', 'steps', 'alternatives', 'annotations', 'continue_straight'];
const TABLE = ['sources', 'destinations', 'annotations'];

/** @throws OsrmError `InvalidQuery` for a value of another form, `InvalidOptions` for what is not offered here */
export function parseOsrmCommon(query: OsrmQuery, count: number): OsrmCommonOptions {
  const reader = new OptionReader(query);
  reader.oneOf('generate_hints', ['true', 'false']);
  return {
    radiuses: reader.radiuses(count),
    waypoints: reader.oneOf('skip_waypoints', ['false', 'true']) === 'false',
  };
}

/** @throws OsrmError as {@link parseOsrmCommon} */
export function parseOsrmRoute(query: OsrmQuery): OsrmRouteOptions {
  const reader = new OptionReader(query);
  reader.allow([...COMMON, ...ROUTE]);
  reader.oneOf('annotations', ['false'], ['true', 'nodes', 'distance', 'duration', 'weight', 'speed']);
  reader.oneOf('continue_straight', ['default', 'false'], ['true']);
  const alternatives = reader.text('alternatives') ?? 'false';
  if (!/^(true|false|\d+)$/.test(alternatives)) throw malformed('alternatives');
  return {
    overview: reader.oneOf('overview', ['simplified', 'full', 'false']),
    geometries: reader.oneOf('geometries', ['polyline', 'polyline6', 'geojson']),
    steps: reader.oneOf('steps', ['false', 'true']) === 'true',
  };
}

/** @throws OsrmError as {@link parseOsrmCommon} */
export function parseOsrmTable(query: OsrmQuery, count: number): OsrmTableOptions {
  const reader = new OptionReader(query);
  reader.allow([...COMMON, ...TABLE]);
  const annotations = (reader.text('annotations') ?? 'duration').split(',');
  if (!annotations.every((name) => name === 'duration' || name === 'distance'))
    throw malformed('annotations');
  return {
    sources: reader.positions('sources', count),
    destinations: reader.positions('destinations', count),
    durations: annotations.includes('duration'),
    distances: annotations.includes('distance'),
  };
}

class OptionReader {
  readonly #query: OsrmQuery;

  constructor(query: OsrmQuery) {
    this.#query = query;
  }

  /** Options of OSRM that would change the answer are refused rather than passed over. */
  allow(names: readonly string[]): void {
    const other = Object.keys(this.#query).find((name) => !names.includes(name));
    if (other !== undefined) throw new OsrmError('InvalidOptions', `Option ${other} is not supported here.`);
  }

  text(name: string): string | null {
    const value = this.#query[name];
    if (value === undefined) return null;
    if (typeof value !== 'string') throw malformed(name);
    return value;
  }

  /** One of the words offered, the first by default; words that OSRM knows but that are not offered are refused. */
  oneOf<const Word extends string>(
    name: string,
    words: readonly Word[],
    refused: readonly string[] = [],
  ): Word {
    const text = this.text(name) ?? words[0];
    const word = words.find((each) => each === text);
    if (word !== undefined) return word;
    if (text.split(',').every((part) => refused.includes(part))) {
      throw new OsrmError('InvalidOptions', `${name}=${text} is not supported here.`);
    }
    throw malformed(name);
  }

  positions(name: string, count: number): readonly number[] {
    const text = this.text(name) ?? 'all';
    if (text === 'all') return Array.from({ length: count }, (_, position) => position);
    if (!/^\d{1,9}(;\d{1,9})*$/.test(text)) throw malformed(name);
    const positions = text.split(';').map(Number);
    if (positions.every((position) => position < count)) return positions;
    throw new OsrmError('InvalidOptions', `${name} names a coordinate that there is not.`);
  }

  radiuses(count: number): readonly number[] {
    const text = this.text('radiuses');
    if (text === null) return Array.from({ length: count }, () => Infinity);
    const parts = text.split(';');
    if (parts.length !== count) {
      throw new OsrmError('InvalidOptions', 'There must be as many radiuses as coordinates.');
    }
    if (!parts.every((part) => /^(|unlimited|\d+(\.\d+)?)$/.test(part))) throw malformed('radiuses');
    return parts.map((part) => (part === '' || part === 'unlimited' ? Infinity : Number(part)));
  }
}

function malformed(name: string): OsrmError {
  return new OsrmError('InvalidQuery', `Query string malformed close to ${name}`);
}
