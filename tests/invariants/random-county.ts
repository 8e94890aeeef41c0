import type { Carrier } from '../../src/model/carrier.ts';
import type { Commodity, HandlingClass } from '../../src/model/commodity.ts';
import type { County } from '../../src/model/county.ts';
import type { Demand } from '../../src/model/demand.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { Provenance } from '../../src/model/provenance.ts';
import type { Rates } from '../../src/model/rates.ts';
import type { Site } from '../../src/model/site.ts';
import type { VehicleType } from '../../src/model/vehicle-type.ts';
import { WEEKDAYS } from '../../src/model/units.ts';

const ASSUMED: Provenance = { kind: 'assumption', source: 'random test county' };

const COMMODITIES: readonly Commodity[] = [
  { id: 'parcel', name: 'parcel', handlingClass: 'ambient' },
  { id: 'goods', name: 'goods', handlingClass: 'ambient' },
  { id: 'fish', name: 'fish', handlingClass: 'chilled' },
  { id: 'poison', name: 'poison', handlingClass: 'agrochemical' },
];

export interface RandomCountyOptions {
  readonly seed: number;
  readonly carriers?: number;
  readonly townships?: number;
  readonly villages?: number;
  /** Unlimited vans and trucks for hire; true when absent. */
  readonly market?: boolean;
}

/**
 * A small county drawn from a seed, with what makes planning hard: scarce owned vehicles of all homes, stations of
 * several owners with little room, narrow hours, heavy and odd amounts, all handling classes and frequencies, sites
 * without a place.
 */
export function buildRandomCounty(options: RandomCountyOptions): County {
  return new RandomCounty(options).build();
}

class RandomCounty {
  private state: number;
  private readonly options: Required<RandomCountyOptions>;

  constructor(options: RandomCountyOptions) {
    this.state = (options.seed * 2_654_435_761 + 12_345) >>> 0;
    this.options = {
      carriers: this.pick([1, 2, 3, 4]),
      townships: this.pick([0, 1, 2, 3]),
      villages: this.pick([2, 5, 9, 14]),
      market: true,
      ...options,
    };
  }

  build(): County {
    const carriers = this.listCarriers();
    const sites = this.listSites(carriers);
    const vehicleTypes = this.listVehicleTypes(carriers, sites);
    return {
      code: '999777',
      name: `county ${this.options.seed}`,
      sites,
      carriers,
      commodities: COMMODITIES,
      vehicleTypes,
      demands: this.listDemands(carriers, sites),
      lines: [],
      operations: this.chance(0.5) ? this.listOperations(carriers, sites, vehicleTypes) : [],
      rates: this.rates(),
      boundary: null,
      attributions: ['drawn at random'],
    };
  }

  private listCarriers(): readonly Carrier[] {
    return Array.from({ length: this.options.carriers }, (_, index) => ({
      id: `c${index + 1}`,
      name: `carrier ${index + 1}`,
      kind: this.pick(['postal', 'supply_marketing', 'commerce', 'express', 'transport'] as const),
      depotId: `D${index + 1}`,
    }));
  }

  private listSites(carriers: readonly Carrier[]): readonly Site[] {
    const sites: Site[] = [];
    if (this.chance(0.7)) sites.push(this.site('W1', 'county', null, null, 0.05));
    for (const { id, depotId } of carriers) sites.push(this.site(depotId, 'county', null, id, 0.06));
    const top = sites[0].id;
    for (let t = 1; t <= this.options.townships; t++) {
      const owner = this.chance(0.6) ? null : this.pick(carriers).id;
      sites.push(this.site(`T${t}`, 'township', top, owner, 0.3));
    }
    for (let v = 1; v <= this.options.villages; v++) {
      const township = this.options.townships > 0 ? `T${this.between(1, this.options.townships)}` : top;
      sites.push(this.site(`V${v}`, 'village', township, null, 0.45));
    }
    return sites;
  }

  private site(
    id: string,
    tier: Site['tier'],
    parentId: string | null,
    ownerId: string | null,
    spread: number,
  ): Site {
    const isPlaced = tier === 'county' || this.chance(0.95);
    const isStation = tier === 'county' || (tier === 'township' && this.chance(0.85));
    const hasRoom = this.chance(tier === 'county' ? 0.85 : 0.6);
    return {
      id,
      name: id,
      tier,
      parentId,
      location: isPlaced ? [110 + this.real(-spread, spread), 30 + this.real(-spread, spread)] : null,
      ownerId,
      canTransship: isStation,
      terms: {
        fixedFenPerDay: this.between(0, 6000),
        handlingFenPerParcel: this.between(0, 30),
        handlingFenPerTonne: this.between(0, 3000),
        capacityGramsPerDay: hasRoom ? null : this.between(50_000, 3_000_000),
        capacityLitresPerDay: hasRoom ? null : this.between(500, 30_000),
      },
      serviceSeconds: this.between(0, 15) * 60,
      dispatchSeconds: this.pick([7, 8, 9, 10]) * 3600,
      urbanRuralCode: null,
    };
  }

  private listVehicleTypes(carriers: readonly Carrier[], sites: readonly Site[]): readonly VehicleType[] {
    const types: VehicleType[] = [];
    const bases = sites.filter(({ canTransship, location }) => canTransship && location !== null);
    for (const { id, depotId } of carriers) {
      const count = this.between(0, 3);
      for (let n = 1; n <= count; n++) {
        const own = bases.filter(({ ownerId }) => ownerId === id).map((base) => base.id);
        types.push(
          this.vehicleType(`${id}-${n}`, id, this.pick([null, depotId, ...own]), this.between(0, 4)),
        );
      }
    }
    if (this.options.market) {
      types.push(
        { ...this.vehicleType('hire-van', null, null, null), capacityGrams: 900_000, capacityLitres: 6000 },
        { ...this.vehicleType('hire-truck', null, null, null), capacityGrams: 2_000_000, profile: 'truck' },
        {
          ...this.vehicleType('hire-few', null, null, this.between(1, 5)),
          handlingClasses: ['ambient', 'chilled'],
        },
      );
    }
    if (this.options.seed % 3 === 0) types.push(...listTwins(types, carriers));
    if (types.length === 0) types.push(this.vehicleType('hire-van', null, null, null));
    return types;
  }

  private vehicleType(
    id: string,
    ownerId: string | null,
    homeSiteId: string | null,
    count: number | null,
  ): VehicleType {
    return {
      id,
      name: id,
      ownerId,
      homeSiteId,
      count,
      capacityGrams: this.between(200_000, 2_000_000),
      capacityLitres: this.between(2000, 16_000),
      fenPerDay: this.between(3000, 20_000),
      fenPerKm: this.between(20, 200),
      fenPerHour: this.between(1000, 4000),
      shiftStart: this.pick([4, 5, 6, 7]) * 3600,
      shiftEnd: this.pick([15, 18, 19, 20]) * 3600,
      maxDurationSeconds: this.pick([6, 8, 10, 14]) * 3600,
      maxDistanceMetres: this.chance(0.3) ? this.between(80, 250) * 1000 : null,
      maxTripsPerDay: this.pick([1, 1, 2, 3]),
      handlingClasses: this.pick<readonly HandlingClass[]>([
        ['ambient'],
        ['ambient', 'agrochemical'],
        ['ambient', 'chilled'],
        ['ambient', 'chilled', 'agrochemical'],
      ]),
      profile: this.pick(['van', 'truck', 'trike']),
      energy: this.pick(['petrol', 'diesel', 'electric']),
      energyPer100Km: this.between(8, 30),
      provenance: ASSUMED,
    };
  }

  private listDemands(carriers: readonly Carrier[], sites: readonly Site[]): readonly Demand[] {
    const demands: Demand[] = [];
    for (const site of sites) {
      if (site.tier === 'county') continue;
      for (const { id } of carriers) {
        for (const { id: commodityId } of COMMODITIES) {
          if (!this.chance(commodityId === 'parcel' ? 0.6 : 0.15)) continue;
          demands.push(this.demand(id, site.id, commodityId, this.chance(0.7) ? 'down' : 'up'));
        }
      }
    }
    return demands;
  }

  private demand(
    carrierId: string,
    siteId: string,
    commodityId: string,
    direction: Demand['direction'],
  ): Demand {
    const earliest = this.pick([0, 6, 8, 8, 8, 10]) * 3600;
    return {
      id: `${siteId}/${carrierId}/${commodityId}/${direction}`,
      carrierId,
      siteId,
      commodityId,
      direction,
      gramsPerWeek: this.chance(0.05) ? this.between(3_000_000, 9_000_000) : this.between(1000, 900_000),
      litresPerWeek: this.between(1, 5000),
      parcelsPerWeek: commodityId === 'parcel' ? this.between(1, 300) : 0,
      visitsPerWeek: this.between(1, 7),
      window: { earliest, latest: this.chance(0.1) ? earliest + 1800 : 18 * 3600 },
      provenance: ASSUMED,
    };
  }

  private listOperations(
    carriers: readonly Carrier[],
    sites: readonly Site[],
    types: readonly VehicleType[],
  ): readonly Operation[] {
    const places = sites.filter(({ tier, location }) => tier !== 'county' && location !== null);
    return carriers.flatMap(({ id, depotId }) =>
      Array.from({ length: this.between(0, 3) }, (_, index) => ({
        id: `${id}-run-${index}`,
        carrierId: id,
        vehicleTypeId: this.pick(types).id,
        weekdays: WEEKDAYS.filter(() => this.chance(0.8)),
        departure: this.between(5, 9) * 3600,
        siteIds: [depotId, ...places.filter(() => this.chance(0.4)).map((site) => site.id), depotId],
      })),
    );
  }

  private rates(): Rates {
    return {
      poolingSortFenPerParcel: this.between(0, 20),
      poolingSortFenPerTonne: this.between(0, 2000),
      poolingOverheadFenPerMemberDay: this.between(0, 5000),
      unservedFenPerKg: 250,
      unservedFenPerParcel: 600,
      stationSortSeconds: this.between(0, 60) * 60,
      feederStart: 18 * 3600,
      feederEnd: this.pick([19, 22]) * 3600,
      emissionGramsPerUnit: { petrol: 2880, diesel: 3240, electric: 537 },
      detourFactor: 1.4,
      provenance: {},
    };
  }

  /** Numerical Recipes' linear congruential generator; only its high bits are used. */
  private next(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.state / 2 ** 32;
  }

  private chance(probability: number): boolean {
    return this.next() < probability;
  }

  private real(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  private between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  private pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)];
  }
}

/** The first owned type once more for every other carrier, based at its depot. */
function listTwins(types: readonly VehicleType[], carriers: readonly Carrier[]): readonly VehicleType[] {
  const model = types.find(({ ownerId }) => ownerId !== null);
  if (model === undefined) return [];
  const others = carriers.filter(({ id }) => id !== model.ownerId);
  return others.map(({ id, depotId }) => {
    return Object.assign({}, model, {
      id: `${id}-twin`,
      ownerId: id,
      homeSiteId: model.homeSiteId && depotId,
    });
  });
}
