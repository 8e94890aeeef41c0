import type { CarrierId } from '../../model/carrier.ts';
import type { Fen } from '../../model/units.ts';
import { CostSharingError } from '../cost-sharing-error.ts';
import { roundShares } from '../round-shares.ts';
import type { SettlementAgreement, SettlementPrice, SettlementUnit, VolumeLine } from './agreement.ts';
import { quantityOf } from './agreement.ts';
import { checkVolumes, roundRate } from './draw-up-agreement.ts';

/** One priced quantity of a month. */
export interface SettlementLine {
  readonly carrierId: CarrierId;
  readonly tier: VolumeLine['tier'];
  readonly direction: VolumeLine['direction'];
  readonly unit: SettlementUnit;
  readonly quantity: number;
  readonly fenPerUnit: number;
  /**
   * Whose rate it is: the carrier's own, or, where it had none planned there, the mean of the members who had; failing
   * those the mean of all its own lines.
   */
  readonly rateOf: 'own' | 'members' | 'own_mean';
  readonly amountFen: Fen;
}

/** What one carrier pays for a month. */
export interface CarrierSettlement {
  readonly carrierId: CarrierId;
  /** Volumes at the frozen rates. */
  readonly billedFen: Fen;
  /** Part of what the month cost above (below: negative) what all were billed. */
  readonly trueUpFen: Fen;
  /** What it pays for the month without subsidy. */
  readonly payableFen: Fen;
  /** Its part of the subsidy, on a line of its own. */
  readonly subsidyFen: Fen;
  readonly netFen: Fen;
}

/** A month's settlement (结算单). `payableFen` of all carriers sums to the month's cost, to the fen. */
export interface SettlementSheet {
  readonly rule: SettlementAgreement['rule'];
  readonly unit: SettlementUnit;
  readonly lines: readonly SettlementLine[];
  readonly carriers: readonly CarrierSettlement[];
  readonly costFen: Fen;
  readonly billedFen: Fen;
  readonly trueUpFen: Fen;
  readonly subsidyFen: Fen;
}

/**
 * Settles a month: actual volumes at the agreement's rates, rounded to fen by line, and the difference to the month's
 * actual cost shown as a true-up (多退少补), split by the agreement's frozen shares, in whole fen that sum exactly.
 * @throws CostSharingError `settlement_invalid`: volumes as in `drawUpAgreement`, a cost or subsidy not in whole fen,
 * a volume for which there is no rate at all.
 */
export function settleMonth(
  agreement: SettlementAgreement,
  volumes: readonly VolumeLine[],
  costFen: Fen,
  subsidyFen: Fen = 0,
): SettlementSheet {
  const carriers = agreement.shares.map(({ carrierId }) => carrierId);
  checkVolumes(carriers, volumes);
  checkFen('costFen', costFen);
  checkFen('subsidyFen', subsidyFen);
  const lines = volumes.map((line, index) => toLine(agreement, line, index));
  const billed = carriers.map((carrierId) =>
    lines.reduce((sum, line) => sum + (line.carrierId === carrierId ? line.amountFen : 0), 0),
  );
  const billedFen = billed.reduce((sum, fen) => sum + fen, 0);
  const trueUps = splitByShares(agreement.shares, costFen - billedFen);
  const subsidies = splitByShares(agreement.shares, subsidyFen);
  return {
    rule: agreement.rule,
    unit: agreement.unit,
    lines,
    carriers: carriers.map((carrierId, index) => {
      const payableFen = billed[index] + trueUps[index];
      return {
        carrierId,
        billedFen: billed[index],
        trueUpFen: trueUps[index],
        payableFen,
        subsidyFen: subsidies[index],
        netFen: payableFen - subsidies[index],
      };
    }),
    costFen,
    billedFen,
    trueUpFen: costFen - billedFen,
    subsidyFen,
  };
}

function toLine(agreement: SettlementAgreement, line: VolumeLine, index: number): SettlementLine {
  const { carrierId, tier, direction } = line;
  const quantity = quantityOf(line, agreement.unit);
  const rate = findRate(agreement, line);
  if (rate === null && quantity > 0) {
    throw new CostSharingError('settlement_invalid', `volumes[${index}]`, 'nobody has a rate for it');
  }
  const { fenPerUnit, rateOf } = rate ?? { fenPerUnit: 0, rateOf: 'own' };
  const amountFen = Math.round(fenPerUnit * quantity);
  return { carrierId, tier, direction, unit: agreement.unit, quantity, fenPerUnit, rateOf, amountFen };
}

function findRate(
  { prices }: SettlementAgreement,
  { carrierId, tier, direction }: VolumeLine,
): Pick<SettlementLine, 'fenPerUnit' | 'rateOf'> | null {
  const here = prices.filter((price) => price.tier === tier && price.direction === direction);
  const ownLines = prices.filter((price) => price.carrierId === carrierId);
  const own = here.find((price) => price.carrierId === carrierId)?.fenPerUnit ?? null;
  if (own !== null) return { fenPerUnit: own, rateOf: 'own' };
  const members = meanRate(here);
  if (members !== null) return { fenPerUnit: members, rateOf: 'members' };
  const mean = meanRate(ownLines);
  return mean === null ? null : { fenPerUnit: mean, rateOf: 'own_mean' };
}

function meanRate(prices: readonly SettlementPrice[]): number | null {
  const quantity = prices.reduce((sum, price) => sum + price.quantity, 0);
  if (quantity === 0) return null;
  return roundRate(prices.reduce((sum, { chargeFen }) => sum + chargeFen, 0) / quantity);
}

/** An amount over the carriers in proportion to their costs under the rule, in whole fen that sum exactly. */
export function splitByShares(shares: SettlementAgreement['shares'], fen: Fen): readonly Fen[] {
  const sum = shares.reduce((total, { costFen }) => total + costFen, 0);
  return roundShares(
    shares.map(({ costFen }) => (sum === 0 ? fen / shares.length : (fen * costFen) / sum)),
    fen,
  );
}

function checkFen(path: string, fen: Fen): void {
  if (!Number.isSafeInteger(fen)) throw new CostSharingError('settlement_invalid', path, 'whole fen');
}
