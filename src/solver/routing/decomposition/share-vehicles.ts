import type { GivenRoute } from '../ruin-recreate/ruin-recreate.ts';

/**
 * Vehicles by type that each part may use: those on its routes and an even share of the idle ones, what is over going to
 * the parts in turn. Sums to the fleet.
 */
export function shareVehicles(
  fleet: Float64Array,
  parts: readonly (readonly GivenRoute[])[],
  turn: number,
): readonly Float64Array[] {
  const used = parts.map((routes) => {
    const counts = new Float64Array(fleet.length);
    for (const { type } of routes) counts[type]++;
    return counts;
  });
  return used.map((own, part) => {
    return own.map((count, type) => {
      if (fleet[type] === Infinity) return Infinity;
      const idle = fleet[type] - used.reduce((sum, counts) => sum + counts[type], 0);
      const over = idle % parts.length;
      const place = (part + turn) % parts.length;
      return count + Math.floor(idle / parts.length) + (place < over ? 1 : 0);
    });
  });
}
