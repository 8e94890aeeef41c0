import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';

import { Piscina } from 'piscina';

import type { County } from '../model/county.ts';
import type { Scenario } from '../model/scenario.ts';
import { NO_HIERARCHIES } from '../network/routing/hierarchy-cache.ts';
import type { HierarchyCache } from '../network/routing/hierarchy-cache.ts';
import type { ExternalEngineSettings } from '../network/external/engine-settings.ts';
import type { CancelFlag } from './cancel-flag.ts';
import type { PlanningProgress } from '../planning/planning-ports.ts';
import type { StudyOptions } from '../planning/pooling-study/study-options.ts';
import type { PlanningOutcome, PlanningTask } from './planning-thread.ts';
import { NO_COALITIONS } from './remote-coalitions.ts';
import type { PackedCoalitions } from './remote-coalitions.ts';
import { servePlanningThread } from './remote-solver.ts';
import type { SolverPool } from './solver-pool.ts';

/** What is planned. */
export interface PlanningInput {
  readonly county: County;
  readonly datasetHash: string;
  /** Serialised road graph, or null for the straight-line estimate. */
  readonly roads: Uint8Array | null;
  readonly scenario: Scenario;
  /** What a pooling study is to do; null or absent for a plan alone. */
  readonly study?: StudyOptions | null;
}

/** Makes plans, and studies that end in one, in a thread of their own, so that the caller's event loop stays free. */
export interface Planner {
  plan(
    input: PlanningInput,
    cancel: CancelFlag,
    onProgress: (progress: PlanningProgress) => void,
    coalitions?: PackedCoalitions,
    hierarchies?: HierarchyCache,
  ): Promise<PlanningOutcome>;
  /** Ends the threads; what they were planning is rejected. */
  close(): Promise<void>;
}

/**
 * @param solver has the routing problems of every plan solved; stays the caller's to close
 * @param travelEngine the engine asked for distances; null is the embedded one
 * @param concurrency plans made at once; further ones wait
 */
export function createPlanner(
  solver: SolverPool,
  travelEngine: ExternalEngineSettings | null = null,
  concurrency = 1,
): Planner {
  const threads = new Piscina<PlanningTask, PlanningOutcome>({
    filename: fileURLToPath(new URL('planning-thread.ts', import.meta.url)),
    minThreads: 0,
    maxThreads: concurrency,
    idleTimeout: 60_000,
  });
  return {
    async plan(input, cancel, onProgress, coalitions = NO_COALITIONS, hierarchies = NO_HIERARCHIES) {
      const { port1: ours, port2: theirs } = new MessageChannel();
      servePlanningThread(ours, { solver, coalitions, hierarchies, cancel, onProgress });
      try {
        const task = { ...input, travelEngine, cancel: cancel.buffer, port: theirs };
        return await threads.run(task, { transferList: [theirs] as never });
      } finally {
        ours.close();
      }
    },
    close: () => threads.destroy(),
  };
}
