import { describe, expect, test } from 'vitest';
import type { Carrier, SiteFeature, StopCollection } from '../../web/src/api/wire.ts';
import { buildLegend } from '../../web/src/carriers/carrier-colours.ts';
import { findBounds } from '../../web/src/map/bounds.ts';
import { toDrawnSites, toDrawnStops, toDrawnTrips } from '../../web/src/map/map-features.ts';
import { buildTrip, buildVillage, REASON } from './sample-trips.ts';

const CARRIERS: readonly Carrier[] = ['post', 'coop', 'mart'].map((id) => ({
  id,
  name: id,
  kind: 'express',
  depotId: 'D',
}));

function buildSite(id: string, lonLat: [number, number] | null, ownerId: string | null): SiteFeature {
  const properties = { id, name: `site ${id}`, tier: 'village', ownerId } as SiteFeature['properties'];
  const geometry = lonLat === null ? null : { type: 'Point' as const, coordinates: lonLat };
  return { type: 'Feature', geometry, properties };
}

describe('trips on the map', () => {
  const legend = buildLegend(CARRIERS, 'vehicle');

  test('take the colour of their owner, and lanes only for the colours in use', () => {
    const trips = ['mart', null, 'mart', 'post'].map((ownerId, i) => buildTrip({ id: `${i}`, ownerId }));
    const drawn = toDrawnTrips(trips, legend, 'vehicle').map(({ properties }) => properties);
    expect(drawn.map(({ colour }) => colour)).toEqual(
      [legend[2], legend[3], legend[2], legend[0]].map(({ colour }) => colour),
    );
    expect(drawn.map(({ lane }) => lane)).toEqual([1, 2, 1, 0]);
  });

  test('of a carrier that the legend lacks are drawn too', () => {
    const [drawn] = toDrawnTrips([buildTrip({ ownerId: 'unknown' })], legend, 'vehicle');
    expect(drawn.properties).toMatchObject({ colour: legend[3].colour, lane: 0 });
  });
});

describe('sites on the map', () => {
  test('are those with a place, and villages carry how they fare', () => {
    const sites = [
      buildSite('a', [110, 30], null),
      buildSite('b', null, null),
      buildSite('c', [1, 2], 'post'),
    ];
    const drawn = toDrawnSites(sites, [buildVillage({ siteId: 'a', unserved: [REASON] })]);
    expect(drawn.map(({ properties: { id, service, isPublic } }) => ({ id, service, isPublic }))).toEqual([
      { id: 'a', service: 'not_served', isPublic: true },
      { id: 'c', service: null, isPublic: false },
    ]);
  });
});

describe('stops on the map', () => {
  test('are those of the chosen trip, numbered', () => {
    const features = [
      { tripId: 'x', sequence: 1 },
      { tripId: 'y', sequence: 1 },
      { tripId: 'x', sequence: 2 },
    ].map((properties) => ({ type: 'Feature', geometry: null, properties }));
    const stops = { type: 'FeatureCollection', features } as StopCollection;
    const drawn = toDrawnStops(stops, 'x', '#123456').map(({ properties }) => properties);
    expect(drawn).toEqual([
      { sequence: 1, colour: '#123456' },
      { sequence: 2, colour: '#123456' },
    ]);
  });
});

describe('bounds', () => {
  test('enclose points, lines and polygons alike, and are nothing without a position', () => {
    const ring = [
      [1, 5],
      [3, 5],
      [3, 8],
      [1, 5],
    ];
    const line = [
      [2, -4],
      [9, 6],
    ];
    expect(findBounds([{ type: 'Point', coordinates: [2, 2] }, null])).toEqual([2, 2, 2, 2]);
    expect(
      findBounds([
        { type: 'Polygon', coordinates: [ring] },
        { type: 'LineString', coordinates: line },
      ]),
    ).toEqual([1, -4, 9, 8]);
    expect(findBounds([null])).toBeNull();
    expect(findBounds([])).toBeNull();
  });
});
