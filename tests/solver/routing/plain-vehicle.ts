import type { RoutingVehicleType } from '../../../src/solver/routing/problem.ts';

/** Vehicles of one base that are paid by the metre alone, for one load dimension. */
export function plainVehicle(count: number, capacity: number, latest: number, base = 0): RoutingVehicleType {
  return {
    count,
    capacity: [capacity],
    startBase: base,
    endBase: base,
    profile: 0,
    fixedCost: 0,
    costPerMetre: 1,
    costPerSecond: 0,
    shift: { earliest: 0, latest },
  };
}
