import type { CarrierId } from '../model/carrier.ts';
import type { HandlingClass } from '../model/commodity.ts';
import type { County } from '../model/county.ts';
import type { Demand, DemandId } from '../model/demand.ts';
import type { CoalitionPlan, Plan, Rung, Trip } from '../model/plan.ts';
import type { Site, SiteId } from '../model/site.ts';
import type { LonLat, Weekday } from '../model/units.ts';
import type { TravelProfile, VehicleType } from '../model/vehicle-type.ts';
import type { TravelEngine } from '../network/travel-engine.ts';
import type { TravelMatrix } from '../network/travel-matrix.ts';
import { listGrantedDays } from './plan-calendar.ts';
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
  /** Weekdays on which the scenario grants each demand a visit. */
  readonly grantedDays: ReadonlyMap<DemandId, readonly Weekday[]>;
  private readonly demandsAt: ReadonlyMap<SiteId, readonly Demand[]>;
  private readonly gramsOf = new Map<CarrierId, number>();
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
    this.demandsAt = Map.groupBy(county.demands, ({ siteId }) => siteId);
    for (const { carrierId, gramsPerWeek } of county.demands) {
      this.gramsOf.set(carrierId, (this.gramsOf.get(carrierId) ?? 0) + gramsPerWeek);
    }
    this.grantedDays = listGrantedDays(county, plan.scenario);
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

  /**
   * Adds a violation for every place below `path` where two values differ: numbers beyond what sums in another order
   * may give, fields that only one has, lists of other lengths.
   */
  expectSame(code: PlanViolationCode, path: string, stated: unknown, recomputed: unknown): void {
    if (
      Object.is(stated, recomputed) ||
      (isNumber(stated) && isNumber(recomputed) && isNear(stated, recomputed))
    )
      return;
    if (!isObject(stated) || !isObject(recomputed)) {
      this.add(code, path, `${path} is stated as ${show(stated)}, recomputed as ${show(recomputed)}.`, {
        ...(isNumber(stated) && { stated }),
        ...(isNumber(recomputed) && { recomputed }),
      });
      return;
    }
    for (const key of new Set([...Object.keys(stated), ...Object.keys(recomputed)])) {
      this.expectSame(code, `${path}/${key}`, stated[key], recomputed[key]);
    }
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

  classOf(demandId: DemandId): HandlingClass {
    return this.classes.get(this.demands.get(demandId)?.commodityId ?? '') ?? 'ambient';
  }

  /** Is the type for hire, with no limit of the county or the scenario? */
  isEndless({ id, ownerId, count }: VehicleType): boolean {
    return ownerId === null && count === null && !Object.hasOwn(this.plan.scenario.vehicleCounts, id);
  }

  /** Members' goods of the demand's class at its site, each with its largest visit, in the direction with more. */
  largestVisit(members: readonly CarrierId[], demand: Demand): { grams: number; litres: number } {
    const sums = { down: { grams: 0, litres: 0 }, up: { grams: 0, litres: 0 } };
    for (const other of this.demandsAt.get(demand.siteId) ?? []) {
      if (!members.includes(other.carrierId) || this.classOf(other.id) !== this.classOf(demand.id)) continue;
      const visits = this.grantedDays.get(other.id)?.length ?? 1;
      sums[other.direction].grams += Math.ceil(other.gramsPerWeek / visits);
      sums[other.direction].litres += Math.ceil(other.litresPerWeek / visits);
    }
    return {
      grams: Math.max(sums.down.grams, sums.up.grams),
      litres: Math.max(sums.down.litres, sums.up.litres),
    };
  }

  /** When the hours of demands at a site end. */
  latestHoursAt(siteId: SiteId): ReadonlySet<number> {
    return new Set((this.demandsAt.get(siteId) ?? []).map(({ window }) => window.latest));
  }

  /** Weekly mass of the members and of all carriers. */
  weighMembers(members: readonly CarrierId[]): { readonly own: number; readonly all: number } {
    const massOf = (id: CarrierId): number => this.gramsOf.get(id) ?? 0;
    return {
      own: members.reduce((sum, id) => sum + massOf(id), 0),
      all: [...this.gramsOf.values()].reduce((sum, grams) => sum + grams, 0),
    };
  }

  /** Part of a county-wide amount that a coalition has: by its members' weekly mass, rounded down. */
  shareOf(members: readonly CarrierId[], amount: number): number {
    const { own, all } = this.weighMembers(members);
    return all === 0 ? amount : Math.floor((amount * own) / all);
  }

  /** A day's use of a site; of a public one a coalition pays the share that it has of the room. */
  feeOf(members: readonly CarrierId[], siteId: SiteId): number {
    const site = this.sites.get(siteId);
    if (site === undefined) return 0;
    const { own, all } = this.weighMembers(members);
    const isShared = site.ownerId === null && all > 0;
    return isShared ? Math.round(site.terms.fixedFenPerDay * (own / all)) : site.terms.fixedFenPerDay;
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

/** Relative difference that floating-point sums in another order may have. */
const TOLERANCE = 1e-9;

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.abs(b);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
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
