import { describe, expect, test } from 'vitest';
import { toBoundaryFeatures } from '../../src/geojson/boundary-feature.ts';
import { toFlowFeatures } from '../../src/geojson/flow-features.ts';
import { toRouteFeatures } from '../../src/geojson/route-features.ts';
import { toCountySiteFeatures, toSiteFeatures } from '../../src/geojson/site-features.ts';
import { toStopFeatures } from '../../src/geojson/stop-features.ts';
import { smallCounty, smallPlan } from './small-plan.ts';

const routes = toRouteFeatures(smallCounty, smallPlan, 'pooled');
const allCollections = [
  routes,
  toStopFeatures(smallCounty, smallPlan, 'pooled'),
  toSiteFeatures(smallCounty, smallPlan, 'pooled'),
  toFlowFeatures(smallCounty, smallPlan, 'pooled'),
  toCountySiteFeatures(smallCounty, smallPlan.datasetHash),
  toBoundaryFeatures(smallCounty, smallPlan.datasetHash),
];

describe('route features', () => {
  test('are one line per trip, along the roads where the plan knows them and straight where not', () => {
    expect(routes.features.map((feature) => feature.id)).toEqual(['t1', 't2', 't3']);
    expect(routes.features[0].geometry.coordinates).toEqual([
      [100, 30],
      [100.1, 30],
      [100, 30],
    ]);
    expect(routes.features[1].geometry.coordinates).toEqual([
      [100.1, 30],
      [100.15, 30.041235],
      [100.2, 30.05],
      [100.1, 30],
    ]);
  });

  test('carry every figure of the trip', () => {
    expect(routes.features[1].properties).toEqual({
      id: 't2',
      routeId: 'r2',
      rung: 'pooled',
      echelon: 'village',
      coalition: 'post+coop',
      ownerId: 'post',
      ownerName: '邮政',
      vehicleTypeId: 'post-van',
      vehicleTypeName: '车型post-van',
      weekdays: '2,5',
      departure: '09:00',
      arrival: '09:35',
      startSiteId: 'S',
      startSiteName: 'S点',
      endSiteId: 'S',
      endSiteName: 'S点',
      stopCount: 1,
      metres: 24_000,
      kgDown: 21,
      kgUp: 0,
      parcels: 14,
      carriers: 'coop,post',
      costFen: 8_379,
      estimated: false,
    });
  });

  test('name no owner for a vehicle hired on the market', () => {
    expect(routes.features[0].properties).toMatchObject({
      ownerId: null,
      ownerName: null,
      kgDown: 21,
      kgUp: 10.5,
    });
  });

  test('split the cost of a route over its trips without losing a fen', () => {
    const sum = routes.features
      .filter((feature) => feature.properties.routeId === 'r2')
      .reduce((fen, feature) => fen + feature.properties.costFen, 0);
    expect(sum).toBe(10_001 + 3_841 + 2_917);
  });

  test('of a pool that fell back to its parts are those of the parts', () => {
    const alone = toRouteFeatures(smallCounty, smallPlan, 'alone');
    expect(alone.features.map((feature) => feature.properties.coalition)).toEqual(['post', 'post', 'post']);
  });

  test('of a rung that the plan does not have are none', () => {
    expect(toRouteFeatures(smallCounty, smallPlan, 'as_operated')).not.toHaveProperty('bbox');
    expect(toRouteFeatures(smallCounty, smallPlan, 'as_operated').features).toEqual([]);
  });

  test.each([
    [{ weekday: 2 as const }, ['t1', 't2', 't3']],
    [{ weekday: 1 as const }, []],
    [{ echelon: 'trunk' as const }, ['t1']],
    [{ carrierId: 'post' }, ['t1', 't2']],
    [{ carrierId: 'po' }, []],
  ])('pass the filter %j', (filter, ids) => {
    const filtered = toRouteFeatures(smallCounty, smallPlan, 'pooled', filter);
    expect(filtered.features.map((feature) => feature.id)).toEqual(ids);
  });
});

describe('stop, site and flow features', () => {
  test('place every stop at its site, in sequence', () => {
    const { features } = toStopFeatures(smallCounty, smallPlan, 'pooled', { echelon: 'village' });
    expect(features.map((feature) => [feature.id, feature.geometry?.coordinates])).toEqual([
      ['t2/1', [100.2, 30.05]],
      ['t3/1', [100.2, 29.95]],
    ]);
    expect(features[1].properties).toMatchObject({
      arrival: '09:55',
      kgDown: 0,
      kgUp: 10.5,
      carriers: 'coop',
    });
  });

  test('keep the unlocated village, with the reason why it is not served', () => {
    const { features } = toSiteFeatures(smallCounty, smallPlan, 'pooled');
    const unlocated = features.find((feature) => feature.id === 'V3');
    expect(features).toHaveLength(smallCounty.sites.length);
    expect(unlocated?.geometry).toBeNull();
    expect(unlocated?.properties).toMatchObject({
      located: false,
      visitsPerWeek: 0,
      firstArrival: null,
      unservedReason: 'no_coordinates',
    });
    expect(features.find((feature) => feature.id === 'V1')?.properties).toMatchObject({
      weekdays: '2,5',
      visitsPerWeek: 2,
      firstArrival: '09:15',
      unservedReason: null,
    });
  });

  test('sum the week between base and site, and the cost of the trips', () => {
    const { features } = toFlowFeatures(smallCounty, smallPlan, 'pooled');
    expect(features[0].properties).toMatchObject({
      id: 'trunk/W/S',
      visitsPerWeek: 2,
      kgDownPerWeek: 42,
      kgUpPerWeek: 21,
      parcelsPerWeek: 42,
    });
    const fenPerWeek = features.reduce((fen, feature) => fen + feature.properties.fenPerWeek, 0);
    expect(fenPerWeek).toBe(2 * 2 * (10_001 + 3_841 + 2_917));
  });
});

describe('every collection', () => {
  test.each(allCollections)('has the same properties on every feature of collection %#', (collection) => {
    const keys = collection.features.map((feature) => Object.keys(feature.properties ?? {}).join());
    expect(new Set(keys).size).toBe(1);
  });

  test.each(allCollections)(
    'has unique ids, a bounding box, attribution and no crs: collection %#',
    (collection) => {
      expect(new Set(collection.features.map((feature) => feature.id)).size).toBe(collection.features.length);
      expect(collection).not.toHaveProperty('crs');
      expect(collection.attribution).toContain('OpenStreetMap');
      expect(collection.generatedFrom).toBe(smallPlan.datasetHash);
      const [west, south, east, north] = collection.bbox ?? [0, 0, 0, 0];
      expect(west).toBeLessThan(east);
      expect(south).toBeLessThan(north);
    },
  );

  test('winds the boundary counterclockwise', () => {
    const [ring] = toBoundaryFeatures(smallCounty, '').features[0].geometry.coordinates;
    expect(ring.slice(0, 2)).toEqual([
      [99.9, 29.9],
      [100.3, 29.9],
    ]);
    expect(ring[0]).toEqual(ring.at(-1));
  });
});
