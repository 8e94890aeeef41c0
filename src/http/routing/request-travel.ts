import type { LonLat } from '../../model/units.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import type { CountyTravel } from '../../jobs/travel/county-travel.ts';
import { createCountyTravel } from '../../jobs/travel/county-travel.ts';
import type { ExternalEngineSettings } from '../../network/external/engine-settings.ts';
import { NO_HIERARCHIES, toForgivingCache } from '../../network/routing/hierarchy-cache.ts';
import { createStraightLineEngine } from '../../network/straight-line-engine.ts';
import type { TravelEngine } from '../../network/travel-engine.ts';
import type { TravelMatrix } from '../../network/travel-matrix.ts';
import { RecentValues } from '../../persistence/recent-values.ts';
import type { DatabaseStores } from '../../persistence/stores.ts';
import { getCurrentDataset } from '../routes/county-map-routes.ts';
import type { RequestIssues } from './request-issues.ts';
import { explainMisfit, toChangesKey } from './road-changes.ts';
import type { RoadChanges } from './road-changes.ts';
import { buildWithoutRoadsError } from '../problems/problem-error.ts';
import { DEFAULT_DETOUR_FACTOR } from './travel-schemas.ts';
import type { RoutingRequest } from './routing-schemas.ts';

const KEPT_ENGINES = 2;

/** What a request says about travel. */
export interface TravelChoice {
  readonly countyCode?: string;
  readonly detourFactor?: number;
  /** What it changes about the county's roads. */
  readonly changes?: RoadChanges | null;
}

/** Finds the travel engine that a request names; those of the counties asked for last are kept. */
export interface TravelEngines {
  /**
   * Runs a piece of work with the engine; it may run twice, where another engine takes over for the whole of it.
   *
   * @throws TravelEngineError where an external engine fails and no other may take over
   * @throws ProblemError `invalid_road_overrides` or `county_without_roads` where changes do not fit the roads
   */
  use<Result>(choice: TravelChoice, work: (engine: TravelEngine) => Promise<Result>): Promise<Result>;
}

/**
 * The engine configured, or the roads of a county, straight lines at its detour factor where it has none; plain
 * straight lines where no county is named. Hierarchies of roads that a request changes are looked for and not kept, so
 * that no request pushes those of the counties out. Engines answer in this thread; they give way to other requests while they
 * compute.
 *
 * @param onCacheFailure is told where prepared hierarchies cannot be kept; answers need them not
 */
export function createTravelEngines(
  stores: DatabaseStores,
  settings: ExternalEngineSettings | null,
  onCacheFailure: (error: unknown) => void,
): TravelEngines {
  const hierarchies = toForgivingCache(stores.hierarchies, onCacheFailure);
  const travels = new RecentValues<CountyTravel>(KEPT_ENGINES);
  const changedTravels = new RecentValues<CountyTravel>(KEPT_ENGINES);
  return {
    async use({ countyCode, detourFactor, changes }, work) {
      if (countyCode === undefined) {
        return work(createStraightLineEngine({ detourFactor: detourFactor ?? DEFAULT_DETOUR_FACTOR }));
      }
      const { hash, county } = await getCurrentDataset(stores, countyCode);
      const embedded = { detourFactor: county.rates.detourFactor, hierarchies };
      if (!changes) {
        const travel = await travels.get(hash, async () => {
          const roads = await stores.counties.getRoads(hash);
          return createCountyTravel({ ...embedded, roads }, settings);
        });
        return travel.use(work);
      }
      const travel = await changedTravels.get(`${hash} ${toChangesKey(changes)}`, async () => {
        const roads = await stores.counties.getRoads(hash);
        if (roads === null) throw buildWithoutRoadsError();
        const kept = { ...NO_HIERARCHIES, find: (key: string) => hierarchies.find(key) };
        return createCountyTravel({ ...embedded, ...changes, roads, hierarchies: kept }, settings);
      });
      return travel.use(work).catch((error: unknown) => {
        throw explainMisfit(error);
      });
    },
  };
}

/** The caller's own tables as a matrix; null is no way. */
export function toTravelMatrix(
  tables: NonNullable<NonNullable<RoutingRequest['matrices']>[TravelProfile]>,
  path: string,
  issues: RequestIssues,
): TravelMatrix {
  const size = tables.metres.length;
  for (const name of ['metres', 'seconds'] as const) {
    const square = tables[name].length === size && tables[name].every((row) => row.length === size);
    if (!square) issues.add('not_square', `${path}/${name}`, `must have ${size} rows of ${size} numbers`);
  }
  return { size, distances: flatten(tables.metres), durations: flatten(tables.seconds) };
}

/** Matrices between positions, one per profile. */
export function measureAll(
  engine: TravelEngine,
  positions: readonly LonLat[],
  profiles: readonly TravelProfile[],
): Promise<readonly TravelMatrix[]> {
  return Promise.all(profiles.map((profile) => engine.matrix(positions, profile)));
}

function flatten(rows: readonly (readonly (number | null)[])[]): Float64Array {
  return Float64Array.from(rows.flat(), (value) => value ?? Infinity);
}
