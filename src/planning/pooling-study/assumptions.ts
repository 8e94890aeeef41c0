import type { County } from '../../model/county.ts';
import type { Rates } from '../../model/rates.ts';
import type { SiteTerms } from '../../model/site.ts';
import type { Fen } from '../../model/units.ts';
import type { VehicleType } from '../../model/vehicle-type.ts';
import type { AssumptionFactors } from '../sensitivity/sensitivity-ports.ts';

/** A price of the county that nobody has measured or quoted. */
export interface Assumption {
  /**
   * `rates.{key}`; `vehicleTypes.{field}` for all vehicle types whose prices are assumed; `sites.{field}` for all sites.
   */
  readonly key: string;
  /** Present value in fen; null where it stands for several. */
  readonly valueFen: number | null;
  readonly source: string;
}

const PRICES = [
  'poolingSortFenPerParcel',
  'poolingSortFenPerTonne',
  'poolingOverheadFenPerMemberDay',
  'unservedFenPerKg',
  'unservedFenPerParcel',
] as const satisfies readonly (keyof Rates)[];

const VEHICLE_PRICES = [
  'fenPerDay',
  'fenPerKm',
  'fenPerHour',
] as const satisfies readonly (keyof VehicleType)[];

const SITE_PRICES = [
  'fixedFenPerDay',
  'handlingFenPerParcel',
  'handlingFenPerTonne',
] as const satisfies readonly (keyof SiteTerms)[];

/** Assumed prices by which a found plan can be costed anew. */
export function listAssumptions({ rates, vehicleTypes, sites }: County): readonly Assumption[] {
  const assumed = vehicleTypes.filter(({ provenance }) => provenance.kind === 'assumption');
  return [
    ...PRICES.filter((key) => rates.provenance[key]?.kind === 'assumption' && rates[key] > 0).map((key) => ({
      key: `rates.${key}`,
      valueFen: rates[key],
      source: rates.provenance[key].source,
    })),
    ...VEHICLE_PRICES.flatMap((field) => {
      const sources = new Set(assumed.map(({ provenance }) => provenance.source));
      return toAssumption(
        `vehicleTypes.${field}`,
        assumed.map((type) => type[field]),
        [...sources].join(' '),
      );
    }),
    ...SITE_PRICES.flatMap((field) =>
      toAssumption(
        `sites.${field}`,
        sites.map(({ terms }) => terms[field]).filter((fen) => fen > 0),
        'Prices of sites have no provenance in the county data.',
      ),
    ),
  ];
}

/** One assumption for several prices; none where all are 0. */
function toAssumption(key: string, prices: readonly Fen[], source: string): readonly Assumption[] {
  if (prices.every((fen) => fen === 0)) return [];
  const values = new Set(prices);
  return [{ key, valueFen: values.size === 1 ? prices[0] : null, source }];
}

/** Assumed rates that shape the plan itself, which costing anew cannot vary. */
export function listUncosted({ rates }: County): readonly string[] {
  const prices: readonly string[] = PRICES;
  return Object.keys(rates.provenance)
    .filter((key) => rates.provenance[key].kind === 'assumption' && !prices.includes(key))
    .filter((key) => !key.startsWith('emissionGramsPerUnit'))
    .map((key) => `rates.${key}`)
    .sort();
}

/** The county with assumed prices multiplied; those not named stay. */
export function scaleAssumptions(county: County, factors: AssumptionFactors): County {
  const rates: Record<string, unknown> = { ...county.rates };
  for (const key of PRICES) rates[key] = county.rates[key] * (factors[`rates.${key}`] ?? 1);
  return {
    ...county,
    rates: rates as unknown as Rates,
    vehicleTypes: county.vehicleTypes.map((type) =>
      type.provenance.kind === 'assumption' ? scale(type, 'vehicleTypes', VEHICLE_PRICES, factors) : type,
    ),
    sites: county.sites.map((site) => ({
      ...site,
      terms: scale(site.terms, 'sites', SITE_PRICES, factors),
    })),
  };
}

function scale<Key extends string, Priced extends Readonly<Record<Key, Fen>>>(
  priced: Priced,
  prefix: string,
  keys: readonly Key[],
  factors: AssumptionFactors,
): Priced {
  const scaled = keys.map((key) => [key, priced[key] * (factors[`${prefix}.${key}`] ?? 1)]);
  return { ...priced, ...Object.fromEntries(scaled) };
}
