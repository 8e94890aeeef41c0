import type { CarrierId } from '../model/carrier.ts';
import type { County } from '../model/county.ts';
import type { Budget, PriceOverrides, Scenario } from '../model/scenario.ts';
import { isDayOfYear, resolveRoadOverrides } from './resolve-road-overrides.ts';
import type { ScenarioProblem, ScenarioProblemCode } from './scenario-error.ts';
import { ScenarioError } from './scenario-error.ts';

/** Iterations per routing problem of a default plan: about a minute for 180 villages on two cores. */
export const DEFAULT_ITERATIONS = 4000;
const DEFAULT_SEEDS = 2;

const LIMITS = {
  seeds: 10,
  iterations: 10_000_000,
  seconds: 600,
  factor: 100,
  fen: 1e9,
  count: 100_000,
  name: 200,
};

/** All carriers in one pool, at the county's own prices. */
export function buildDefaultScenario(county: County): Scenario {
  return {
    name: 'default',
    countyCode: county.code,
    coalitions: county.carriers.length > 1 ? [county.carriers.map(({ id }) => id)] : [],
    closedSiteIds: [],
    openSiteIds: [],
    vehicleCounts: {},
    prices: {},
    minVisitsPerWeek: 0,
    ownTownshipOnly: false,
    roadOverrides: [],
    travelDay: null,
    seed: 1,
    seeds: DEFAULT_SEEDS,
    budget: { kind: 'iterations', iterations: DEFAULT_ITERATIONS },
  };
}

/**
 * Completes a scenario given in part with the defaults and checks it against the county.
 *
 * @throws ScenarioError with every problem at once.
 */
export function resolveScenario(county: County, input: unknown = {}): Scenario {
  const reader = new ScenarioReader(county);
  const scenario = reader.read(input);
  if (reader.problems.length > 0) throw new ScenarioError(reader.problems);
  return scenario;
}

class ScenarioReader {
  readonly problems: ScenarioProblem[] = [];
  private readonly county: County;

  constructor(county: County) {
    this.county = county;
  }

  read(input: unknown): Scenario {
    const defaults = buildDefaultScenario(this.county);
    const given = this.object(input, '', Object.keys(defaults));
    const scenario: Scenario = {
      name: this.text(given.name, '/name', defaults.name),
      countyCode: this.text(given.countyCode, '/countyCode', this.county.code),
      coalitions: given.coalitions === undefined ? defaults.coalitions : this.coalitions(given.coalitions),
      closedSiteIds: this.ids(given.closedSiteIds, '/closedSiteIds'),
      openSiteIds: this.ids(given.openSiteIds, '/openSiteIds'),
      vehicleCounts: this.vehicleCounts(given.vehicleCounts),
      prices: this.prices(given.prices),
      minVisitsPerWeek: this.integer(given.minVisitsPerWeek, '/minVisitsPerWeek', 0, 7, 0),
      ownTownshipOnly: this.flag(given.ownTownshipOnly, '/ownTownshipOnly'),
      roadOverrides: resolveRoadOverrides(given.roadOverrides, this.problems),
      travelDay: this.travelDay(given.travelDay),
      seed: this.integer(given.seed, '/seed', 0, 2 ** 31, defaults.seed),
      seeds: this.integer(given.seeds, '/seeds', 1, LIMITS.seeds, defaults.seeds),
      budget: given.budget === undefined ? defaults.budget : this.budget(given.budget),
    };
    this.checkSites(scenario);
    if (scenario.countyCode !== this.county.code) {
      this.add('other_county', '/countyCode', `The scenario is for county ${scenario.countyCode}.`);
    }
    return scenario;
  }

  private coalitions(value: unknown): readonly (readonly CarrierId[])[] {
    const known = new Set(this.county.carriers.map(({ id }) => id));
    const seen = new Set<CarrierId>();
    return this.list(value, '/coalitions').map((members, index) => {
      const ids = this.ids(members, `/coalitions/${index}`);
      for (const [position, id] of ids.entries()) {
        const path = `/coalitions/${index}/${position}`;
        if (!known.has(id)) this.add('unknown_carrier', path, `There is no carrier "${id}".`);
        if (seen.has(id)) this.add('carrier_in_two_coalitions', path, `Carrier "${id}" is named twice.`);
        seen.add(id);
      }
      return ids;
    });
  }

  private checkSites({ closedSiteIds, openSiteIds }: Scenario): void {
    const sites = new Map(this.county.sites.map((site) => [site.id, site]));
    const depots = new Set(this.county.carriers.map(({ depotId }) => depotId));
    for (const [field, ids] of [
      ['closedSiteIds', closedSiteIds],
      ['openSiteIds', openSiteIds],
    ] as const) {
      for (const [index, id] of ids.entries()) {
        const path = `/${field}/${index}`;
        const site = sites.get(id);
        if (site === undefined) this.add('unknown_site', path, `There is no site "${id}".`);
        else if (!site.canTransship)
          this.add('site_cannot_transship', path, `Site "${id}" is no place of transshipment.`);
        else if (field === 'openSiteIds' && closedSiteIds.includes(id)) {
          this.add('site_open_and_closed', path, `Site "${id}" is to be open and closed.`);
        } else if (field === 'closedSiteIds' && depots.has(id)) {
          this.add(
            'depot_closed',
            path,
            `Site "${id}" is a carrier's depot, where its goods enter the county.`,
          );
        }
      }
    }
  }

  private vehicleCounts(value: unknown): Readonly<Record<string, number>> {
    const known = new Set(this.county.vehicleTypes.map(({ id }) => id));
    const counts = this.object(value ?? {}, '/vehicleCounts', null);
    return Object.fromEntries(
      Object.entries(counts).map(([id, count]) => {
        const path = `/vehicleCounts/${escapePointer(id)}`;
        if (!known.has(id)) this.add('unknown_vehicle_type', path, `There is no vehicle type "${id}".`);
        return [id, this.integer(count, path, 0, LIMITS.count, 0)];
      }),
    );
  }

  private prices(value: unknown): PriceOverrides {
    const factors = ['fenPerKmFactor', 'fenPerHourFactor', 'fenPerDayFactor', 'handlingFactor'];
    const amounts = ['poolingOverheadFenPerMemberDay', 'unservedFenPerKg'];
    const given = this.object(value ?? {}, '/prices', [...factors, ...amounts]);
    const prices: Record<string, number> = {};
    for (const key of factors) {
      if (given[key] !== undefined) prices[key] = this.number(given[key], `/prices/${key}`, 0, LIMITS.factor);
    }
    for (const key of amounts) {
      if (given[key] !== undefined)
        prices[key] = this.integer(given[key], `/prices/${key}`, 0, LIMITS.fen, 0);
    }
    return prices;
  }

  private travelDay(value: unknown): string | null {
    if (value === undefined || value === null) return null;
    if (isDayOfYear(value)) return value;
    this.add('wrong_type', '/travelDay', 'It is a day of the year, MM-DD, or null.');
    return null;
  }

  private budget(value: unknown): Budget {
    const given = this.object(value, '/budget', ['kind', 'iterations', 'seconds']);
    if (given.kind === 'seconds') {
      return {
        kind: 'seconds',
        seconds: this.number(given.seconds, '/budget/seconds', 0.001, LIMITS.seconds),
      };
    }
    if (given.kind !== 'iterations')
      this.add('wrong_type', '/budget/kind', 'It is "iterations" or "seconds".');
    const iterations = this.integer(
      given.iterations,
      '/budget/iterations',
      1,
      LIMITS.iterations,
      DEFAULT_ITERATIONS,
    );
    return { kind: 'iterations', iterations };
  }

  private object(value: unknown, path: string, allowed: readonly string[] | null): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.add('wrong_type', path, 'It is an object.');
      return {};
    }
    for (const key of Object.keys(value)) {
      if (allowed !== null && !allowed.includes(key)) {
        this.add('unknown_field', `${path}/${escapePointer(key)}`, `There is no field "${key}" here.`);
      }
    }
    return value as Record<string, unknown>;
  }

  private list(value: unknown, path: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    this.add('wrong_type', path, 'It is a list.');
    return [];
  }

  private ids(value: unknown, path: string): readonly string[] {
    if (value === undefined) return [];
    return this.list(value, path).map((id, index) => this.text(id, `${path}/${index}`, ''));
  }

  private text(value: unknown, path: string, fallback: string): string {
    if (value === undefined) return fallback;
    if (typeof value === 'string' && value.length <= LIMITS.name) return value;
    this.add('wrong_type', path, `It is a text of at most ${LIMITS.name} characters.`);
    return fallback;
  }

  private flag(value: unknown, path: string): boolean {
    if (typeof value === 'boolean') return value;
    if (value !== undefined) this.add('wrong_type', path, 'It is true or false.');
    return false;
  }

  private integer(value: unknown, path: string, least: number, most: number, fallback: number): number {
    if (value === undefined) return fallback;
    if (typeof value === 'number' && !Number.isInteger(value))
      this.add('wrong_type', path, 'It is a whole number.');
    return this.number(value, path, least, most);
  }

  private number(value: unknown, path: string, least: number, most: number): number {
    if (typeof value !== 'number') {
      this.add('wrong_type', path, 'It is a number.');
      return least;
    }
    if (!(value >= least && value <= most)) {
      this.add('out_of_range', path, `It lies between ${least} and ${most}, not at ${value}.`);
    }
    return value;
  }

  private add(code: ScenarioProblemCode, path: string, message: string): void {
    this.problems.push({ code, path, message });
  }
}

/** Escapes a key for a JSON pointer (RFC 6901). */
function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
