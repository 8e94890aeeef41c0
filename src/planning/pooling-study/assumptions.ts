import type { County } from '../../model/county.ts';
import type { Rates } from '../../model/rates.ts';
import type { VehicleType } from '../../model/vehicle-type.ts';
import type { AssumptionFactors } from '../sensitivity/sensitivity-ports.ts';

/** A price of the county that nobody has measured or quoted. */
export interface Assumption {
  /** `rates.{key}`, or `vehicleTypes.{field}` for all vehicle types whose prices are assumed. */
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

/** Assumed prices by which a found plan can be costed anew. */
export function listAssumptions({ rates, vehicleTypes }: County): readonly Assumption[] {
  const assumed = vehicleTypes.filter(({ provenance }) => provenance.kind === 'assumption');
  return [
    ...PRICES.filter((key) => rates.provenance[key]?.kind === 'assumption' && rates[key] > 0).map((key) => ({
      key: `rates.${key}`,
      valueFen: rates[key],
      source: rates.provenance[key].source,
    })),
    ...VEHICLE_PRICES.filter((field) => assumed.some((type) => type[field] > 0)).map((field) => {
      const values = new Set(assumed.map((type) => type[field]));
      const sources = new Set(assumed.map(({ provenance }) => provenance.source));
      return {
        key: `vehicleTypes.${field}`,
        valueFen: values.size === 1 ? [...values][0] : null,
        source: [...sources].join(' '),
      };
    }),
  ];
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
    vehicleTypes: county.vehicleTypes.map((type) => {
      if (type.provenance.kind !== 'assumption') return type;
      const scaled = VEHICLE_PRICES.map((field) => [
        field,
        type[field] * (factors[`vehicleTypes.${field}`] ?? 1),
      ]);
      return {
        ...type,
        ...(Object.fromEntries(scaled) as Pick<VehicleType, (typeof VEHICLE_PRICES)[number]>),
      };
    }),
  };
}
