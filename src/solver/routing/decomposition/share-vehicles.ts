import type { CompiledFleet } from '../compiled-problem.ts';
import type { GivenRoute } from '../ruin-recreate/ruin-recreate.ts';

/** Vehicles by type that a part may use, its own included, and that it must. */
export interface FleetShare {
  readonly most: Float64Array;
  readonly least: Float64Array;
}

/**
 * Shares a fleet among parts: each keeps the vehicles on its routes, gets an even share of the idle ones and may save an
 * even share of those beyond the least number, as far as it has them. What does not divide goes to the parts in turn.
 * The most add up to the fleet, and the least to no less than it must use.
 */
export function shareVehicles(
  { count, minCount }: Pick<CompiledFleet, 'count' | 'minCount'>,
  parts: readonly (readonly GivenRoute[])[],
  turn: number,
): readonly FleetShare[] {
  const shares = parts.map(() => ({
    most: new Float64Array(count.length),
    least: new Float64Array(count.length),
  }));
  for (let type = 0; type < count.length; type++) {
    const used = parts.map((routes) => routes.reduce((sum, route) => sum + (route.type === type ? 1 : 0), 0));
    const total = used.reduce((sum, own) => sum + own, 0);
    let idle = count[type] - total;
    let saved = Math.max(0, total - minCount[type]);
    let owed = Math.max(0, minCount[type] - total);
    for (let place = 0; place < parts.length; place++) {
      const part = (place + turn) % parts.length;
      const left = parts.length - place;
      const more = idle === Infinity ? Infinity : Math.ceil(idle / left);
      const fewer = minCount[type] === 0 ? used[part] : Math.min(used[part], Math.ceil(saved / left));
      const due = Math.ceil(owed / left);
      shares[part].most[type] = used[part] + more;
      shares[part].least[type] = used[part] - fewer + due;
      if (idle < Infinity) idle -= more;
      saved -= fewer;
      owed -= due;
    }
  }
  return shares;
}
