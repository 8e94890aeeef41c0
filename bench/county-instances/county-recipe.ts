/** Where an instance's places and roads come from. */
export type SceneRecipe =
  /** Made by the demo county's generator from the instance's seed, with roads. */
  | { readonly kind: 'generated'; readonly townships: number; readonly villages: number }
  /** A real list of villages, `counties/<code>.csv`, without roads: straight lines times the detour factor. */
  | { readonly kind: 'list'; readonly code: string; readonly detourFactor: number }
  /** A real road map, `osm/<file>`, with hamlets drawn at junctions of its small roads. */
  | { readonly kind: 'map'; readonly file: string; readonly hamlets: number };

/** Whose goods travel: parcels only, shop goods and farm inputs only, or everything together. */
export type GoodsShare = 'parcels' | 'shop_goods' | 'pooled';

/** All that an instance follows from; the same recipe gives the same instance. */
export interface CountyRecipe {
  readonly name: string;
  readonly seed: number;
  readonly scene: SceneRecipe;
  /** Stops wanted; a real county may have fewer. */
  readonly stops: number;
  readonly bases: number;
  /** True: vehicles may reload, up to three trips a day, and there are fewer of them. */
  readonly severalTrips: boolean;
  readonly goods: GoodsShare;
}

const GOODS: readonly GoodsShare[] = ['parcels', 'pooled', 'shop_goods'];
const SIZES: readonly number[] = [100, 120, 180, 200, 260, 300, 340, 400, 450, 500, 550, 600];

/** The generated county instance of a seed, 1 upwards; even seeds have several trips a day. */
export function toGeneratedRecipe(seed: number): CountyRecipe {
  const stops = SIZES[(seed - 1) % SIZES.length];
  const villages = Math.ceil(stops * 0.98);
  const severalTrips = seed % 2 === 0;
  return {
    name: `generated-${String(seed).padStart(2, '0')}${severalTrips ? '-trips' : ''}`,
    seed,
    scene: { kind: 'generated', townships: Math.max(8, Math.round(villages / 18)), villages },
    stops,
    bases: 2 + (Math.floor(seed / 2) % 3),
    severalTrips,
    goods: GOODS[seed % 3],
  };
}

const CHONGYANG = { kind: 'list', code: '421223', detourFactor: 1.55 } as const;
const QIANJIANG = { kind: 'list', code: '429005', detourFactor: 1.35 } as const;
const BOMI = { kind: 'list', code: '540424', detourFactor: 1.8 } as const;
const BAYREUTH = { kind: 'map', file: 'north-bayreuth-2014.osm.pbf', hamlets: 210 } as const;
const ANDORRA = { kind: 'map', file: 'andorra-20250119.osm.pbf', hamlets: 280 } as const;

const REAL: readonly CountyRecipe[] = [
  { ...real('chongyang', 21, 190), scene: CHONGYANG, bases: 2, goods: 'parcels' },
  { ...real('chongyang-trips', 22, 220), scene: CHONGYANG, bases: 3, goods: 'pooled' },
  { ...real('qianjiang', 23, 300), scene: QIANJIANG, bases: 3, goods: 'shop_goods' },
  { ...real('qianjiang-trips', 24, 360), scene: QIANJIANG, bases: 4, goods: 'parcels' },
  { ...real('bomi', 25, 110), scene: BOMI, bases: 3, goods: 'pooled' },
  { ...real('north-bayreuth', 26, 150), scene: BAYREUTH, bases: 2, goods: 'pooled' },
  { ...real('north-bayreuth-trips', 27, 240), scene: BAYREUTH, bases: 3, goods: 'shop_goods' },
  { ...real('andorra-trips', 28, 320), scene: ANDORRA, bases: 2, goods: 'parcels' },
];

function real(name: string, seed: number, stops: number): Omit<CountyRecipe, 'scene' | 'bases' | 'goods'> {
  return { name, seed, stops, severalTrips: name.endsWith('-trips') };
}

/** The county bench: twelve generated counties and eight on real geometry; half of them without several trips. */
export const COUNTY_RECIPES: readonly CountyRecipe[] = [
  ...SIZES.map((_, index) => toGeneratedRecipe(index + 1)),
  ...REAL,
];
