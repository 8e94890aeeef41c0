import type { TimeWindow } from '../../model/units.ts';
import type { TravelMatrix } from '../../network/travel-matrix.ts';
import { RoutingProblemError, type RoutingProblemIssue } from './routing-problem-error.ts';
import type { Base, Client, RoutingProblem, RoutingVehicleType } from './problem.ts';

/** Handling classes fit one machine word, so that a trip's classes are one bit mask. */
export const MAX_HANDLING_CLASSES = 31;

/** Issues beyond this many are not listed. */
const MAX_ISSUES = 100;

/**
 * The one door of the routing solver: checks every shape, index and range.
 *
 * @throws RoutingProblemError with every issue found (100 at most). Linear in the size of the problem, matrices included.
 */
export function validateRoutingProblem(problem: RoutingProblem): void {
  const issues = listRoutingProblemIssues(problem);
  if (issues.length > 0) throw new RoutingProblemError(issues);
}

/** Every issue of a routing problem, in the order of its fields; empty when it is valid. */
export function listRoutingProblemIssues(problem: RoutingProblem): readonly RoutingProblemIssue[] {
  const audit = new Audit();
  audit.count(problem.loadDimensions, 'loadDimensions');
  const size = checkMatrices(audit, problem);
  const shape: Shape = {
    size,
    dimensions: problem.loadDimensions,
    bases: problem.bases.length,
    types: problem.vehicleTypes.length,
    profiles: problem.matrices.length,
  };
  if (problem.bases.length === 0) audit.add('missing_base', 'bases', 'at least one base is needed');
  problem.bases.forEach((base, index) => checkBase(audit, base, `bases/${index}`, shape));
  problem.clients.forEach((client, index) => checkClient(audit, client, `clients/${index}`, shape));
  problem.vehicleTypes.forEach((type, index) =>
    checkVehicleType(audit, type, `vehicleTypes/${index}`, shape),
  );
  problem.incompatibleClasses?.forEach((pair, index) => {
    pair.forEach((handling, end) => checkClass(audit, handling, `incompatibleClasses/${index}/${end}`));
    if (pair[0] === pair[1])
      audit.add('class_against_itself', `incompatibleClasses/${index}`, 'a pair names two classes');
  });
  return audit.issues.slice(0, MAX_ISSUES);
}

interface Shape {
  readonly size: number;
  readonly dimensions: number;
  readonly bases: number;
  readonly types: number;
  readonly profiles: number;
}

class Audit {
  readonly issues: RoutingProblemIssue[] = [];

  add(code: string, path: string, message: string): void {
    if (this.issues.length < MAX_ISSUES) this.issues.push({ code, path, message });
  }

  /** An index into a list of `length` entries. */
  index(value: number, length: number, path: string): void {
    if (!Number.isInteger(value) || value < 0 || value >= length) {
      this.add('index_out_of_range', path, `${value} is not an index below ${length}`);
    }
  }

  /** A non-negative integer. */
  count(value: number, path: string): void {
    if (!Number.isInteger(value) || value < 0) {
      this.add('not_a_count', path, `${value} is not a non-negative integer`);
    }
  }

  /** A non-negative number; Infinity only where `unlimited`. */
  amount(value: number, path: string, unlimited = false): void {
    const fine = value >= 0 && (unlimited || Number.isFinite(value));
    if (!fine) this.add('not_an_amount', path, `${value} is not a non-negative number`);
  }

  window(window: TimeWindow, path: string): void {
    const ordered = window.earliest <= window.latest;
    if (!ordered || !Number.isFinite(window.earliest) || Number.isNaN(window.latest)) {
      this.add('window_inverted', path, `[${window.earliest}, ${window.latest}] is not an interval of time`);
    }
  }
}

function checkMatrices(audit: Audit, problem: RoutingProblem): number {
  if (problem.matrices.length === 0) audit.add('missing_matrix', 'matrices', 'at least one matrix is needed');
  const size = problem.matrices[0]?.size ?? 0;
  problem.matrices.forEach((matrix, index) => checkMatrix(audit, matrix, size, `matrices/${index}`));
  return size;
}

function checkMatrix(audit: Audit, matrix: TravelMatrix, size: number, path: string): void {
  const cells = size * size;
  if (matrix.size !== size || matrix.distances.length !== cells || matrix.durations.length !== cells) {
    audit.add(
      'matrix_shape',
      path,
      `expected ${size} x ${size} distances and durations, as in the first matrix`,
    );
    return;
  }
  const wrong = findWrongCell(matrix.distances) ?? findWrongCell(matrix.durations);
  if (wrong !== null) {
    const cell = `${path}/${Math.floor(wrong / size)}/${wrong % size}`;
    audit.add('matrix_value', cell, 'distances and durations are non-negative numbers or Infinity');
  }
}

function findWrongCell(values: Float64Array): number | null {
  const index = values.findIndex((value) => !(value >= 0));
  return index < 0 ? null : index;
}

function checkBase(audit: Audit, base: Base, path: string, shape: Shape): void {
  audit.index(base.location, shape.size, `${path}/location`);
  if (base.window) audit.window(base.window, `${path}/window`);
  audit.amount(base.loadingSeconds ?? 0, `${path}/loadingSeconds`);
}

function checkClient(audit: Audit, client: Client, path: string, shape: Shape): void {
  audit.index(client.location, shape.size, `${path}/location`);
  checkLoads(audit, client.delivery, `${path}/delivery`, shape.dimensions);
  checkLoads(audit, client.pickup, `${path}/pickup`, shape.dimensions);
  audit.amount(client.serviceSeconds, `${path}/serviceSeconds`);
  checkWindows(audit, client.windows ?? [], `${path}/windows`);
  audit.amount(client.release ?? 0, `${path}/release`);
  checkClass(audit, client.handlingClass ?? 0, `${path}/handlingClass`);
  audit.amount(client.prize ?? 0, `${path}/prize`);
  audit.count(client.group ?? 0, `${path}/group`);
  client.vehicleTypes?.forEach((type, index) =>
    audit.index(type, shape.types, `${path}/vehicleTypes/${index}`),
  );
  if (client.visitCosts) checkVisitCosts(audit, client.visitCosts, `${path}/visitCosts`, shape.types);
}

function checkLoads(audit: Audit, loads: readonly number[], path: string, dimensions: number): void {
  if (loads.length !== dimensions) {
    audit.add('load_shape', path, `expected ${dimensions} loads, got ${loads.length}`);
  }
  loads.forEach((load, index) => audit.count(load, `${path}/${index}`));
}

function checkWindows(audit: Audit, windows: readonly TimeWindow[], path: string): void {
  windows.forEach((window, index) => {
    audit.window(window, `${path}/${index}`);
    if (index > 0 && window.earliest <= windows[index - 1].latest) {
      audit.add('windows_overlap', `${path}/${index}`, 'windows are disjoint and ascending');
    }
  });
}

function checkClass(audit: Audit, handling: number, path: string): void {
  audit.index(handling, MAX_HANDLING_CLASSES, path);
}

function checkVisitCosts(audit: Audit, costs: readonly number[], path: string, types: number): void {
  if (costs.length !== types)
    audit.add('visit_costs_shape', path, `expected ${types} costs, got ${costs.length}`);
  costs.forEach((cost, index) => audit.amount(cost, `${path}/${index}`));
}

function checkVehicleType(audit: Audit, type: RoutingVehicleType, path: string, shape: Shape): void {
  if (type.count !== Infinity) audit.count(type.count, `${path}/count`);
  audit.count(type.minCount ?? 0, `${path}/minCount`);
  if ((type.minCount ?? 0) > type.count)
    audit.add('minimum_above_count', `${path}/minCount`, `${type.minCount} of ${type.count} vehicles`);
  if (type.capacity.length !== shape.dimensions) {
    audit.add(
      'load_shape',
      `${path}/capacity`,
      `expected ${shape.dimensions} capacities, got ${type.capacity.length}`,
    );
  }
  type.capacity.forEach((capacity, index) => audit.amount(capacity, `${path}/capacity/${index}`, true));
  audit.index(type.startBase, shape.bases, `${path}/startBase`);
  if (type.endBase !== null) audit.index(type.endBase, shape.bases, `${path}/endBase`);
  type.reloadBases?.forEach((base, index) => audit.index(base, shape.bases, `${path}/reloadBases/${index}`));
  audit.index(type.profile, shape.profiles, `${path}/profile`);
  audit.amount(type.fixedCost, `${path}/fixedCost`);
  audit.amount(type.costPerMetre, `${path}/costPerMetre`);
  audit.amount(type.costPerSecond, `${path}/costPerSecond`);
  audit.window(type.shift, `${path}/shift`);
  checkLimits(audit, type, path);
}

function checkLimits(audit: Audit, type: RoutingVehicleType, path: string): void {
  const maxTrips = type.maxTrips ?? 1;
  if (maxTrips !== Infinity && (!Number.isInteger(maxTrips) || maxTrips < 1)) {
    audit.add('not_a_count', `${path}/maxTrips`, `${maxTrips} is not a positive integer`);
  }
  audit.amount(type.maxDuration ?? 0, `${path}/maxDuration`, true);
  audit.amount(type.maxDistance ?? 0, `${path}/maxDistance`, true);
  audit.amount(type.maxStops ?? 0, `${path}/maxStops`, true);
  type.handlingClasses?.forEach((handling, index) =>
    checkClass(audit, handling, `${path}/handlingClasses/${index}`),
  );
}
