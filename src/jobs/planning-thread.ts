import type { MessagePort } from 'node:worker_threads';

import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { ExternalEngineSettings } from '../network/external/engine-settings.ts';
import { RoadSourceError } from '../network/roads/road-source-error.ts';
import type { TravelEngine } from '../network/travel-engine.ts';
import { buildPlanDocument } from '../persistence/plan-document.ts';
import type { PlanDocument } from '../persistence/plan-document.ts';
import { packJson } from '../persistence/packed-json.ts';
import type { PoolingStudy } from '../planning/pooling-study/pooling-study.ts';
import { studyPooling } from '../planning/pooling-study/study-pooling.ts';
import type { StudyPorts } from '../planning/pooling-study/study-pooling.ts';
import type { StudyOptions } from '../planning/pooling-study/study-options.ts';
import { planScenario } from '../planning/plan-scenario.ts';
import { findWorkingHours } from '../planning/working-hours.ts';
import { createCancelFlag } from './cancel-flag.ts';
import type { FromPlanningThread } from './planning-messages.ts';
import type { PlanningProgress } from '../planning/planning-ports.ts';
import { createCallsOn } from './remote-calls.ts';
import type { CallOwner } from './remote-calls.ts';
import { createRemoteCoalitions } from './remote-coalitions.ts';
import { createRemoteHierarchies } from './remote-hierarchies.ts';
import { createRemoteSolver } from './remote-solver.ts';
import { createCountyTravel } from './travel/county-travel.ts';
import type { CountyRoads } from './travel/county-travel.ts';

/** What a planning thread needs; `port` leads to its owner, who has solver threads and database. */
export interface PlanningTask {
  readonly county: County;
  readonly datasetHash: string;
  /** Serialised road graph, or null for the straight-line estimate. */
  readonly roads: Uint8Array | null;
  readonly scenario: Scenario;
  /** What a pooling study is to do; null or absent for a plan alone. */
  readonly study?: StudyOptions | null;
  /** The engine asked for distances; null is the embedded one. */
  readonly travelEngine: ExternalEngineSettings | null;
  /** Buffer of a `CancelFlag`. */
  readonly cancel: SharedArrayBuffer;
  readonly port: MessagePort;
}

/** How planning ended; refused input and bugs arrive as `failed`. */
export type PlanningOutcome =
  | {
      readonly kind: 'planned';
      readonly document: PlanDocument;
      /** Results of a pooling study as packed JSON; null of a plan alone. */
      readonly study: Uint8Array | null;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly stack: string };

/** Body of a planning thread: from county and scenario to a packed plan. */
export default async function planTask(task: PlanningTask): Promise<PlanningOutcome> {
  const cancel = createCancelFlag(task.cancel);
  const callOwner = createCallsOn(task.port);
  const workWith = (travel: TravelEngine): Promise<PlanAndStudy> => {
    const ports: StudyPorts = {
      travel,
      solveRouting: createRemoteSolver(callOwner),
      coalitions: createRemoteCoalitions(callOwner),
      onProgress: (progress) => tellProgress(task.port, progress),
      isCancelled: () => cancel.isRaised(),
    };
    return planOrStudy(task, ports);
  };
  try {
    if (task.roads === null && task.scenario.roadOverrides.length > 0) {
      throw new RoadSourceError('roads_empty', 'The county has no roads to override');
    }
    const travel = createCountyTravel(toCountyRoads(task, callOwner), task.travelEngine);
    const { plan, study } = await travel.use(workWith);
    if (cancel.isRaised()) return { kind: 'cancelled' };
    const document = await buildPlanDocument(plan);
    return {
      kind: 'planned',
      document: { ...document, packed: new Uint8Array(document.packed) },
      study: study && new Uint8Array(await packJson(study)),
    };
  } catch (error) {
    return cancel.isRaised() ? { kind: 'cancelled' } : toFailure(error);
  } finally {
    task.port.close();
  }
}

interface PlanAndStudy {
  readonly plan: Plan;
  readonly study: PoolingStudy | null;
}

async function planOrStudy(
  { county, datasetHash, scenario, study }: PlanningTask,
  ports: StudyPorts,
): Promise<PlanAndStudy> {
  if (study) return studyPooling(county, datasetHash, scenario, study, ports);
  return { plan: await planScenario(county, datasetHash, scenario, ports), study: null };
}

/** The county's roads, with the overrides of the scenario on its day. */
function toCountyRoads({ county, roads, scenario }: PlanningTask, callOwner: CallOwner): CountyRoads {
  return {
    roads,
    detourFactor: county.rates.detourFactor,
    overrides: scenario.roadOverrides,
    time: { day: scenario.travelDay, hours: findWorkingHours(county) },
    hierarchies: createRemoteHierarchies(callOwner),
  };
}

function tellProgress(port: MessagePort, progress: PlanningProgress): void {
  const message: FromPlanningThread = { kind: 'progress', progress };
  port.postMessage(message);
}

function toFailure(error: unknown): PlanningOutcome {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'planning_failed';
  const place = error instanceof RoadSourceError && error.path !== null ? `${error.path}: ` : '';
  return { kind: 'failed', code, message: place + message, stack: stack ?? message };
}
