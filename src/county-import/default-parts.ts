import type { Carrier } from '../model/carrier.ts';
import type { Commodity } from '../model/commodity.ts';
import type { CountyDraft, DraftRow, RowOrigin } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { Demand } from '../model/demand.ts';
import type { Site } from '../model/site.ts';
import type { LonLat } from '../model/units.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import { distanceOf } from '../network/great-circle.ts';
import {
  type CarrierDefaults,
  DEFAULT_CARRIERS,
  DEFAULT_COMMODITIES,
  DEFAULT_DEMAND,
  getSiteDefaults,
  getVehicleDefaults,
  listMarketVehicleTypes,
  type VehicleKind,
} from './default-rates.ts';
import { synthesiseDemands } from './synthesise-demand.ts';

/** Parts of a draft that a dataset may leave out; null is not given at all. */
export interface GivenParts {
  readonly sites: readonly DraftRow<Site>[];
  readonly carriers: readonly DraftRow<Carrier>[] | null;
  readonly commodities: readonly DraftRow<Commodity>[] | null;
  readonly vehicleTypes: readonly DraftRow<VehicleType>[] | null;
  readonly demands: readonly DraftRow<Demand>[] | null;
}

type CompleteParts = Pick<CountyDraft, 'sites' | 'carriers' | 'commodities' | 'vehicleTypes' | 'demands'>;

const MADE_UP: RowOrigin = { file: null, row: null };
/** Villages of the county that the default fleets are sized for. */
const FLEET_VILLAGES = 180;

/**
 * Fills in what a dataset leaves out, with a warning for each part: a warehouse, the six default carriers with
 * their depot in it and a fleet each, goods, vehicles for hire, and demand made up from amounts per resident.
 */
export function completeParts(given: GivenParts, issues: CountyIssueList): CompleteParts {
  const placed = placeWarehouse(given.sites, given.carriers === null, issues);
  const { sites, carriers } =
    given.carriers === null ? addCarriers(placed, issues) : { sites: placed, carriers: given.carriers };
  const commodities = completeCommodities(given, issues);
  const vehicleTypes =
    given.vehicleTypes ?? buildVehicleTypes(sites, carriers, given.carriers === null, issues);
  const demands = given.demands ?? buildDemands(sites, carriers, issues);
  return { sites, carriers, commodities, vehicleTypes, demands };
}

/** Makes sure that there is a county warehouse with a position, and a public one where it has to be everyone's. */
function placeWarehouse(
  sites: readonly DraftRow<Site>[],
  isShared: boolean,
  issues: CountyIssueList,
): readonly DraftRow<Site>[] {
  const publicWarehouse = sites.findIndex(({ value }) => value.tier === 'county' && value.ownerId === null);
  if (publicWarehouse >= 0 && sites[publicWarehouse].value.location !== null) return sites;
  const anyPlaced =
    !isShared && sites.some(({ value }) => value.tier === 'county' && value.location !== null);
  const location = findCentre(sites);
  if (anyPlaced || location === null) return sites;
  warnDefault(
    issues,
    'default_warehouse',
    publicWarehouse < 0
      ? 'There is no county warehouse; one is assumed at the most central township.'
      : `"${sites[publicWarehouse].value.name}" has no coordinates; it is assumed at the most central township.`,
    'Add the county warehouse with its coordinates to sites.csv.',
  );
  if (publicWarehouse < 0) return [{ value: buildWarehouse(location), origin: MADE_UP }, ...sites];
  return sites.map((row, at) =>
    at === publicWarehouse ? { value: Object.assign({}, row.value, { location }), origin: row.origin } : row,
  );
}

/** Position of the township (or, without any, village) with the least summed distance to the others. */
function findCentre(sites: readonly DraftRow<Site>[]): LonLat | null {
  const located = sites.flatMap(({ value }) =>
    value.location === null ? [] : [{ tier: value.tier, location: value.location }],
  );
  const townships = located.filter(({ tier }) => tier === 'township');
  const candidates = (townships.length > 0 ? townships : located).map(({ location }) => location);
  let best: LonLat | null = null;
  let least = Infinity;
  for (const candidate of candidates) {
    const sum = candidates.reduce((total, other) => total + distanceOf(candidate, other), 0);
    if (sum < least) [best, least] = [candidate, sum];
  }
  return best;
}

/**
 * The default carriers. All have the county warehouse as their depot, so that no truck carries goods across its yard,
 * and its room is not limited where it is the default: carriers share it by weight, and none would be short by that.
 */
function addCarriers(
  sites: readonly DraftRow<Site>[],
  issues: CountyIssueList,
): Pick<CompleteParts, 'sites' | 'carriers'> {
  warnDefault(
    issues,
    'default_carriers',
    `No carriers are given; six are assumed (${DEFAULT_CARRIERS.map((carrier) => carrier.name).join(', ')}), all with their depot in the county warehouse. A pool then needs no trips between depots, which makes it look better than where depots lie apart.`,
    'Give carriers.csv, and the depots in sites.csv.',
  );
  const yard = findPublicWarehouse(sites) ?? { value: buildWarehouse(null), origin: MADE_UP };
  const roomy = { value: withoutDefaultRoom(yard.value), origin: yard.origin };
  const carriers = DEFAULT_CARRIERS.map(({ id, name, kind }) => ({
    value: { id, name, kind, depotId: yard.value.id },
    origin: MADE_UP,
  }));
  return { sites: [roomy, ...sites.filter((row) => row !== yard)], carriers };
}

/** A public site of county tier, one with a position first. */
function findPublicWarehouse(sites: readonly DraftRow<Site>[]): DraftRow<Site> | undefined {
  const warehouses = sites.filter(({ value }) => value.tier === 'county' && value.ownerId === null);
  return warehouses.find(({ value }) => value.location !== null) ?? warehouses[0];
}

function withoutDefaultRoom(warehouse: Site): Site {
  const { capacityGramsPerDay, capacityLitresPerDay } = getSiteDefaults('warehouse').terms;
  const { terms } = warehouse;
  const isDefault =
    terms.capacityGramsPerDay === capacityGramsPerDay && terms.capacityLitresPerDay === capacityLitresPerDay;
  if (!isDefault) return warehouse;
  return { ...warehouse, terms: { ...terms, capacityGramsPerDay: null, capacityLitresPerDay: null } };
}

function buildWarehouse(location: LonLat | null): Site {
  return {
    id: 'W1',
    name: '县级统仓',
    tier: 'county',
    parentId: null,
    location,
    ownerId: null,
    canTransship: true,
    ...getSiteDefaults('warehouse'),
    urbanRuralCode: null,
  };
}

/** The goods given; the default ones where none are given, and beside them where demand is made up. */
function completeCommodities(given: GivenParts, issues: CountyIssueList): readonly DraftRow<Commodity>[] {
  const own = given.commodities ?? [];
  if (given.commodities !== null && given.demands !== null) return own;
  if (given.commodities === null) {
    const message = 'No goods are given; the default ones are used.';
    warnDefault(issues, 'default_commodities', message, 'Give commodities.csv if the county has others.');
  }
  const known = new Set(own.map(({ value }) => value.id));
  const added = DEFAULT_COMMODITIES.filter(({ id }) => !known.has(id)).map(({ id, name, handlingClass }) => ({
    value: { id, name, handlingClass },
    origin: MADE_UP,
  }));
  return [...own, ...added];
}

function buildVehicleTypes(
  sites: readonly DraftRow<Site>[],
  carriers: readonly DraftRow<Carrier>[],
  defaultCarriers: boolean,
  issues: CountyIssueList,
): readonly DraftRow<VehicleType>[] {
  warnDefault(
    issues,
    'default_vehicle_types',
    defaultCarriers
      ? 'No vehicles are given; default fleets, sized by the number of villages, and vehicles for hire are assumed.'
      : 'No vehicles are given; only vehicles for hire at default prices are assumed.',
    'Give vehicle_types.csv with what the carriers have and pay.',
  );
  const villages = sites.filter(({ value }) => value.tier === 'village').length;
  const owned = defaultCarriers ? carriers.flatMap(({ value }) => buildFleet(value, villages)) : [];
  return [...owned, ...listMarketVehicleTypes()].map((value) => ({ value, origin: MADE_UP }));
}

function buildFleet(carrier: Carrier, villages: number): readonly VehicleType[] {
  const fleet = findCarrierDefaults(carrier.id)?.fleet ?? {};
  return (Object.entries(fleet) as [VehicleKind, number][]).map(([kind, count]) =>
    Object.assign(getVehicleDefaults(kind), {
      id: `${carrier.id}-${kind.replaceAll('_', '-')}`,
      ownerId: carrier.id,
      homeSiteId: null,
      count: Math.ceil((count * villages) / FLEET_VILLAGES),
    }),
  );
}

function buildDemands(
  sites: readonly DraftRow<Site>[],
  carriers: readonly DraftRow<Carrier>[],
  issues: CountyIssueList,
): readonly DraftRow<Demand>[] {
  const basis = {
    carriers: toWeighted(carriers.map(({ value }) => value)),
    commodities: DEFAULT_COMMODITIES,
    profile: DEFAULT_DEMAND,
  };
  const demands = synthesiseDemands(
    sites.map(({ value }) => value),
    basis,
  );
  warnDefault(
    issues,
    'default_demand',
    `No demand is given; ${demands.length} demands are made up from amounts per resident (data/rates.json), residents being drawn by the site's id.`,
    'Give demands.csv; no figure of a plan on made-up demand is a finding about the county.',
  );
  return demands.map((value) => ({ value, origin: MADE_UP }));
}

/** Carriers of one kind share that kind's default weight; the default carriers keep their own. */
function toWeighted(carriers: readonly Carrier[]): readonly (Carrier & { readonly marketShare: number })[] {
  return carriers.map((carrier) => {
    const sameKind = DEFAULT_CARRIERS.filter(({ kind }) => kind === carrier.kind);
    const weight = sameKind.reduce((sum, { marketShare }) => sum + marketShare, 0);
    const rivals = carriers.filter(({ kind }) => kind === carrier.kind).length;
    const own = findCarrierDefaults(carrier.id);
    const keep = own !== undefined && own.kind === carrier.kind && rivals === sameKind.length;
    return Object.assign({}, carrier, { marketShare: keep ? own.marketShare : weight / rivals });
  });
}

function findCarrierDefaults(id: string): CarrierDefaults | undefined {
  return DEFAULT_CARRIERS.find((carrier) => carrier.id === id);
}

function warnDefault(issues: CountyIssueList, code: string, message: string, remedy: string): void {
  issues.addWarning({ code, message, remedy });
}
