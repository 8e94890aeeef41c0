import { UNREACHABLE, type CompiledProblem } from '../compiled-problem.ts';

/** Vehicle types that can serve a client on a tour of its own, cheapest first: entries first[c] to first[c + 1]. */
export interface LoneTours {
  readonly first: Int32Array;
  readonly type: Int32Array;
  readonly cost: Float64Array;
}

/** Lists every feasible tour to one client alone. O(clients x types). */
export function buildLoneTours(problem: CompiledProblem): LoneTours {
  const first = new Int32Array(problem.clients + 1);
  const types: number[] = [];
  const costs: number[] = [];
  for (let client = 0; client < problem.clients; client++) {
    const tours: { readonly type: number; readonly cost: number }[] = [];
    for (let type = 0; type < problem.types; type++) {
      const cost = loneCost(problem, client, type);
      if (cost < Infinity) tours.push({ type, cost });
    }
    tours.sort((one, other) => one.cost - other.cost);
    for (const tour of tours) {
      types.push(tour.type);
      costs.push(tour.cost);
    }
    first[client + 1] = types.length;
  }
  return { first, type: Int32Array.from(types), cost: Float64Array.from(costs) };
}

/** Cost of a tour to one client alone; Infinity when it breaks a constraint. */
function loneCost(problem: CompiledProblem, client: number, type: number): number {
  const { fleet, dimensions, width } = problem;
  if (problem.allowed[client * problem.types + type] === 0 || fleet.maxStops[type] < 1) return Infinity;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const cell = client * dimensions + dimension;
    const load = Math.max(problem.delivery[cell], problem.pickup[cell]);
    if (load > fleet.capacity[type * dimensions + dimension]) return Infinity;
  }
  const profile = fleet.profile[type];
  const out = fleet.startPlace[type] * width + client;
  const back = client * width + fleet.endPlace[type];
  const distance = problem.distance[profile][out] + problem.distance[profile][back];
  if (distance >= UNREACHABLE || distance > fleet.maxDistance[type]) return Infinity;
  const away = problem.duration[profile][out];
  const duration =
    problem.features.timed || problem.features.durations
      ? loneDuration(problem, client, type, away, problem.duration[profile][back])
      : 0;
  if (duration === Infinity || duration > fleet.maxDuration[type]) return Infinity;
  const visit = problem.visitCost[client * problem.types + type];
  return (
    fleet.fixedCost[type] + fleet.costPerMetre[type] * distance + fleet.costPerSecond[type] * duration + visit
  );
}

function loneDuration(
  problem: CompiledProblem,
  client: number,
  type: number,
  out: number,
  back: number,
): number {
  const { fleet } = problem;
  const loading = Math.max(fleet.startEarliest[type], problem.release[client]);
  if (loading > fleet.startLatest[type] || out + back >= UNREACHABLE) return Infinity;
  const arrival = loading + fleet.startLoading[type] + out;
  const service = problem.service[client];
  for (let window = problem.windowStart[client]; window < problem.windowStart[client + 1]; window++) {
    if (arrival > problem.windowLatest[window]) continue;
    const begin = Math.max(arrival, problem.windowEarliest[window]);
    const end = Math.max(begin + service + back, fleet.endEarliest[type]);
    if (end > fleet.endLatest[type]) return Infinity;
    const latestBegin = Math.min(end - back - service, problem.windowLatest[window]);
    const start = Math.min(latestBegin - out - fleet.startLoading[type], fleet.startLatest[type]);
    return end - start;
  }
  return Infinity;
}
