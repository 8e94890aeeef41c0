import type { TravelMatrix } from '../network/travel-matrix.ts';
import type { RoutingProblem } from '../solver/routing/problem.ts';

const shared = new WeakMap<TravelMatrix, TravelMatrix>();

/**
 * The same problem with its matrices in shared memory, so that sending it to another thread copies none of them.
 * A matrix is moved once, however many problems use it.
 */
export function shareMatrices(problem: RoutingProblem): RoutingProblem {
  return { ...problem, matrices: problem.matrices.map(shareMatrix) };
}

function shareMatrix(matrix: TravelMatrix): TravelMatrix {
  let copy = shared.get(matrix);
  if (!copy) {
    copy = {
      size: matrix.size,
      distances: shareArray(matrix.distances),
      durations: shareArray(matrix.durations),
    };
    shared.set(matrix, copy);
  }
  return copy;
}

function shareArray(values: Float64Array): Float64Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
