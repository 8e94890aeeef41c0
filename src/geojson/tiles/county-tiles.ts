import type { Feature, LineString, Point, Polygon } from 'geojson';
import type { RoadClass } from '../../network/roads/road-class.ts';
import { ROAD_CLASSES } from '../../network/roads/road-class.ts';
import { toRoadFeatures } from '../../network/roads/road-features.ts';
import type { RoadGraph } from '../../network/roads/road-graph.ts';
import type { SiteRecord } from '../../planning/plan-records/site-records.ts';
import type { TripRecord } from '../../planning/plan-records/trip-records.ts';
import type { TileFeatures } from './tile-index.ts';
import { MAX_TILE_ZOOM } from './tile-index.ts';

/** What a county's tiles are cut from; trips of one rung where they are of a plan. */
export interface CountyTileSource {
  readonly boundary: readonly Feature<Polygon, object>[];
  readonly sites: readonly Feature<Point | null, SiteRecord>[];
  readonly trips: readonly Feature<LineString, TripRecord>[];
}

/** Most roads of one county's tiles; the least important are left out first. */
const MAX_ROADS = 150_000;

/** Zoom from which a road is shown; minor ones only where a tile holds few. */
const ROAD_ZOOMS: Readonly<Record<RoadClass, number>> = {
  motorway: 0,
  trunk: 0,
  primary: 5,
  secondary: 7,
  tertiary: 9,
  unclassified: 10,
  residential: 11,
  living_street: 12,
  service: 12,
  road: 11,
  track: 12,
  ferry: 7,
};
const VILLAGE_ZOOM = 9;
const TRIP_ZOOM = 7;

/** A layer as TileJSON describes it. */
export interface LayerDescription {
  readonly id: string;
  readonly description: string;
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly fields: Readonly<Record<string, string>>;
}

const SITE_FIELDS = {
  id: 'Id of the site',
  name: 'Name',
  tier: 'county, township or village',
  ownerName: 'Owner; absent for a public site',
  canTransship: 'Whether it is a station or warehouse',
  weekdays: 'In a plan: days with a visit',
};

/** The layers of a county's tiles, those of a plan with its trips. */
export function describeLayers(withTrips: boolean): readonly LayerDescription[] {
  const describe = (id: string, description: string, fields: LayerDescription['fields'], minzoom = 0) => ({
    id,
    description,
    minzoom,
    maxzoom: MAX_TILE_ZOOM,
    fields,
  });
  const trip = {
    id: 'Id of the trip',
    echelon: 'feeder, trunk or village',
    ownerName: 'Owner of the vehicle; absent for hire',
    vehicleTypeName: 'Vehicle type',
    weekdays: 'Days, Monday = 1',
    departure: 'HH:MM',
    stopCount: 'Stops',
    metres: 'Length',
    costFen: 'Cost of one day in fen',
  };
  return [
    describe('boundary', 'Outline of the county', { code: 'Six digits', name: 'Name' }),
    describe('roads', 'Roads by class', { class: 'Class', name: 'Name', wayId: 'Id of the way' }),
    describe('sites', 'Warehouses, stations and villages', SITE_FIELDS),
    ...(withTrips ? [describe('trips', 'Trips of the plan', trip, TRIP_ZOOM)] : []),
  ];
}

/** Features of a county's tiles by layer and zoom. */
export function listTileFeatures(source: CountyTileSource, graph: RoadGraph | null): readonly TileFeatures[] {
  const tiers = Map.groupBy(source.sites, ({ properties }) => properties.tier);
  const villages = tiers.get('village') ?? [];
  const centres = [...(tiers.get('county') ?? []), ...(tiers.get('township') ?? [])];
  return [
    { layer: 'boundary', minZoom: 0, features: source.boundary },
    ...listRoads(graph),
    { layer: 'trips', minZoom: TRIP_ZOOM, features: source.trips.map(toTrip) },
    { layer: 'sites', minZoom: 0, features: centres.map(toSite) },
    { layer: 'sites', minZoom: VILLAGE_ZOOM, features: villages.map(toSite) },
  ];
}

function listRoads(graph: RoadGraph | null): readonly TileFeatures[] {
  if (graph === null) return [];
  const { features } = toRoadFeatures(graph, { maxFeatures: MAX_ROADS, simplifyMetres: 0 });
  const byClass = Map.groupBy(features, ({ properties }) => properties.class);
  return ROAD_CLASSES.toReversed().flatMap((name) => {
    const roads = byClass.get(name) ?? [];
    if (roads.length === 0) return [];
    const lines = roads.map(({ id, properties, geometry }): Feature<LineString, object> => {
      const coordinates = geometry.coordinates.map((position) => [...position]);
      return { type: 'Feature', id, properties, geometry: { type: 'LineString', coordinates } };
    });
    return [{ layer: 'roads', minZoom: ROAD_ZOOMS[name], features: lines }];
  });
}

function toSite({ geometry, properties }: CountyTileSource['sites'][number]): Feature<Point | null, object> {
  const { id, name, tier, ownerName, canTransship, weekdays } = properties;
  return {
    type: 'Feature',
    geometry,
    properties: { id, name, tier, ownerName, canTransship, weekdays },
  };
}

function toTrip({ geometry, properties }: CountyTileSource['trips'][number]): Feature<LineString, object> {
  const { id, echelon, ownerName, vehicleTypeName, weekdays, departure, stopCount, metres, costFen } =
    properties;
  return {
    type: 'Feature',
    geometry,
    properties: {
      id,
      echelon,
      ownerName,
      vehicleTypeName,
      weekdays,
      departure,
      stopCount,
      metres,
      costFen,
    },
  };
}
