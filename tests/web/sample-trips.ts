import type { TripFeature, TripRecord, VillageWeek } from '../../web/src/api/wire.ts';

/** A trip as the API answers it; what matters to a test is given. */
export function buildTrip(properties: Partial<TripRecord>): TripFeature {
  return {
    type: 'Feature',
    id: properties.id,
    geometry: {
      type: 'LineString',
      coordinates: [
        [110, 30],
        [110.1, 30.2],
      ],
    },
    properties: {
      id: 'trip',
      routeId: 'route',
      rung: 'pooled',
      echelon: 'village',
      coalition: 'post+coop',
      ownerId: null,
      ownerName: null,
      vehicleTypeId: 'van',
      vehicleTypeName: 'Van',
      weekdays: '1,2,3,4,5',
      departure: '08:00',
      arrival: '11:00',
      startSiteId: 'T01',
      startSiteName: 'Station',
      endSiteId: 'T01',
      endSiteName: 'Station',
      stopCount: 2,
      metres: 40_000,
      kgDown: 300,
      kgUp: 20,
      parcels: 80,
      carriers: 'post,coop',
      costFen: 21_000,
      estimated: false,
      ...properties,
    },
  };
}

export function buildVillage(properties: Partial<VillageWeek>): VillageWeek {
  return { siteId: 'V', name: 'Village', townshipName: 'Town', visits: [], unserved: [], ...properties };
}

export const VISIT: VillageWeek['visits'][number] = {
  weekday: 1,
  arrival: '09:15',
  carriers: ['post'],
  kgDown: 30,
  kgUp: 0,
  parcels: 8,
  tripId: 'trip',
};

export const REASON: VillageWeek['unserved'][number] = {
  demandId: 'd1',
  code: 'no_road',
  message: 'No road within 2,000 m.',
};
