import type { CarrierId } from '../../model/carrier.ts';
import type { Direction } from '../../model/demand.ts';
import type { Tier } from '../../model/site.ts';
import type { Allocation } from '../allocation.ts';
import { CostSharingError } from '../cost-sharing-error.ts';
import { roundShares } from '../round-shares.ts';
import type { SettlementAgreement, SettlementPrice, SettlementUnit, VolumeLine } from './agreement.ts';
import { quantityOf } from './agreement.ts';

/** How much dearer a unit is at one tier and direction than at another; those not named weigh 1. */
export type LineWeights = Readonly<Partial<Record<`${Tier}_${Direction}`, number>>>;

const RATE_DECIMALS = 10_000;

/**
 * Turns a week's allocation into prices: each carrier's cost is spread over its lines in proportion to planned quantity
 * times weight, in whole fen that sum exactly, and divided by the quantity.
 * @throws CostSharingError `settlement_invalid`: volumes of no member, a line twice, a quantity that is negative or no
 * finite number, a member with a cost and nothing to price it by in this unit.
 */
export function drawUpAgreement(
  allocation: Allocation,
  volumes: readonly VolumeLine[],
  unit: SettlementUnit,
  weights: LineWeights = {},
): SettlementAgreement {
  checkVolumes(
    allocation.members.map(({ carrierId }) => carrierId),
    volumes,
  );
  const prices = allocation.members.flatMap(({ carrierId, costFen }) =>
    priceCarrier(
      costFen,
      volumes.filter((line) => line.carrierId === carrierId),
      unit,
      weights,
    ),
  );
  for (const [index, { carrierId, costFen }] of allocation.members.entries()) {
    if (costFen === 0 || prices.some((price) => price.carrierId === carrierId && price.quantity > 0))
      continue;
    throw invalid(`allocation.members[${index}]`, `no volume in ${unit} to price its cost by`);
  }
  return {
    rule: allocation.rule,
    unit,
    shares: allocation.members.map(({ carrierId, costFen }) => ({ carrierId, costFen })),
    prices,
  };
}

function priceCarrier(
  costFen: number,
  lines: readonly VolumeLine[],
  unit: SettlementUnit,
  weights: LineWeights,
): readonly SettlementPrice[] {
  const quantities = lines.map((line) => quantityOf(line, unit));
  const drivers = lines.map(
    ({ tier, direction }, index) => quantities[index] * weightOf(weights, tier, direction),
  );
  const sum = drivers.reduce((total, driver) => total + driver, 0);
  const charges =
    sum === 0
      ? lines.map(() => 0)
      : roundShares(
          drivers.map((driver) => (costFen * driver) / sum),
          costFen,
        );
  return lines.map(({ carrierId, tier, direction }, index) => ({
    carrierId,
    tier,
    direction,
    quantity: quantities[index],
    chargeFen: charges[index],
    fenPerUnit: quantities[index] > 0 ? roundRate(charges[index] / quantities[index]) : null,
  }));
}

function weightOf(weights: LineWeights, tier: Tier, direction: Direction): number {
  const weight = weights[`${tier}_${direction}`] ?? 1;
  if (Number.isFinite(weight) && weight > 0) return weight;
  throw invalid(`weights.${tier}_${direction}`, 'a finite number above 0');
}

/** To four decimals of a fen, half away from zero. */
export function roundRate(fenPerUnit: number): number {
  return (Math.sign(fenPerUnit) * Math.round(Math.abs(fenPerUnit) * RATE_DECIMALS)) / RATE_DECIMALS;
}

/** @throws CostSharingError `settlement_invalid` */
export function checkVolumes(carriers: readonly CarrierId[], volumes: readonly VolumeLine[]): void {
  const seen = new Set<string>();
  for (const [index, line] of volumes.entries()) {
    const path = `volumes[${index}]`;
    if (!carriers.includes(line.carrierId)) throw invalid(path, `${line.carrierId} is no member`);
    const key = `${line.carrierId}/${line.tier}/${line.direction}`;
    if (seen.has(key)) throw invalid(path, `a second line of ${key}`);
    seen.add(key);
    for (const field of ['parcels', 'kg', 'stops'] as const) {
      if (!Number.isFinite(line[field]) || line[field] < 0) {
        throw invalid(`${path}.${field}`, 'a finite number of at least 0');
      }
    }
  }
}

function invalid(path: string, detail: string): CostSharingError {
  return new CostSharingError('settlement_invalid', path, detail);
}
