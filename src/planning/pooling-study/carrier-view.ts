import { createHash } from 'node:crypto';

import type { AllocationRule, CoreMembership, MemberAllocation } from '../../cost-sharing/allocation.ts';
import { splitByShares } from '../../cost-sharing/settlement/settle-month.ts';
import type { CarrierId } from '../../model/carrier.ts';
import type { Fen } from '../../model/units.ts';
import type { PoolingStudy } from './pooling-study.ts';
import type { CarrierServiceChange } from './side-effects.ts';
import type { Verdict } from './study-ladder.ts';

/** What one carrier is shown of its own share; the bytes that its leaf of the commitment is the hash of. */
export interface CarrierShare extends MemberAllocation {
  readonly rule: AllocationRule;
  readonly planHash: string;
}

/**
 * Proof that all carriers were shown shares of one split: each compares the root with the others'. A leaf is the
 * SHA-256 of `salt` and the share's JSON text, joined by a line feed; the root that of all leaves, joined likewise.
 * Salts keep anybody from finding another's figures by trying them.
 */
export interface ShareCommitment {
  readonly root: string;
  readonly leaves: readonly string[];
  /** Which of the leaves is this carrier's. */
  readonly position: number;
  readonly salt: string;
}

/** A carrier's own costs, share and checks, without anybody else's figures. */
export interface CarrierView {
  readonly carrierId: CarrierId;
  readonly name: string;
  readonly studyName: string;
  readonly share: CarrierShare;
  readonly checks: {
    /** Pays no more than alone. */
    readonly individuallyRational: boolean;
    /** Whether any group of carriers would do better by leaving. */
    readonly core: CoreMembership;
    /** How many of these groups it would be in. */
    readonly blockingGroupsWithIt: number;
    /** Whether the shares of all sum to what the pool costs in the checked plan. */
    readonly sharesSumToPlan: boolean;
    readonly savingIsReal: Verdict['code'];
  };
  readonly service: CarrierServiceChange;
  /** Its part of the subsidy by the shares, on a line of its own. */
  readonly subsidyFenPerWeek: Fen;
  readonly commitment: ShareCommitment;
}

/** The view of one carrier under a rule; null where the study has no such carrier or rule. */
export function findCarrierView(
  study: PoolingStudy,
  carrierId: CarrierId,
  rule: AllocationRule = study.options.rule,
): CarrierView | null {
  const allocation = study.allocations.find((each) => each.rule === rule);
  const position = study.players.findIndex((player) => player.carrierId === carrierId);
  if (allocation === undefined || position < 0) return null;
  const { planHash } = study;
  const shares = allocation.members.map((member): CarrierShare => ({ rule, planHash, ...member }));
  const { individuallyRational } = allocation.members[position];
  const service = study.sideEffects.carriers[position];
  const share = shares[position];
  return {
    carrierId,
    name: study.players[position].name,
    studyName: study.scenario.name,
    share,
    checks: {
      individuallyRational,
      core: allocation.core,
      blockingGroupsWithIt: allocation.blocking.filter(({ members }) => members.includes(carrierId)).length,
      sharesSumToPlan: shares.reduce((sum, { costFen }) => sum + costFen, 0) === study.subsidy.costFenPerWeek,
      savingIsReal: study.verdict.code,
    },
    service,
    subsidyFenPerWeek: splitByShares(allocation.members, study.subsidy.subsidyFenPerWeek)[position],
    commitment: commit(study, shares, position),
  };
}

function commit(study: PoolingStudy, shares: readonly CarrierShare[], position: number): ShareCommitment {
  // Nobody but the holder of the whole study knows it, so nobody else can work out a salt.
  const secret = hash([JSON.stringify(study)]);
  const salts = shares.map(({ carrierId }) => hash([secret, carrierId]));
  const leaves = shares.map((share, index) => hash([salts[index], JSON.stringify(share)]));
  return { root: hash(leaves), leaves, position, salt: salts[position] };
}

function hash(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
