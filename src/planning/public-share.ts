import type { CarrierId } from '../model/carrier.ts';
import type { County } from '../model/county.ts';
import type { Site } from '../model/site.ts';
import type { Fen, Grams } from '../model/units.ts';

const knownMasses = new WeakMap<County, ReadonlyMap<CarrierId, Grams>>();

/**
 * Part that a coalition has in what the county shares: its members' weekly mass over that of all carriers, from 0 to
 * 1; all of it where nothing weighs anything. Shares of disjoint coalitions sum to 1.
 */
export function shareOfPublic(county: County, members: readonly CarrierId[]): number {
  const masses = knownMasses.get(county) ?? weighCarriers(county);
  knownMasses.set(county, masses);
  const total = sum([...masses.values()]);
  return total === 0 ? 1 : sum(members.map((id) => masses.get(id) ?? 0)) / total;
}

/** What a coalition pays for a day's use of a site: of a public one as much as it has of its room. */
export function feePerDay(county: County, members: readonly CarrierId[], { ownerId, terms }: Site): Fen {
  if (ownerId !== null) return terms.fixedFenPerDay;
  return Math.round(terms.fixedFenPerDay * shareOfPublic(county, members));
}

/** Weekly mass by carrier. */
export function weighCarriers({ demands }: County): ReadonlyMap<CarrierId, Grams> {
  const masses = new Map<CarrierId, Grams>();
  for (const { carrierId, gramsPerWeek } of demands) {
    masses.set(carrierId, (masses.get(carrierId) ?? 0) + gramsPerWeek);
  }
  return masses;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
