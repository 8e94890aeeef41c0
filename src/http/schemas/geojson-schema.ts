import { Type } from '@fastify/type-provider-typebox';
import { documented } from './primitives.ts';

export const GEOJSON_MEDIA_TYPE = 'application/geo+json; charset=utf-8';

const FeatureCollectionSchema = documented<object>(
  Type.Object({
    type: Type.Enum(['FeatureCollection']),
    bbox: Type.Optional(Type.Array(Type.Number(), { minItems: 4, maxItems: 4 })),
    attribution: Type.String({ description: 'To be shown wherever the features are' }),
    generatedFrom: Type.Unsafe({ type: ['string', 'null'], description: 'SHA-256 of the county dataset' }),
    features: Type.Array(
      Type.Object({
        type: Type.Enum(['Feature']),
        id: Type.Optional(Type.Union([Type.String(), Type.Number()])),
        geometry: Type.Unsafe({ type: ['object', 'null'] }),
        properties: Type.Unsafe({ type: ['object', 'null'] }),
      }),
    ),
  }),
);

/** Answer of a GeoJSON export, for a route's `response`. */
export function geojsonAnswer(description: string) {
  return { 200: { description, content: { 'application/geo+json': { schema: FeatureCollectionSchema } } } };
}

/** Answer of a table export, for a route's `response`. */
export function csvAnswer(description: string) {
  return { 200: { description, content: { 'text/csv': { schema: documented<unknown>(Type.String()) } } } };
}
