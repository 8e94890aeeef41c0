import { availableParallelism } from 'node:os';

import { parseConfig } from '../config.ts';
import { createCancelFlag } from '../jobs/cancel-flag.ts';
import type { CancelFlag } from '../jobs/cancel-flag.ts';
import { createPlanner } from '../jobs/planner.ts';
import type { Planner } from '../jobs/planner.ts';
import { createSolverPool } from '../jobs/solver-pool.ts';
import type { ProcessEnd } from './run-until-signal.ts';

/** A planner with a solver thread for each core and the travel engine configured; a signal raises its flag. */
export interface OpenPlanner {
  readonly planner: Planner;
  readonly cancel: CancelFlag;
}

/** Opens a planner that closes with the stack. @throws ConfigError where the environment contradicts itself */
export function openPlanner(open: AsyncDisposableStack, end: ProcessEnd): OpenPlanner {
  const { travelEngine } = parseConfig({ ...process.env, HOST: '127.0.0.1' });
  const solver = createSolverPool(availableParallelism());
  open.defer(() => solver.close());
  const planner = createPlanner(solver, travelEngine);
  open.defer(() => planner.close());
  const cancel = createCancelFlag();
  void end.requested.then(() => cancel.raise());
  return { planner, cancel };
}
