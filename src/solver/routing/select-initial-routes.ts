import type { RoutingProblem } from './problem.ts';
import { evaluateRoute } from './route-evaluation.ts';
import { RoutingProblemError, type RoutingProblemIssue } from './routing-problem-error.ts';
import type { RoutingRoute, RoutingTrip } from './solution.ts';

/** @throws RoutingProblemError for an index that points nowhere or a client that comes twice. */
export function validateInitialRoutes(problem: RoutingProblem, initial: readonly RoutingRoute[]): void {
  const issues = listIssues(problem, initial);
  if (issues.length > 0) throw new RoutingProblemError(issues);
}

/** Collects the routes that a search starts from: only such as keep every constraint, and no client or group twice. */
export class StartRoutes {
  readonly routes: Pick<RoutingRoute, 'vehicleType' | 'trips'>[] = [];
  private readonly problem: RoutingProblem;
  private readonly clients: Set<number>;
  private readonly groups: Set<number>;

  /** @param frozen trips whose clients are spoken for */
  constructor(problem: RoutingProblem, frozen: readonly RoutingTrip[]) {
    this.problem = problem;
    this.clients = new Set(frozen.flatMap(({ clients }) => clients));
    this.groups = new Set([...this.clients].flatMap((client) => problem.clients[client].group ?? []));
  }

  /** Adds a route without the clients spoken for, unless it breaks a constraint then. */
  add(vehicleType: number, trips: readonly RoutingTrip[]): void {
    const open = trips
      .map((trip) => ({ ...trip, clients: trip.clients.filter((client) => !this.clients.has(client)) }))
      .filter(({ clients }) => clients.length > 0);
    if (!this.clashes(open) && evaluateRoute(this.problem, vehicleType, open)) this.take(vehicleType, open);
  }

  /** Adds the whole of a route whose head is frozen, else the head alone; false when neither keeps every constraint. */
  addWithHead(vehicleType: number, head: readonly RoutingTrip[], trips: readonly RoutingTrip[]): boolean {
    const own = new Set(head.flatMap(({ clients }) => clients));
    const tail = trips.map((trip) => ({
      ...trip,
      clients: trip.clients.filter((client) => !own.has(client)),
    }));
    const taken = tail.some(({ clients }) => clients.some((client) => this.clients.has(client)));
    const fits = !taken && !this.clashes(tail) && evaluateRoute(this.problem, vehicleType, trips) !== null;
    if (!fits && evaluateRoute(this.problem, vehicleType, head) === null) return false;
    this.take(vehicleType, fits ? trips : head);
    return true;
  }

  private take(vehicleType: number, trips: readonly RoutingTrip[]): void {
    this.routes.push({ vehicleType, trips });
    for (const client of trips.flatMap(({ clients }) => clients)) {
      this.clients.add(client);
      const { group } = this.problem.clients[client];
      if (group !== undefined) this.groups.add(group);
    }
  }

  private clashes(trips: readonly RoutingTrip[]): boolean {
    const groups = trips.flatMap(({ clients }) =>
      clients.flatMap((client) => this.problem.clients[client].group ?? []),
    );
    return new Set(groups).size < groups.length || groups.some((group) => this.groups.has(group));
  }
}

function listIssues(
  problem: RoutingProblem,
  initial: readonly RoutingRoute[],
): readonly RoutingProblemIssue[] {
  const issues: RoutingProblemIssue[] = [];
  const seen = new Set<number>();
  const expect = (value: number | null, length: number, path: string): void => {
    if (value !== null && !(Number.isInteger(value) && value >= 0 && value < length)) {
      issues.push({ code: 'index_out_of_range', path, message: `${value} is not an index below ${length}` });
    }
  };
  initial.forEach(({ vehicleType, trips }, route) => {
    expect(vehicleType, problem.vehicleTypes.length, `initial/${route}/vehicleType`);
    trips.forEach(({ clients, startBase, endBase }, trip) => {
      const path = `initial/${route}/trips/${trip}`;
      expect(startBase, problem.bases.length, `${path}/startBase`);
      expect(endBase, problem.bases.length, `${path}/endBase`);
      clients.forEach((client, index) => {
        expect(client, problem.clients.length, `${path}/clients/${index}`);
        if (seen.has(client)) {
          issues.push({
            code: 'client_twice',
            path: `${path}/clients/${index}`,
            message: `client ${client} comes twice`,
          });
        }
        seen.add(client);
      });
    });
  });
  return issues;
}
