import type { County } from '../model/county.ts';
import type { SiteId } from '../model/site.ts';
import type { LonLat, Metres, Seconds } from '../model/units.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import { TRAVEL_PROFILES } from '../model/vehicle-type.ts';
import type { TravelEngine } from '../network/travel-engine.ts';
import type { TravelMatrix } from '../network/travel-matrix.ts';
import { distanceBetween, durationBetween } from '../network/travel-matrix.ts';

/**
 * Travel between all placed sites of a county, in whole metres and whole seconds (nearest), so that the times of a
 * plan add up exactly. Infinity where there is no way.
 */
export interface TravelTables {
  isPlaced(siteId: SiteId): boolean;
  metresBetween(profile: TravelProfile, from: SiteId, to: SiteId): Metres;
  secondsBetween(profile: TravelProfile, from: SiteId, to: SiteId): Seconds;
  /** Matrix over some sites, in their order. */
  toMatrix(profile: TravelProfile, siteIds: readonly SiteId[]): TravelMatrix;
}

/** Asks the engine once per profile that a vehicle of the county has. */
export async function buildTravelTables(county: County, travel: TravelEngine): Promise<TravelTables> {
  const placed = county.sites.filter((site) => site.location !== null);
  const rows = new Map(placed.map((site, row) => [site.id, row]));
  const points = placed.map((site) => site.location as LonLat);
  const used = new Set(county.vehicleTypes.map((type) => type.profile));
  const matrices = new Map<TravelProfile, TravelMatrix>();
  for (const profile of TRAVEL_PROFILES) {
    if (used.has(profile)) matrices.set(profile, toWholeUnits(await travel.matrix(points, profile)));
  }
  return createTables(rows, matrices);
}

function createTables(
  rows: ReadonlyMap<SiteId, number>,
  matrices: ReadonlyMap<TravelProfile, TravelMatrix>,
): TravelTables {
  const rowOf = (siteId: SiteId): number => {
    const row = rows.get(siteId);
    if (row === undefined) throw new Error(`site ${siteId} has no place in the travel tables`);
    return row;
  };
  const matrixOf = (profile: TravelProfile): TravelMatrix => {
    const matrix = matrices.get(profile);
    if (matrix === undefined) throw new Error(`no vehicle of the county travels as ${profile}`);
    return matrix;
  };
  return {
    isPlaced: (siteId) => rows.has(siteId),
    metresBetween: (profile, from, to) => distanceBetween(matrixOf(profile), rowOf(from), rowOf(to)),
    secondsBetween: (profile, from, to) => durationBetween(matrixOf(profile), rowOf(from), rowOf(to)),
    toMatrix: (profile, siteIds) => pickRows(matrixOf(profile), siteIds.map(rowOf)),
  };
}

function toWholeUnits(matrix: TravelMatrix): TravelMatrix {
  return {
    size: matrix.size,
    distances: matrix.distances.map(Math.round),
    durations: matrix.durations.map(Math.round),
  };
}

function pickRows(matrix: TravelMatrix, rows: readonly number[]): TravelMatrix {
  const size = rows.length;
  const distances = new Float64Array(size * size);
  const durations = new Float64Array(size * size);
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      distances[from * size + to] = distanceBetween(matrix, rows[from], rows[to]);
      durations[from * size + to] = durationBetween(matrix, rows[from], rows[to]);
    }
  }
  return { size, distances, durations };
}
