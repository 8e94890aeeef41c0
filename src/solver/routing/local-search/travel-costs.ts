import type { CompiledProblem } from '../compiled-problem.ts';
import type { Checkpoint } from '../search-stopped.ts';

/** What legs cost each vehicle type, service shared out to the legs on both sides of a client. */
export interface TravelCosts {
  /** By type; types that pay alike share one table, row-major. */
  readonly costOf: readonly Float64Array[];
  /** Number of the table of each type. */
  readonly tableOf: Int32Array;
  /** Every table reads the same both ways. */
  readonly symmetric: boolean;
  /** A leg that costs as much may not be driven: a pickup before a delivery where deliveries come first. More than a vehicle. */
  readonly forbidden: number;
  /** Price of a vehicle short of the least number that must be used; more than sending one out. */
  readonly shortfall: number;
  /** Mean cost of a leg between near clients. */
  readonly meanLeg: number;
}

/** Work of building, comparing and scaling a cell of a table, in reads of a cell each. */
const CELL_WORK = 5;

/**
 * Tables of leg costs, one for each way of paying. O(n^2) per table.
 *
 * @throws SearchStopped from the checkpoint
 */
export function buildTravelCosts(problem: CompiledProblem, checkpoint?: Checkpoint): TravelCosts {
  const { fleet, types } = problem;
  const tables = new Map<string, { readonly table: Float64Array; readonly number: number }>();
  const tableOf = new Int32Array(types);
  let largest = 0;
  const costOf = Array.from({ length: types }, (_, type) => {
    const rates = [fleet.profile[type], fleet.costPerMetre[type], fleet.costPerSecond[type]];
    const known = tables.get(rates.join(' '));
    if (known) {
      tableOf[type] = known.number;
      return known.table;
    }
    const table = buildTable(problem, type, checkpoint);
    for (const cost of table) if (cost < 1e11) largest = Math.max(largest, cost);
    tableOf[type] = tables.size;
    tables.set(rates.join(' '), { table, number: tables.size });
    return table;
  });
  const dearest = fleet.fixedCost.reduce((most, cost) => Math.max(most, cost), 0);
  const forbidden = 50 * Math.max(largest, 1e-9) + dearest;
  if (problem.features.deliveriesFirst) {
    for (const { table } of tables.values()) forbidPickupsFirst(problem, table, forbidden);
  }
  const meanLeg = meanNearLeg(problem, costOf[0]);
  const symmetric = [...tables.values()].every(({ table }) => isSymmetric(table, problem.width));
  return { costOf, tableOf, symmetric, forbidden, shortfall: 20 * largest + dearest, meanLeg };
}

function buildTable(problem: CompiledProblem, type: number, checkpoint?: Checkpoint): Float64Array {
  const { fleet, width, clients, service } = problem;
  const distance = problem.distance[fleet.profile[type]];
  const perMetre = fleet.costPerMetre[type];
  const perSecond = fleet.costPerSecond[type];
  if (perSecond === 0 && perMetre === 1) {
    const shared = distance instanceof Float64Array && !problem.features.deliveriesFirst;
    return shared ? distance : Float64Array.from(distance);
  }
  const duration = problem.duration[fleet.profile[type]];
  const table = new Float64Array(width * width);
  const half = (place: number): number => {
    if (place < clients) return service[place] / 2;
    return place < width - 1 ? problem.baseLoading[place - clients] : 0;
  };
  for (let from = 0; from < width; from++) {
    for (let to = 0; to < width; to++) {
      const cell = from * width + to;
      const serving = half(from) + (to < clients ? half(to) : 0);
      table[cell] = perMetre * distance[cell] + perSecond * (duration[cell] + serving);
    }
    checkpoint?.(CELL_WORK * width);
  }
  return table;
}

function forbidPickupsFirst(problem: CompiledProblem, table: Float64Array, price: number): void {
  const { clients, width, picksUp, delivers } = problem;
  for (let from = 0; from < clients; from++) {
    if (picksUp[from] === 0) continue;
    for (let to = 0; to < clients; to++) if (delivers[to] === 1) table[from * width + to] += price;
  }
}

function isSymmetric(table: Float64Array, width: number): boolean {
  for (let from = 0; from < width; from++) {
    for (let to = 0; to < from; to++) {
      if (table[from * width + to] !== table[to * width + from]) return false;
    }
  }
  return true;
}

function meanNearLeg({ clients, width }: CompiledProblem, table: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let client = 0; client < clients; client += Math.max(1, Math.floor(clients / 100))) {
    const row = table.slice(client * width, client * width + clients).sort();
    for (let at = 1; at < Math.min(row.length, 11); at++) {
      sum += row[at];
      count++;
    }
  }
  return count > 0 && sum > 0 ? sum / count : 1;
}
