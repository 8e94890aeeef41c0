import type { LonLat } from '../../model/units.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import { createRoadEngine } from '../../network/road-engine.ts';
import { deserializeRoadGraph } from '../../network/roads/road-graph-bytes.ts';
import { createStraightLineEngine } from '../../network/straight-line-engine.ts';
import type { TravelEngine } from '../../network/travel-engine.ts';
import type { TravelMatrix } from '../../network/travel-matrix.ts';
import { RecentValues } from '../../persistence/recent-values.ts';
import type { DatabaseStores } from '../../persistence/stores.ts';
import { getCurrentDataset } from '../routes/county-map-routes.ts';
import type { RequestIssues } from './request-issues.ts';
import { DEFAULT_DETOUR_FACTOR } from './routing-schemas.ts';
import type { RoutingRequest } from './routing-schemas.ts';

const KEPT_ENGINES = 2;

/** What a request says about travel. */
export interface TravelChoice {
  readonly countyCode?: string;
  readonly detourFactor?: number;
}

/** Finds the travel engine that a request names; those of the counties asked for last are kept. */
export interface TravelEngines {
  get(choice: TravelChoice): Promise<TravelEngine>;
}

/**
 * Roads of a county, straight lines at its detour factor where it has none, or plain straight lines.
 * Engines answer in this thread; they give way to other requests while they compute.
 */
export function createTravelEngines(stores: DatabaseStores): TravelEngines {
  const engines = new RecentValues<TravelEngine>(KEPT_ENGINES);
  return {
    async get({ countyCode, detourFactor }) {
      if (countyCode === undefined) {
        return createStraightLineEngine({ detourFactor: detourFactor ?? DEFAULT_DETOUR_FACTOR });
      }
      const { hash, county } = await getCurrentDataset(stores, countyCode);
      return engines.get(hash, async () => {
        const bytes = await stores.counties.getRoads(hash);
        return bytes === null
          ? createStraightLineEngine({ detourFactor: county.rates.detourFactor })
          : createRoadEngine(deserializeRoadGraph(bytes), { hierarchies: stores.hierarchies });
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
