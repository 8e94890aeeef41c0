import type { CarrierId } from '../model/carrier.ts';
import type { County } from '../model/county.ts';
import type { CoalitionPlan, Plan, Rung, Trip } from '../model/plan.ts';
import type { Site, SiteId } from '../model/site.ts';
import type { LonLat } from '../model/units.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import type { TravelEngine } from '../network/travel-engine.ts';
import type { TravelMatrix } from '../network/travel-matrix.ts';
import type { PlanViolation, PlanViolationCode } from './plan-violation.ts';

/** What every check works from: the county, the plan's scenario, and matrices asked for afresh. */
export class PlanCheckBasis {
  readonly violations: PlanViolation[] = [];
  readonly county: County;
  readonly plan: Plan;
  readonly sites: ReadonlyMap<string, County['sites'][number]>;
  readonly carriers: ReadonlyMap<string, County['carriers'][number]>;
  readonly demands: ReadonlyMap<string, County['demands'][number]>;
  readonly types: ReadonlyMap<string, County['vehicleTypes'][number]>;
  readonly classes: ReadonlyMap<string, County['commodities'][number]['handlingClass']>;
  private readonly rows = new Map<SiteId, number>();
  private readonly matrices: ReadonlyMap<TravelProfile, TravelMatrix>;

  constructor(county: County, plan: Plan, matrices: ReadonlyMap<TravelProfile, TravelMatrix>) {
    this.county = county;
    this.plan = plan;
    this.sites = new Map(county.sites.map((site) => [site.id, site]));
    this.carriers = new Map(county.carriers.map((carrier) => [carrier.id, carrier]));
    this.demands = new Map(county.demands.map((demand) => [demand.id, demand]));
    this.types = new Map(county.vehicleTypes.map((type) => [type.id, type]));
    this.classes = new Map(county.commodities.map(({ id, handlingClass }) => [id, handlingClass]));
    for (const site of county.sites) if (site.location !== null) this.rows.set(site.id, this.rows.size);
    this.matrices = matrices;
  }

  add(
    code: PlanViolationCode,
    path: string,
    message: string,
    figures: Readonly<Record<string, number>> = {},
  ): void {
    this.violations.push({ code, path, message, figures });
  }

  /** Adds a violation where two figures differ by more than the tolerance. */
  expect(
    code: PlanViolationCode,
    path: string,
    name: string,
    stated: number | null,
    recomputed: number | null,
    tolerance = 0,
  ): void {
    if (stated === recomputed) return;
    const isClose = stated !== null && recomputed !== null && Math.abs(stated - recomputed) <= tolerance;
    if (isClose) return;
    this.add(code, path, `${name} is stated as ${stated}, recomputed as ${recomputed}.`, {
      stated: stated ?? Number.NaN,
      recomputed: recomputed ?? Number.NaN,
    });
  }

  /** Whole metres and seconds between two sites; Infinity where there is no way or no place. */
  travel(profile: TravelProfile, from: SiteId, to: SiteId): { metres: number; seconds: number } {
    const matrix = this.matrices.get(profile);
    const [a, b] = [this.rows.get(from), this.rows.get(to)];
    if (matrix === undefined || a === undefined || b === undefined)
      return { metres: Infinity, seconds: Infinity };
    const entry = a * matrix.size + b;
    return { metres: Math.round(matrix.distances[entry]), seconds: Math.round(matrix.durations[entry]) };
  }

  isClosed(siteId: SiteId): boolean {
    return this.plan.scenario.closedSiteIds.includes(siteId);
  }

  /** Part of a county-wide amount that a coalition has: by its members' weekly mass, rounded down. */
  shareOf(members: readonly CarrierId[], amount: number): number {
    let own = 0;
    let all = 0;
    for (const { carrierId, gramsPerWeek } of this.county.demands) {
      all += gramsPerWeek;
      own += members.includes(carrierId) ? gramsPerWeek : 0;
    }
    return all === 0 ? amount : Math.floor((amount * own) / all);
  }

  /** Throughput a day that a coalition has at a site. */
  capacityOf(members: readonly CarrierId[], site: Site): { grams: number; litres: number } {
    const part = (amount: number | null): number => {
      if (amount === null) return Infinity;
      return site.ownerId === null ? this.shareOf(members, amount) : amount;
    };
    return { grams: part(site.terms.capacityGramsPerDay), litres: part(site.terms.capacityLitresPerDay) };
  }
}

/** One coalition's own routes, where they stand in the plan. */
export interface CheckedWeek {
  readonly rung: Rung['name'];
  readonly coalition: CoalitionPlan;
  readonly path: string;
}

/** Coalition plans that hold routes, at any depth. */
export function listCheckedWeeks(plan: Plan): readonly CheckedWeek[] {
  const unfold = (rung: Rung, coalition: CoalitionPlan, path: string): readonly CheckedWeek[] =>
    coalition.parts.length === 0
      ? [{ rung: rung.name, coalition, path }]
      : coalition.parts.flatMap((part, index) => unfold(rung, part, `${path}/parts/${index}`));
  return plan.rungs.flatMap((rung, r) =>
    rung.coalitions.flatMap((coalition, c) => unfold(rung, coalition, `/rungs/${r}/coalitions/${c}`)),
  );
}

export function listItems(trip: Trip): readonly Trip['stops'][number]['deliveries'][number][] {
  return trip.stops.flatMap((stop) => [...stop.deliveries, ...stop.pickups]);
}

/** Asks the engine for the matrices of all placed sites, in the county's order. */
export async function askMatrices(
  county: County,
  travel: TravelEngine,
): Promise<ReadonlyMap<TravelProfile, TravelMatrix>> {
  const points = county.sites.flatMap(({ location }): readonly LonLat[] =>
    location === null ? [] : [location],
  );
  const matrices = new Map<TravelProfile, TravelMatrix>();
  for (const { profile } of county.vehicleTypes) {
    if (!matrices.has(profile)) matrices.set(profile, await travel.matrix(points, profile));
  }
  return matrices;
}
