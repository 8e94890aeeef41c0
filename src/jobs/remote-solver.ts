import type { MessagePort } from 'node:worker_threads';

import type { RoutingSolution } from '../solver/routing/solution.ts';
import type { SolveRouting } from '../solver/routing/solve-routing.ts';
import type { CancelFlag } from './cancel-flag.ts';
import type { FromPlanningThread, ToPlanningThread } from './planning-messages.ts';
import type { PlanningProgress } from '../planning/planning-ports.ts';
import type { SolverPool } from './solver-pool.ts';

/** The planning thread's side: has problems solved by the pool at the other end of the port. */
export function createRemoteSolver(port: MessagePort): SolveRouting {
  const waiting = new Map<number, PromiseWithResolvers<RoutingSolution>>();
  let lastId = 0;
  port.on('message', (message: ToPlanningThread) => {
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'solved') call?.resolve(message.solution);
    else call?.reject(message.error);
  });
  return (problem, options) => {
    const call = Promise.withResolvers<RoutingSolution>();
    lastId += 1;
    waiting.set(lastId, call);
    const request: FromPlanningThread = {
      kind: 'solve',
      id: lastId,
      problem,
      options,
    };
    port.postMessage(request);
    return call.promise;
  };
}

/** The owner's side: gives the thread's problems to the pool and its progress to a listener. */
export function servePlanningThread(
  port: MessagePort,
  solver: SolverPool,
  cancel: CancelFlag,
  onProgress: (progress: PlanningProgress) => void,
): void {
  const answer = (message: ToPlanningThread): void => port.postMessage(message);
  port.on('message', (message: FromPlanningThread) => {
    if (message.kind === 'progress') {
      onProgress(message.progress);
      return;
    }
    const { id, problem, options } = message;
    solver.solve(problem, options, cancel).then(
      (solution) => answer({ kind: 'solved', id, solution }),
      (error: unknown) => answer({ kind: 'unsolved', id, error }),
    );
  });
}
