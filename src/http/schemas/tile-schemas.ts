import { Type } from '@fastify/type-provider-typebox';
import type { LayerDescription } from '../../geojson/tiles/county-tiles.ts';
import { closed, documented } from './primitives.ts';

/** TileJSON 3.0, as far as it is used. */
export interface TileJson {
  readonly tilejson: '3.0.0';
  readonly name: string;
  readonly attribution: string;
  readonly scheme: 'xyz';
  readonly tiles: readonly string[];
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly bounds: readonly [number, number, number, number];
  readonly center: readonly [number, number, number];
  readonly vector_layers: readonly LayerDescription[];
}

const EXAMPLE: TileJson = {
  tilejson: '3.0.0',
  name: '云岭县',
  attribution: '© OpenStreetMap contributors (ODbL 1.0)',
  scheme: 'xyz',
  tiles: ['http://127.0.0.1:3000/tiles/{z}/{x}/{y}.mvt?v=8f14e45fceea167a'],
  minzoom: 0,
  maxzoom: 14,
  bounds: [113.9, 29.1, 114.4, 29.6],
  center: [114.15, 29.35, 9],
  vector_layers: [
    {
      id: 'roads',
      description: 'Roads by class',
      minzoom: 0,
      maxzoom: 14,
      fields: { class: 'Class', name: 'Name', wayId: 'Id of the way' },
    },
  ],
};

export const TileJsonSchema = documented<TileJson>(
  closed(
    {
      tilejson: Type.Enum(['3.0.0']),
      name: Type.String(),
      attribution: Type.String({ description: 'To be shown wherever the tiles are' }),
      scheme: Type.Enum(['xyz']),
      tiles: Type.Array(Type.String(), { minItems: 1 }),
      minzoom: Type.Integer(),
      maxzoom: Type.Integer(),
      bounds: Type.Array(Type.Number(), { minItems: 4, maxItems: 4 }),
      center: Type.Array(Type.Number(), { minItems: 3, maxItems: 3 }),
      vector_layers: Type.Array(
        closed({
          id: Type.String(),
          description: Type.String(),
          minzoom: Type.Integer(),
          maxzoom: Type.Integer(),
          fields: Type.Record(Type.String(), Type.String()),
        }),
      ),
    },
    { examples: [EXAMPLE] },
  ),
);
