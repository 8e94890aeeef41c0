import type { County } from '../model/county.ts';
import type { TimeWindow } from '../model/units.ts';

/**
 * From the first to the last time at which a vehicle of a county may be under way: shifts, and the feeder hours where
 * there are places that feeder trips could go between.
 */
export function findWorkingHours({ sites, carriers, vehicleTypes, rates }: County): TimeWindow {
  const warehouses = sites.filter(({ tier }) => tier === 'county').map(({ id }) => id);
  const depots = new Set([...warehouses, ...carriers.map(({ depotId }) => depotId)]);
  const feeder = depots.size > 1 ? [{ shiftStart: rates.feederStart, shiftEnd: rates.feederEnd }] : [];
  const shifts = [...vehicleTypes, ...feeder];
  return {
    earliest: Math.min(...shifts.map(({ shiftStart }) => shiftStart)),
    latest: Math.max(...shifts.map(({ shiftEnd }) => shiftEnd)),
  };
}
