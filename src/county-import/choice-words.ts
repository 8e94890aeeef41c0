import type { CarrierKind } from '../model/carrier.ts';
import type { HandlingClass } from '../model/commodity.ts';
import type { Direction } from '../model/demand.ts';
import type { ProvenanceKind } from '../model/provenance.ts';
import type { Tier } from '../model/site.ts';
import type { EnergyCarrier, TravelProfile } from '../model/vehicle-type.ts';

/** Words for each value of a choice, in lower case and plain forms. */
export type ChoiceWords<T extends string> = Readonly<Record<T, readonly string[]>>;

export const TIER_WORDS: ChoiceWords<Tier> = {
  county: ['county', '县', '县级', '区县', '县域'],
  township: ['township', 'town', '乡镇', '乡', '镇', '乡镇级', '街道'],
  village: ['village', '村', '村级', '行政村', '社区'],
};

export const CARRIER_KIND_WORDS: ChoiceWords<CarrierKind> = {
  postal: ['postal', 'post', '邮政'],
  supply_marketing: ['supply_marketing', 'supply-marketing', '供销', '供销社'],
  commerce: ['commerce', 'retail', '商贸', '商超', '商业', '连锁商超'],
  express: ['express', '快递'],
  transport: ['transport', 'bus', '客运', '交通', '交运', '运输'],
};

export const HANDLING_WORDS: ChoiceWords<HandlingClass> = {
  ambient: ['ambient', '常温', '普通'],
  chilled: ['chilled', 'cold', '冷藏', '冷链'],
  agrochemical: ['agrochemical', '农药', '农化', '危化'],
};

export const DIRECTION_WORDS: ChoiceWords<Direction> = {
  down: ['down', '下行', '下乡', '进村'],
  up: ['up', '上行', '进城', '出村'],
};

export const PROFILE_WORDS: ChoiceWords<TravelProfile> = {
  van: ['van', '面包车', '厢式货车', '小型车'],
  truck: ['truck', '货车', '卡车'],
  trike: ['trike', '三轮车', '电动三轮'],
  bus: ['bus', '客车', '公交车', '班车'],
};

export const ENERGY_WORDS: ChoiceWords<EnergyCarrier> = {
  petrol: ['petrol', 'gasoline', '汽油'],
  diesel: ['diesel', '柴油'],
  electric: ['electric', '电', '电动', '纯电'],
};

export const PROVENANCE_WORDS: ChoiceWords<ProvenanceKind> = {
  measured: ['measured', '实测'],
  quoted: ['quoted', '报价', '引用'],
  assumption: ['assumption', '假设', '估计'],
};

/** The value that a word stands for, or null. */
export function findChoice<T extends string>(word: string, words: ChoiceWords<T>): T | null {
  const wanted = word.toLowerCase();
  for (const value of Object.keys(words) as T[]) {
    if (words[value].includes(wanted)) return value;
  }
  return null;
}
