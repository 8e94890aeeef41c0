import type { MessagePort } from 'node:worker_threads';

import type { HierarchyCache } from '../network/routing/hierarchy-cache.ts';
import type { RoutingSolution } from '../solver/routing/solution.ts';
import type { SolveRouting } from '../solver/routing/solve-routing.ts';
import type { CancelFlag } from './cancel-flag.ts';
import type { FromPlanningThread, ThreadCall, ToPlanningThread } from './planning-messages.ts';
import type { PlanningProgress } from '../planning/planning-ports.ts';
import type { CallOwner } from './remote-calls.ts';
import type { PackedCoalitions } from './remote-coalitions.ts';
import type { SolverPool } from './solver-pool.ts';

/** The planning thread's side: has problems solved by the pool at the other end of the port. */
export function createRemoteSolver(callOwner: CallOwner): SolveRouting {
  return async (problem, options) => {
    return (await callOwner({ kind: 'solve', problem, options })) as RoutingSolution;
  };
}

/** What the owner of a planning thread works with on its behalf. */
export interface ThreadServices {
  readonly solver: SolverPool;
  readonly coalitions: PackedCoalitions;
  readonly hierarchies: HierarchyCache;
  readonly cancel: CancelFlag;
  readonly onProgress: (progress: PlanningProgress) => void;
}

/** The owner's side: answers the thread's calls and gives its progress to a listener. */
export function servePlanningThread(port: MessagePort, services: ThreadServices): void {
  const answer = (message: ToPlanningThread): void => port.postMessage(message);
  port.on('message', (message: FromPlanningThread) => {
    if (message.kind === 'progress') {
      services.onProgress(message.progress);
      return;
    }
    const { id, call } = message;
    serveCall(call, services).then(
      (value) => answer({ kind: 'answer', id, value }),
      (error: unknown) => answer({ kind: 'failure', id, error }),
    );
  });
}

function serveCall(
  call: ThreadCall,
  { solver, coalitions, hierarchies, cancel }: ThreadServices,
): Promise<unknown> {
  switch (call.kind) {
    case 'solve':
      return solver.solve(call.problem, call.options, cancel);
    case 'find coalition':
      return coalitions.find(call.key);
    case 'save coalition':
      return coalitions.save(call.key, call.packed);
    case 'find hierarchy':
      return hierarchies.find(call.key);
    default:
      return hierarchies.save(call.key, call.bytes);
  }
}
