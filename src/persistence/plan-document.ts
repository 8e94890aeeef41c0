import { createHash } from 'node:crypto';

import type { Comparison } from '../model/comparison.ts';
import type { CountyCode } from '../model/county.ts';
import type { Plan, RungName } from '../model/plan.ts';
import type { Fen } from '../model/units.ts';
import { packText, unpackJson } from './packed-json.ts';

/** What is known of a plan without reading it. */
export interface PlanSummary {
  readonly countyCode: CountyCode;
  readonly datasetHash: string;
  readonly name: string;
  /**
   * SHA-256 of the plan's JSON text in UTF-8; equal for equal dataset, scenario, seed, iteration budget and solver
   * version.
   */
  readonly contentHash: string;
  readonly solverVersion: string;
  readonly travel: Plan['travel'];
  /** Cost of a week by rung; null where the plan has no such rung. */
  readonly totals: Readonly<Record<RungName, Fen | null>>;
  readonly comparison: Comparison;
  /** Length of the JSON text in bytes. */
  readonly bytes: number;
}

/** A plan ready to be stored. */
export interface PlanDocument extends PlanSummary {
  /** The JSON text, gzip. */
  readonly packed: Uint8Array;
}

/** Packs a plan. Takes some 100 ms for 4 MB, so servers do it in a thread. */
export async function buildPlanDocument(plan: Plan): Promise<PlanDocument> {
  const text = JSON.stringify(plan);
  return {
    countyCode: plan.countyCode,
    datasetHash: plan.datasetHash,
    name: plan.scenario.name,
    contentHash: createHash('sha256').update(text).digest('hex'),
    solverVersion: plan.solverVersion,
    travel: plan.travel,
    totals: {
      as_operated: totalOf(plan, 'as_operated'),
      alone: totalOf(plan, 'alone'),
      pooled: totalOf(plan, 'pooled'),
    },
    comparison: plan.comparison,
    packed: await packText(text),
    bytes: Buffer.byteLength(text),
  };
}

/** The plan that {@link buildPlanDocument} packed. */
export function unpackPlan(packed: Uint8Array): Promise<Plan> {
  return unpackJson<Plan>(packed);
}

function totalOf(plan: Plan, name: RungName): Fen | null {
  return plan.rungs.find((rung) => rung.name === name)?.cost.totalFen ?? null;
}
