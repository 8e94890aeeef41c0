import type { PlanViolationCode } from '../../src/checker/plan-violation.ts';
import type { County } from '../../src/model/county.ts';
import type { CoalitionPlan, Plan, Route, Rung, RungName, Stop } from '../../src/model/plan.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { planCounty } from '../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

/** Deeply writable. */
export type Writable<T> = { -readonly [Key in keyof T]: Writable<T[Key]> };

const CHEAP_TERMS = { fixedFenPerDay: 500, handlingFenPerParcel: 1, handlingFenPerTonne: 100 };

/** A county and its plan, to be broken. */
export interface Sample {
  readonly county: Writable<County>;
  readonly plan: Writable<Plan>;
}

/** What breaks a plan, and the code with which the checker must refuse it. */
export type Break = readonly [name: string, code: PlanViolationCode, change: (sample: Sample) => void];

/**
 * A county whose pool beats its parts, uses feeder, trunk and station tours, and has runs of today. Its stations cost
 * next to nothing, so that tours from them pay whatever the search does.
 */
export function buildSampleCounty(): County {
  const county = buildRandomCounty({ seed: 10, carriers: 3, townships: 3, villages: 14 });
  const sites = county.sites.map((site) =>
    site.tier === 'township' ? { ...site, terms: { ...site.terms, ...CHEAP_TERMS } } : site,
  );
  return { ...county, sites };
}

export async function buildSample(scenario: Partial<Scenario> = {}): Promise<Sample> {
  const county = buildSampleCounty();
  return { county, plan: await planCounty(county, scenario) } as Sample;
}

export function getRung({ plan }: Sample, name: RungName): Writable<Rung> {
  const rung = plan.rungs.find((candidate) => candidate.name === name);
  if (rung === undefined) throw new Error(`the sample has no rung ${name}`);
  return rung;
}

export function getPool(sample: Sample): Writable<CoalitionPlan> {
  return getRung(sample, 'pooled').coalitions[0];
}

export function listRoutes(sample: Sample): Writable<Route>[] {
  return getPool(sample).days.flatMap((day) => day.routes);
}

export function pickRoute(sample: Sample, isWanted: (route: Writable<Route>) => boolean): Writable<Route> {
  const route = listRoutes(sample).find(isWanted);
  if (route === undefined) throw new Error('the sample has no such route');
  return route;
}

/** First stop that delivers something. */
export function pickDelivery(sample: Sample): Writable<Stop> {
  const stops = listRoutes(sample).flatMap(({ trips }) => trips.flatMap((trip) => trip.stops));
  const stop = stops.find(({ deliveries }) => deliveries.length > 0);
  if (stop === undefined) throw new Error('the sample delivers nothing');
  return stop;
}
