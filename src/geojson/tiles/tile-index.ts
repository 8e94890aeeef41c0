import { bbox } from '@turf/turf';
import type { Feature, Geometry } from 'geojson';
import geojsonvt from 'geojson-vt';
import type { GeoJsonVt, VectorTile } from 'geojson-vt';
import vtPbf from 'vt-pbf';

/** Deepest zoom that is cut; maps enlarge it from there on. */
export const MAX_TILE_ZOOM = 14;
const EXTENT = 4096;
const BUFFER = 64;
/** Geometry is thinned to this many units of a tile's extent: less than a pixel of a 512 pixel tile. */
const TOLERANCE = 3;
/** Cut tiles that an index may keep before it is built anew. */
const MAX_KEPT_TILES = 3000;

/** Features of a layer that are shown from a zoom on. */
export interface TileFeatures {
  readonly layer: string;
  readonly minZoom: number;
  readonly features: readonly Feature<Geometry | null, object>[];
}

/** West, south, east, north in degrees. */
export type TileBounds = readonly [number, number, number, number];

/** Cuts features into vector tiles. */
export interface TileIndex {
  /** Around all features; null where none has a geometry. */
  readonly bounds: TileBounds | null;
  /** Tile of the Web Mercator pyramid (XYZ), Mapbox Vector Tile Specification 2.1; empty where it shows nothing. */
  encode(z: number, x: number, y: number): Uint8Array;
}

/** Builds an index over features; each tile is thinned for its zoom when it is asked for (geojson-vt). */
export function buildTileIndex(sources: readonly TileFeatures[]): TileIndex {
  const placed = sources.map(toPlaced);
  const cutters = placed.map(({ layer, minZoom, features }) => ({
    layer,
    minZoom,
    cutter: new LayerCutter(features),
  }));
  const all = placed.flatMap(({ features }) => features);
  return {
    bounds: all.length === 0 ? null : toBounds(all),
    encode(z, x, y) {
      const layers: Record<string, { features: object[] }> = {};
      for (const { layer, minZoom, cutter } of cutters) {
        const tile = z < minZoom ? null : cutter.cut(z, x, y);
        if (tile === null || tile.features.length === 0) continue;
        layers[layer] ??= { features: [] };
        layers[layer].features.push(...tile.features);
      }
      return vtPbf.fromGeojsonVt(layers, { version: 2, extent: EXTENT });
    },
  };
}

type PlacedFeature = Feature<Geometry, object>;

function toPlaced({ layer, minZoom, features }: TileFeatures) {
  const placed = features.filter((feature): feature is PlacedFeature => feature.geometry !== null);
  return { layer, minZoom, features: placed };
}

function toBounds(features: readonly PlacedFeature[]): TileBounds {
  const [west, south, east, north] = bbox({ type: 'FeatureCollection', features: [...features] });
  return [west, south, east, north];
}

/** One set of features; forgets the tiles cut so far when they become too many. */
class LayerCutter {
  readonly #features: readonly PlacedFeature[];
  #index: GeoJsonVt | null = null;

  constructor(features: readonly PlacedFeature[]) {
    this.#features = features;
  }

  cut(z: number, x: number, y: number): VectorTile | null {
    if (this.#features.length === 0) return null;
    if (this.#index !== null && this.#index.tileCoords.length > MAX_KEPT_TILES) this.#index = null;
    this.#index ??= geojsonvt(
      { type: 'FeatureCollection', features: [...this.#features] },
      { maxZoom: MAX_TILE_ZOOM, indexMaxZoom: 4, tolerance: TOLERANCE, extent: EXTENT, buffer: BUFFER },
    );
    return this.#index.getTile(z, x, y);
  }
}
