import { describe, expect, test } from 'vitest';
import type { TripRecord } from '../../web/src/api/wire.ts';
import { HIRED, SEVERAL } from '../../web/src/carriers/carrier-colours.ts';
import type { TripChoice } from '../../web/src/trips/visible-trips.ts';
import { listVisibleTrips } from '../../web/src/trips/visible-trips.ts';
import { buildTrip } from './sample-trips.ts';

const ALL: TripChoice = { days: 'week', echelon: null, colourBy: 'vehicle', hiddenKeys: new Set() };

const TRIPS = [
  { id: 'tour', departure: '08:30', weekdays: '1,3,5', ownerId: 'post', carriers: 'post,coop' },
  { id: 'hired', departure: '09:00', weekdays: '2,4', carriers: 'coop' },
  { id: 'trunk', departure: '05:00', weekdays: '1,2,3,4,5,6,7', echelon: 'trunk', ownerId: 'coop' },
  { id: 'empty', departure: '25:10', weekdays: '7', echelon: 'feeder', ownerId: 'post', carriers: '' },
] satisfies Partial<TripRecord>[];

function listIds(choice: Partial<TripChoice>): readonly string[] {
  const trips = TRIPS.map(buildTrip);
  return listVisibleTrips(trips, { ...ALL, ...choice }).map(({ properties }) => properties.id);
}

describe('trips that are shown', () => {
  test('are all of them, by departure, when nothing narrows them', () => {
    expect(listIds({})).toEqual(['trunk', 'tour', 'hired', 'empty']);
  });

  test('run on the day and at the stage that were chosen', () => {
    expect(listIds({ days: 2 })).toEqual(['trunk', 'hired']);
    expect(listIds({ echelon: 'village' })).toEqual(['tour', 'hired']);
    expect(listIds({ days: 7, echelon: 'feeder' })).toEqual(['empty']);
  });

  test('leave out hidden owners, hired vehicles among them', () => {
    expect(listIds({ hiddenKeys: new Set(['post']) })).toEqual(['trunk', 'hired']);
    expect(listIds({ hiddenKeys: new Set([HIRED]) })).toEqual(['trunk', 'tour', 'empty']);
  });

  test('leave out hidden goods: one carrier alone, or several together', () => {
    const hide = (key: string) => listIds({ colourBy: 'goods', hiddenKeys: new Set([key]) });
    expect(hide('coop')).toEqual(['trunk', 'tour', 'empty']);
    expect(hide(SEVERAL)).toEqual(['hired']);
    expect(hide(HIRED)).toEqual(['trunk', 'tour', 'hired', 'empty']);
  });
});
