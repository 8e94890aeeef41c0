declare module 'vt-pbf' {
  import type { VectorTile } from 'geojson-vt';

  const vtPbf: {
    /** A tile of the layers, in the form of the Mapbox Vector Tile Specification. */
    fromGeojsonVt(
      layers: Readonly<Record<string, VectorTile>>,
      options: { readonly version: 1 | 2; readonly extent?: number },
    ): Uint8Array;
  };
  export default vtPbf;
}
