import type { HandlingClass } from '../model/commodity.ts';
import type { StationedType } from './stationed-type.ts';

/**
 * Leaves out vehicles that no good plan needs: at the same base others are at least as good in every respect that
 * matters for the classes to carry, no dearer, and at least `enough` in number. The first of equals stays.
 */
export function dropDominated(
  fleet: readonly StationedType[],
  classes: ReadonlySet<HandlingClass>,
  enough: number,
): readonly StationedType[] {
  const useful = fleet.filter(({ type }) => type.handlingClasses.some((name) => classes.has(name)));
  return useful.filter((vehicles, index) => {
    return !useful.some((other, position) => {
      if (position === index || other.baseId !== vehicles.baseId || other.count < enough) return false;
      if (!dominates(other, vehicles, classes)) return false;
      const isMutual = vehicles.count >= enough && dominates(vehicles, other, classes);
      return !isMutual || position < index;
    });
  });
}

function dominates(
  better: StationedType,
  worse: StationedType,
  classes: ReadonlySet<HandlingClass>,
): boolean {
  const [a, b] = [better.type, worse.type];
  return (
    a.profile === b.profile &&
    b.handlingClasses.every((name) => !classes.has(name) || a.handlingClasses.includes(name)) &&
    a.capacityGrams >= b.capacityGrams &&
    a.capacityLitres >= b.capacityLitres &&
    a.fenPerDay <= b.fenPerDay &&
    a.fenPerKm <= b.fenPerKm &&
    a.fenPerHour <= b.fenPerHour &&
    better.shift.earliest <= worse.shift.earliest &&
    better.shift.latest >= worse.shift.latest &&
    a.maxDurationSeconds >= b.maxDurationSeconds &&
    (a.maxDistanceMetres ?? Infinity) >= (b.maxDistanceMetres ?? Infinity) &&
    a.maxTripsPerDay >= b.maxTripsPerDay
  );
}
