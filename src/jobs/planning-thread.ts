import type { MessagePort } from 'node:worker_threads';

import type { County } from '../model/county.ts';
import type { Scenario } from '../model/scenario.ts';
import type { ExternalEngineSettings } from '../network/external/engine-settings.ts';
import type { TravelEngine } from '../network/travel-engine.ts';
import { buildPlanDocument } from '../persistence/plan-document.ts';
import type { PlanDocument } from '../persistence/plan-document.ts';
import { planScenario } from '../planning/plan-scenario.ts';
import { createCancelFlag } from './cancel-flag.ts';
import type { FromPlanningThread } from './planning-messages.ts';
import type { PlanningProgress } from '../planning/planning-ports.ts';
import { createRemoteSolver } from './remote-solver.ts';
import { createCountyTravel } from './travel/county-travel.ts';

/** What a planning thread needs; `port` leads to its owner, who has the solver threads. */
export interface PlanningTask {
  readonly county: County;
  readonly datasetHash: string;
  /** Serialised road graph, or null for the straight-line estimate. */
  readonly roads: Uint8Array | null;
  readonly scenario: Scenario;
  /** The engine asked for distances; null is the embedded one. */
  readonly travelEngine: ExternalEngineSettings | null;
  /** Buffer of a `CancelFlag`. */
  readonly cancel: SharedArrayBuffer;
  readonly port: MessagePort;
}

/** How planning ended; refused input and bugs arrive as `failed`. */
export type PlanningOutcome =
  | { readonly kind: 'planned'; readonly document: PlanDocument }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly stack: string };

/** Body of a planning thread: from county and scenario to a packed plan. */
export default async function planTask(task: PlanningTask): Promise<PlanningOutcome> {
  const cancel = createCancelFlag(task.cancel);
  const { county, roads, scenario, datasetHash } = task;
  const solveRouting = createRemoteSolver(task.port);
  const planWith = (travel: TravelEngine) =>
    planScenario(county, datasetHash, scenario, {
      travel,
      solveRouting,
      onProgress: (progress) => tellProgress(task.port, progress),
      isCancelled: () => cancel.isRaised(),
    });
  try {
    const { detourFactor } = county.rates;
    const plan = await createCountyTravel({ roads, detourFactor }, task.travelEngine).use(planWith);
    if (cancel.isRaised()) return { kind: 'cancelled' };
    const document = await buildPlanDocument(plan);
    return { kind: 'planned', document: { ...document, packed: new Uint8Array(document.packed) } };
  } catch (error) {
    return cancel.isRaised() ? { kind: 'cancelled' } : toFailure(error);
  } finally {
    task.port.close();
  }
}

function tellProgress(port: MessagePort, progress: PlanningProgress): void {
  const message: FromPlanningThread = { kind: 'progress', progress };
  port.postMessage(message);
}

function toFailure(error: unknown): PlanningOutcome {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'planning_failed';
  return { kind: 'failed', code, message, stack: stack ?? message };
}
