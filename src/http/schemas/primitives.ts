import { Type } from '@fastify/type-provider-typebox';
import type { TObject, TProperties, TSchema, TUnsafe } from '@fastify/type-provider-typebox';

/** A schema whose type is a type of the model; that values keep to it is for the tests to show. */
export function documented<Value>(schema: TSchema): TUnsafe<Value> {
  return Type.Unsafe<Value>(schema);
}

/** An object without other members than these. */
export function closed<Properties extends TProperties>(
  properties: Properties,
  options: { description?: string; examples?: unknown[] } = {},
): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** One of these words. */
export function words<const Word extends string>(list: readonly Word[], description = ''): TUnsafe<Word> {
  return Type.Unsafe<Word>({ type: 'string', enum: [...list], ...(description && { description }) });
}

export function nullable(schema: TSchema): TUnsafe {
  return Type.Unsafe(Type.Union([schema, Type.Null()]));
}

export const Fen = Type.Integer({ description: 'Money in fen (1/100 yuan)' });
export const NullableFen = nullable(Fen);
export const Share = Type.Number({ minimum: 0, maximum: 1 });
export const Timestamp = Type.String({ format: 'date-time' });
export const Weekday = Type.Integer({ minimum: 1, maximum: 7, description: 'ISO weekday, Monday = 1' });
export const Link = Type.String({ format: 'uri-reference' });
/** `[longitude, latitude]`, WGS-84. */
export const Position = Type.Unsafe<[number, number]>({
  type: 'array',
  prefixItems: [
    { type: 'number', minimum: -180, maximum: 180 },
    { type: 'number', minimum: -90, maximum: 90 },
  ],
  items: false,
  minItems: 2,
  maxItems: 2,
  description: 'WGS-84 longitude and latitude in degrees',
});

export const CountyCode = Type.String({ pattern: '^\\d{6}$', description: 'Six digits of GB/T 2260' });
export const CountyParams = closed({ code: CountyCode });
export const IdParams = closed({ id: Type.String({ minLength: 1, maxLength: 64 }) });

export const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 1000;

export const PAGE_PROPERTIES = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MAX_PAGE_SIZE,
      default: DEFAULT_PAGE_SIZE,
      description: 'Most items of one page',
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Opaque; follow `next` instead of building one',
    }),
  ),
};

/** Query of a list. */
export const PageQuery = closed(PAGE_PROPERTIES);

/** Query of a list with conditions of its own. */
export function pageQuery<Properties extends TProperties>(
  properties: Properties,
): TObject<Properties & typeof PAGE_PROPERTIES> {
  return closed({ ...properties, ...PAGE_PROPERTIES });
}

/** A page of a list. */
export function pageOf<Item>(item: TUnsafe<Item>): TUnsafe<ItemPage<Item>> {
  return documented<ItemPage<Item>>(
    closed({
      items: Type.Array(item),
      next: nullable(Type.String({ format: 'uri-reference', description: 'Address of the next page' })),
    }),
  );
}

/** A page as it is answered; `next` is null on the last one. */
export interface ItemPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** An answer without a body. */
export const DELETED = documented<undefined>(Type.Null({ description: 'Deleted' }));
