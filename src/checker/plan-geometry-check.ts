import type { LegGeometry, Plan } from '../model/plan.ts';
import type { LonLat } from '../model/units.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import type { TravelEngine } from '../network/travel-engine.ts';
import type { PlanCheckBasis } from './plan-check-basis.ts';
import { listCheckedWeeks } from './plan-check-basis.ts';

/** Coordinates are stated to six decimals of a degree; two roundings may differ by one of the last. */
const COORDINATE_TOLERANCE = 1.5e-6;

/** Every leg that some route drives has one line, no other has, and each is the one that the engine draws afresh. */
export async function checkGeometries(basis: PlanCheckBasis, travel: TravelEngine): Promise<void> {
  const driven = listDrivenLegs(basis);
  const stated = new Set<string>();
  for (const [index, geometry] of basis.plan.geometries.entries()) {
    const key = keyOf(geometry);
    if (stated.has(key) || !driven.has(key)) {
      basis.add(
        'geometry_mismatch',
        `/geometries/${index}`,
        'No route drives this line, or it stands twice.',
      );
    }
    stated.add(key);
  }
  for (const [key, path] of driven) {
    if (!stated.has(key)) basis.add('geometry_missing', path, `There is no line for ${key}.`);
  }
  for (const [profile, lines] of groupByProfile(basis)) await compareLines(basis, travel, profile, lines);
}

type IndexedLine = readonly [index: number, line: LegGeometry];

function groupByProfile(basis: PlanCheckBasis): ReadonlyMap<TravelProfile, readonly IndexedLine[]> {
  const placed = [...basis.plan.geometries.entries()].filter(([, { fromSiteId, toSiteId }]) => {
    return placeOf(basis, fromSiteId) !== null && placeOf(basis, toSiteId) !== null;
  });
  return Map.groupBy(placed, ([, { profile }]) => profile);
}

async function compareLines(
  basis: PlanCheckBasis,
  travel: TravelEngine,
  profile: TravelProfile,
  lines: readonly IndexedLine[],
): Promise<void> {
  const pairs = lines.map(([, { fromSiteId, toSiteId }]) => {
    return [placeOf(basis, fromSiteId) ?? [0, 0], placeOf(basis, toSiteId) ?? [0, 0]] as const;
  });
  const drawn = await travel.legs(pairs, profile);
  for (const [position, [index, { coordinates, fromSiteId, toSiteId }]] of lines.entries()) {
    if (isSameLine(coordinates, drawn[position].line)) continue;
    basis.add(
      'geometry_mismatch',
      `/geometries/${index}`,
      `The line from ${fromSiteId} to ${toSiteId} is another.`,
    );
  }
}

function isSameLine(stated: readonly LonLat[], drawn: readonly LonLat[]): boolean {
  if (stated.length !== drawn.length) return false;
  return stated.every(([longitude, latitude], index) => {
    const [x, y] = drawn[index];
    return Math.abs(longitude - x) <= COORDINATE_TOLERANCE && Math.abs(latitude - y) <= COORDINATE_TOLERANCE;
  });
}

function placeOf(basis: PlanCheckBasis, siteId: string): LonLat | null {
  return basis.sites.get(siteId)?.location ?? null;
}

/** Key of each leg between two places that a route drives, with the first week that does. */
function listDrivenLegs(basis: PlanCheckBasis): ReadonlyMap<string, string> {
  const driven = new Map<string, string>();
  for (const { coalition, path } of listCheckedWeeks(basis.plan)) {
    for (const route of coalition.days.flatMap(({ routes }) => routes)) {
      const profile = basis.types.get(route.vehicleTypeId)?.profile;
      if (profile === undefined) continue;
      for (const { fromSiteId, toSiteId } of route.trips.flatMap(({ legs }) => legs)) {
        if (fromSiteId === toSiteId) continue;
        const key = keyOf({ profile, fromSiteId, toSiteId });
        if (!driven.has(key)) driven.set(key, path);
      }
    }
  }
  return driven;
}

function keyOf(line: Pick<Plan['geometries'][number], 'profile' | 'fromSiteId' | 'toSiteId'>): string {
  return JSON.stringify([line.profile, line.fromSiteId, line.toSiteId]);
}
