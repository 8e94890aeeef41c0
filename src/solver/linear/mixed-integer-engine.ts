import type { Highs, Model, ModelData } from 'highs';
import loadHighs from 'highs';

import type { LinearAnswer, LinearProgram } from './linear-program.ts';
import { boundsOf } from './linear-program.ts';
import { findBrokenBound, findBrokenRow } from './verify-optimum.ts';

/** How near a whole variable must be to a whole number. */
const WHOLE = 1e-5;

/**
 * HiGHS (Huangfu and Hall 2018) as WebAssembly: linear and mixed-integer programs. Loading takes some 50 ms once;
 * solving blocks the thread. Every point returned has been substituted into the rows, bounds and whole variables.
 */
export async function loadMixedIntegerEngine(): Promise<(program: LinearProgram) => LinearAnswer> {
  const highs = await loadHighs();
  return (program) => highs.withModel(toModelData(highs, program), (model) => run(highs, model, program));
}

function run(highs: Highs, model: Model, program: LinearProgram): LinearAnswer {
  model.options.set({ output_flag: false, mip_rel_gap: 0, primal_feasibility_tolerance: 1e-9 });
  model.options.set({ dual_feasibility_tolerance: 1e-9 });
  model.run();
  const { modelStatus } = highs.constants;
  const status = model.getModelStatus();
  if (status === modelStatus.unbounded) return { status: 'unbounded' };
  if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible)
    return decide(highs, model, program);
  if (status !== modelStatus.optimal) throw new Error(`HiGHS ended with status ${status}`);
  return readOptimum(model, program);
}

/**
 * Which of the two it is: without an objective nothing is unbounded. Asked for `infeasible` too, because the presolve
 * of HiGHS 1.15.3 gives some unbounded programs that status.
 */
function decide(highs: Highs, model: Model, program: LinearProgram): LinearAnswer {
  for (const variable of program.objective.keys()) model.changeColCost(variable, 0);
  model.run();
  const feasible = model.getModelStatus() === highs.constants.modelStatus.optimal;
  return { status: feasible ? 'unbounded' : 'infeasible' };
}

function readOptimum(model: Model, program: LinearProgram): LinearAnswer {
  const solution = model.getSolution();
  const values = [...solution.colValue];
  const flaw =
    findBrokenRow(program, values) ?? findBrokenBound(program, values) ?? findFraction(program, values);
  if (flaw !== null) throw new Error(`HiGHS returned a point that is not feasible: ${flaw}`);
  const duals = (program.integers?.length ?? 0) > 0 ? [] : [...solution.rowDual];
  return { status: 'optimal', objective: model.getObjectiveValue(), values, duals };
}

function findFraction({ integers }: LinearProgram, values: readonly number[]): string | null {
  const found = integers?.find(
    (variable) => Math.abs(values[variable] - Math.round(values[variable])) > WHOLE,
  );
  return found === undefined ? null : `variable ${found} is ${values[found]}`;
}

function toModelData(highs: Highs, program: LinearProgram): ModelData {
  const { continuous, integer } = highs.constants.variableType;
  const whole = new Set(program.integers);
  const starts = [0];
  for (const { coefficients } of program.rows) starts.push(starts[starts.length - 1] + coefficients.length);
  const entries = program.rows.flatMap(({ coefficients }) => coefficients);
  return {
    numCols: program.objective.length,
    numRows: program.rows.length,
    colCost: [...program.objective],
    colLower: program.objective.map((_, variable) => boundsOf(program, variable)[0]),
    colUpper: program.objective.map((_, variable) => boundsOf(program, variable)[1]),
    rowLower: program.rows.map(({ lower }) => lower),
    rowUpper: program.rows.map(({ upper }) => upper),
    matrix: {
      format: 'csr',
      numCols: program.objective.length,
      numRows: program.rows.length,
      starts,
      indices: entries.map(([variable]) => variable),
      values: entries.map(([, factor]) => factor),
    },
    ...(whole.size === 0
      ? {}
      : {
          integrality: program.objective.map((_, variable) => (whole.has(variable) ? integer : continuous)),
        }),
  };
}
