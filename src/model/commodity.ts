/**
 * How goods must be handled. Agrochemicals never share a trip with the other classes; chilled goods need a
 * vehicle that carries them.
 */
export type HandlingClass = 'ambient' | 'chilled' | 'agrochemical';

export const HANDLING_CLASSES: readonly HandlingClass[] = ['ambient', 'chilled', 'agrochemical'];

/** Pairs of classes that may not be on one trip together. */
export const INCOMPATIBLE_HANDLING: readonly (readonly [HandlingClass, HandlingClass])[] = [
  ['agrochemical', 'ambient'],
  ['agrochemical', 'chilled'],
];

export type CommodityId = string;

/** A kind of goods (货类): parcel, daily_goods, farm_input, produce, or one that the county adds. */
export interface Commodity {
  readonly id: CommodityId;
  readonly name: string;
  readonly handlingClass: HandlingClass;
}
