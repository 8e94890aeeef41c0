import { availableParallelism } from 'node:os';

import { parseConfig } from '../config.ts';
import { createCancelFlag } from '../jobs/cancel-flag.ts';
import type { PlanningInput } from '../jobs/planner.ts';
import { createPlanner } from '../jobs/planner.ts';
import type { PlanningOutcome } from '../jobs/planning-thread.ts';
import type { PackedCoalitions } from '../jobs/remote-coalitions.ts';
import { createSolverPool } from '../jobs/solver-pool.ts';
import { InputError } from './county-input.ts';
import { createProgressLine } from './progress-line.ts';
import type { ProcessEnd } from './run-until-signal.ts';

/**
 * Plans in this process on all processors, with a line of progress, until done or until the process is to end.
 *
 * @param task what the line says is done, e.g. `Planning`
 * @param interrupted said where a signal came first
 * @param coalitions where a study keeps what it has solved
 * @throws InputError where a signal came first, overrides do not fit the roads or an external engine fails; Error with
 * the thread's stack where planning failed otherwise
 */
export async function runPlanner(
  open: AsyncDisposableStack,
  end: ProcessEnd,
  input: PlanningInput,
  { task, interrupted }: { readonly task: string; readonly interrupted: string },
  coalitions?: PackedCoalitions,
): Promise<Extract<PlanningOutcome, { readonly kind: 'planned' }>> {
  const { travelEngine } = parseConfig({ ...process.env, HOST: '127.0.0.1' });
  const solver = createSolverPool(availableParallelism());
  open.defer(() => solver.close());
  const planner = createPlanner(solver, travelEngine);
  open.defer(() => planner.close());
  const cancel = createCancelFlag();
  void end.requested.then(() => cancel.raise());
  const line = createProgressLine(process.stderr, `${task} ${input.county.name}`);
  const outcome = await planner.plan(input, cancel, (progress) => line.update(progress), coalitions);
  line.end();
  if (outcome.kind === 'cancelled') throw new InputError(interrupted);
  if (outcome.kind === 'failed') {
    const { code, message, stack } = outcome;
    throw isRefusal(code) ? new InputError(`${task} failed with ${code}: ${message}`) : new Error(stack);
  }
  return outcome;
}

/** True for codes of overrides that do not fit the roads and of external engines; all others are bugs. */
function isRefusal(code: string): boolean {
  return /^(roads|travel_engine)_/.test(code);
}
