import document from '../../data/rates.json' with { type: 'json' };
import type { CarrierKind } from '../model/carrier.ts';
import type { Commodity, HandlingClass } from '../model/commodity.ts';
import type { Direction } from '../model/demand.ts';
import type { Provenance, ProvenanceKind } from '../model/provenance.ts';
import type { Rates } from '../model/rates.ts';
import type { SiteTerms } from '../model/site.ts';
import type { Seconds, SecondsOfDay, TimeWindow } from '../model/units.ts';
import type { EnergyCarrier, TravelProfile, VehicleType } from '../model/vehicle-type.ts';
import { toSecondsOfDay } from './parse-cell.ts';

/** What kind of place a site is, as far as its default terms go. */
export type SiteRole = 'warehouse' | 'depot' | 'station' | 'branch' | 'village';

export interface SiteDefaults {
  readonly terms: SiteTerms;
  readonly serviceSeconds: Seconds;
  readonly dispatchSeconds: SecondsOfDay;
}

/** Kind of vehicle that the defaults describe, e.g. `van`. */
export type VehicleKind = keyof typeof document.vehicles.types;

export interface DemandStream {
  readonly carrierKind: CarrierKind;
  readonly commodityId: string;
  readonly direction: Direction;
  readonly kgPerResidentWeek: number;
  /** Share of sites that have this stream. */
  readonly siteShare: number;
  /** Visits a week at sites near their township, and at remote ones. */
  readonly visitsPerWeek: readonly [near: number, remote: number];
}

export interface DemandProfile {
  readonly provenance: Provenance;
  readonly villageResidents: ResidentSpread;
  readonly townResidents: ResidentSpread;
  readonly villageWindow: TimeWindow;
  readonly stationWindow: TimeWindow;
  /** Villages farther than this from their township are remote. */
  readonly remoteKm: number;
  readonly streams: readonly DemandStream[];
}

export interface ResidentSpread {
  readonly median: number;
  readonly spread: number;
  readonly least: number;
  readonly most: number;
}

export interface CommodityDefaults extends Commodity {
  readonly kgPerParcel: number | null;
  /** Cubic metres per tonne, which is litres per kilogram. */
  readonly m3PerTonne: number;
}

export interface CarrierDefaults {
  readonly id: string;
  readonly name: string;
  readonly kind: CarrierKind;
  /** Weight of this carrier among those of its kind. */
  readonly marketShare: number;
  /** Vehicles for a county of 180 villages. */
  readonly fleet: Readonly<Partial<Record<VehicleKind, number>>>;
}

type Figure = { readonly value: number | string; readonly kind: string; readonly source: string };

/** County-wide rates of `data/rates.json`, in model units with their provenance. */
export const DEFAULT_RATES: Rates = toRates(document.county);

export const DEFAULT_COMMODITIES: readonly CommodityDefaults[] = document.commodities.map((row) =>
  Object.assign(row, { handlingClass: row.handlingClass as HandlingClass }),
);

export const DEFAULT_CARRIERS: readonly CarrierDefaults[] = document.carriers.map((row) =>
  Object.assign(row, { kind: row.kind as CarrierKind }),
);

export const DEFAULT_DEMAND: DemandProfile = {
  provenance: toProvenance(document.demand),
  villageResidents: document.demand.villageResidents,
  townResidents: document.demand.townResidents,
  villageWindow: toWindow(document.demand.villageWindow),
  stationWindow: toWindow(document.demand.stationWindow),
  remoteKm: document.demand.remoteKm,
  streams: document.demand.streams.map((row) => ({
    carrierKind: row.carrierKind as CarrierKind,
    commodityId: row.commodity,
    direction: row.direction as Direction,
    kgPerResidentWeek: row.kgPerResidentWeek,
    siteShare: row.siteShare,
    visitsPerWeek: [row.visitsPerWeek[0], row.visitsPerWeek[1]],
  })),
};

/** Default terms and times of a site in this role. */
export function getSiteDefaults(role: SiteRole): SiteDefaults {
  const row = document.sites[role];
  return {
    terms: {
      fixedFenPerDay: toFen(row.fixedYuanPerDay),
      handlingFenPerParcel: toFen(row.handlingYuanPerParcel),
      handlingFenPerTonne: toFen(row.handlingYuanPerTonne),
      capacityGramsPerDay: row.capacityKgPerDay === null ? null : row.capacityKgPerDay * 1_000,
      capacityLitresPerDay: row.capacityM3PerDay === null ? null : row.capacityM3PerDay * 1_000,
    },
    serviceSeconds: row.serviceMinutes * 60,
    dispatchSeconds: getTime(row.dispatchTime),
  };
}

/** A vehicle type of this kind at default figures, without owner, home and count. */
export function getVehicleDefaults(
  kind: VehicleKind,
): Omit<VehicleType, 'id' | 'ownerId' | 'homeSiteId' | 'count'> {
  const row = document.vehicles.types[kind];
  return {
    name: row.name,
    capacityGrams: row.capacityKg * 1_000,
    capacityLitres: row.capacityM3 * 1_000,
    fenPerDay: toFen(row.yuanPerDay),
    fenPerKm: toFen(row.yuanPerKm),
    fenPerHour: toFen(row.yuanPerHour),
    shiftStart: getTime(document.vehicles.shiftStart),
    shiftEnd: getTime(document.vehicles.shiftEnd),
    maxDurationSeconds: row.maxHours * 3_600,
    maxDistanceMetres: row.maxKm === null ? null : row.maxKm * 1_000,
    maxTripsPerDay: row.maxTrips,
    handlingClasses: row.handlingClasses as readonly HandlingClass[],
    profile: row.profile as TravelProfile,
    energy: row.energy as EnergyCarrier,
    energyPer100Km: row.energyPer100Km,
    provenance: toProvenance(document.vehicles),
  };
}

/** Vehicle types for hire on the county's market: unlimited, at any site, at the owner's margin. */
export function listMarketVehicleTypes(): readonly VehicleType[] {
  return document.marketHire.types.map((kind) => toMarketVehicleType(kind as VehicleKind));
}

function toMarketVehicleType(kind: VehicleKind): VehicleType {
  const own = getVehicleDefaults(kind);
  const { dayFactor, kmFactor, hourFactor } = document.marketHire;
  return {
    ...own,
    id: `hire-${kind.replaceAll('_', '-')}`,
    name: `${own.name}(租用)`,
    ownerId: null,
    homeSiteId: null,
    count: null,
    fenPerDay: Math.round(own.fenPerDay * dayFactor),
    fenPerKm: Math.round(own.fenPerKm * kmFactor),
    fenPerHour: Math.round(own.fenPerHour * hourFactor),
    provenance: toProvenance(document.marketHire),
  };
}

function toRates(figures: typeof document.county): Rates {
  return {
    poolingSortFenPerParcel: toFen(figures.poolingSortYuanPerParcel.value),
    poolingSortFenPerTonne: toFen(figures.poolingSortYuanPerTonne.value),
    poolingOverheadFenPerMemberDay: toFen(figures.poolingOverheadYuanPerMemberDay.value),
    unservedFenPerKg: toFen(figures.unservedYuanPerKg.value),
    unservedFenPerParcel: toFen(figures.unservedYuanPerParcel.value),
    stationSortSeconds: figures.stationSortMinutes.value * 60,
    feederStart: getTime(figures.feederStart.value),
    feederEnd: getTime(figures.feederEnd.value),
    emissionGramsPerUnit: {
      petrol: figures.emissionGramsPerLitrePetrol.value,
      diesel: figures.emissionGramsPerLitreDiesel.value,
      electric: figures.emissionGramsPerKwh.value,
    },
    detourFactor: figures.detourFactor.value,
    provenance: toRatesProvenance(figures),
  };
}

/** Keys as in `Rates`; the emission factors as `emissionGramsPerUnit.<energy>`. */
function toRatesProvenance(figures: typeof document.county): Readonly<Record<string, Provenance>> {
  const byRate: Record<keyof Omit<Rates, 'provenance' | 'emissionGramsPerUnit'>, Figure> = {
    poolingSortFenPerParcel: figures.poolingSortYuanPerParcel,
    poolingSortFenPerTonne: figures.poolingSortYuanPerTonne,
    poolingOverheadFenPerMemberDay: figures.poolingOverheadYuanPerMemberDay,
    unservedFenPerKg: figures.unservedYuanPerKg,
    unservedFenPerParcel: figures.unservedYuanPerParcel,
    stationSortSeconds: figures.stationSortMinutes,
    feederStart: figures.feederStart,
    feederEnd: figures.feederEnd,
    detourFactor: figures.detourFactor,
  };
  const emissions: Record<string, Figure> = {
    'emissionGramsPerUnit.petrol': figures.emissionGramsPerLitrePetrol,
    'emissionGramsPerUnit.diesel': figures.emissionGramsPerLitreDiesel,
    'emissionGramsPerUnit.electric': figures.emissionGramsPerKwh,
  };
  const all = Object.entries({ ...byRate, ...emissions });
  return Object.fromEntries(all.map(([key, figure]) => [key, toProvenance(figure)]));
}

function toProvenance(figure: { readonly kind: string; readonly source: string }): Provenance {
  return { kind: figure.kind as ProvenanceKind, source: figure.source };
}

function toFen(yuan: number): number {
  return Math.round(yuan * 100);
}

function toWindow(pair: readonly string[]): TimeWindow {
  return { earliest: getTime(pair[0]), latest: getTime(pair[1]) };
}

function getTime(text: string): SecondsOfDay {
  const seconds = toSecondsOfDay(text);
  if (seconds === null) throw new Error(`data/rates.json holds no time of day: ${text}`);
  return seconds;
}
