declare module 'geojson-vt' {
  import type { FeatureCollection } from 'geojson';

  export interface VectorTile {
    readonly features: readonly object[];
  }

  export interface GeoJsonVt {
    /** Tiles kept so far. */
    readonly tileCoords: readonly object[];
    getTile(z: number, x: number, y: number): VectorTile | null;
  }

  export interface GeoJsonVtOptions {
    readonly maxZoom?: number;
    readonly indexMaxZoom?: number;
    readonly indexMaxPoints?: number;
    readonly tolerance?: number;
    readonly extent?: number;
    readonly buffer?: number;
  }

  export default function geojsonvt(data: FeatureCollection, options?: GeoJsonVtOptions): GeoJsonVt;
}
