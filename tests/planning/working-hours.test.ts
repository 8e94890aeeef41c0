import { expect, test } from 'vitest';
import { findWorkingHours } from '../../src/planning/working-hours.ts';
import { importSmallCounty } from '../journeys/small-county.ts';

test('hours are those of all shifts, and of feeder trips where there are depots to go between', async () => {
  const { county } = await importSmallCounty('999001');
  const [type] = county.vehicleTypes;
  const alike = {
    ...county,
    vehicleTypes: [
      { ...type, shiftStart: 25_200, shiftEnd: 43_200 },
      { ...type, shiftStart: 28_800, shiftEnd: 64_000 },
    ],
    rates: { ...county.rates, feederStart: 64_800, feederEnd: 93_600 },
  };
  expect(new Set(county.carriers.map(({ depotId }) => depotId)).size).toBe(1);
  expect(findWorkingHours(alike)).toEqual({ earliest: 25_200, latest: 64_000 });
  const [first, ...others] = county.carriers;
  const carriers = [{ ...first, depotId: 'T1' }, ...others];
  expect(findWorkingHours({ ...alike, carriers })).toEqual({ earliest: 25_200, latest: 93_600 });
});
