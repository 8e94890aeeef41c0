import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { parseCount, parsePositive, runCommand } from '../src/cli/instance-arguments.ts';
import { getClock } from '../src/jobs/part-thread.ts';
import { compileProblem } from '../src/solver/routing/compiled-problem.ts';
import { CrossExchange } from '../src/solver/routing/iterated-local-search/cross-exchange.ts';
import { NearInsertion } from '../src/solver/routing/iterated-local-search/near-insertion.ts';
import { StringPerturbation } from '../src/solver/routing/iterated-local-search/string-perturbation.ts';
import { buildSearchState, loadRoutes } from '../src/solver/routing/local-search/build-search-state.ts';
import { evaluateChangeVehicle } from '../src/solver/routing/local-search/change-vehicle.ts';
import { evaluateExchange } from '../src/solver/routing/local-search/exchange.ts';
import {
  buildGranularNeighbours,
  type GranularNeighbours,
} from '../src/solver/routing/local-search/granular-neighbours.ts';
import { evaluateJoinHeads } from '../src/solver/routing/local-search/join-heads.ts';
import { PairScreen } from '../src/solver/routing/local-search/pair-screen.ts';
import { evaluateRelocate, U_ALONE, U_AND_X, X_AND_U } from '../src/solver/routing/local-search/relocate.ts';
import type { SearchState } from '../src/solver/routing/local-search/search-state.ts';
import { SwapStar } from '../src/solver/routing/local-search/swap-star.ts';
import { evaluateSwapTails } from '../src/solver/routing/local-search/swap-tails.ts';
import { evaluateTwoOpt } from '../src/solver/routing/local-search/two-opt.ts';
import { buildTravelCosts } from '../src/solver/routing/local-search/travel-costs.ts';
import type { RoutingProblem } from '../src/solver/routing/problem.ts';
import { Random } from '../src/solver/routing/random.ts';
import { generateInstance } from './generate-instance.ts';

const USAGE = `Usage: npm run bench:operators -- [--clients N] [--milliseconds M] [--repeats K] [--json FILE]

Evaluates every operator of the local search over all pairs of near clients (or of routes) of one greedy solution of a generated
problem of N clients (200 unless given), without hours and with, and prints evaluations per second of processor time: the
median of K runs (7) of M milliseconds each (200), interleaved, and the least and most.
`;

const SECONDS_PER_METRE = 0.1;
const WINDOW_SECONDS = 120;
const DAY_SECONDS = 600;
const NEIGHBOURS = 20;

/** One pass over a state; how many evaluations it made. */
type Pass = () => number;

interface OperatorRecord {
  readonly problem: string;
  readonly operator: string;
  readonly perSecond: number;
  readonly least: number;
  readonly most: number;
}

/** The generated problem with a window for every client, and a second vehicle type. */
function withHours(problem: RoutingProblem, random: Random): RoutingProblem {
  const [matrix] = problem.matrices;
  const [type] = problem.vehicleTypes;
  const durations = matrix.distances.map((metres) => metres * SECONDS_PER_METRE);
  const clients = problem.clients.map((client) => {
    const earliest = random.below(DAY_SECONDS - WINDOW_SECONDS);
    return Object.assign({}, client, { windows: [{ earliest, latest: earliest + WINDOW_SECONDS }] });
  });
  return {
    ...problem,
    matrices: [{ ...matrix, durations }],
    clients,
    vehicleTypes: [
      type,
      Object.assign({}, type, { fixedCost: 1, capacity: type.capacity.map((load) => load / 2) }),
    ],
  };
}

function overPairs(
  state: SearchState,
  neighbours: GranularNeighbours,
  evaluate: (u: number, v: number) => number,
): Pass {
  return () => {
    const { first, list } = neighbours;
    for (let u = 0; u < state.clients; u++) {
      for (let at = first[u]; at < first[u + 1]; at++) evaluate(u, list[at]);
    }
    return list.length;
  };
}

function overRoutes(state: SearchState, evaluate: (one: number, other: number) => number): Pass {
  return () => {
    let count = 0;
    for (let one = 0; one < state.slots.count; one++) {
      for (let other = one + 1; other < state.slots.count; other++) {
        if (state.stops[one] === 0 || state.stops[other] === 0) continue;
        evaluate(one, other);
        count++;
      }
    }
    return count;
  };
}

/** @param free a like state that passes may change */
function listPasses(s: SearchState, free: SearchState, random: Random): readonly (readonly [string, Pass])[] {
  const near = buildGranularNeighbours(s.problem, s.travel, NEIGHBOURS);
  const screen = new PairScreen(s);
  const swapStar = new SwapStar(s);
  const perturbation = new StringPerturbation(free, near, random);
  const insertion = new NearInsertion(free, near, random);
  const exchange = new CrossExchange(s, random);
  const pairs = (evaluate: (u: number, v: number) => number): Pass => overPairs(s, near, evaluate);
  return [
    ['pair screen', pairs((u, v) => screen.screen(u, v))],
    ['relocate one', pairs((u, v) => evaluateRelocate(s, u, v, U_ALONE))],
    ['relocate two', pairs((u, v) => evaluateRelocate(s, u, v, U_AND_X))],
    ['relocate two turned', pairs((u, v) => evaluateRelocate(s, u, v, X_AND_U))],
    ['exchange 1-1', pairs((u, v) => evaluateExchange(s, u, v, 1, 1))],
    ['exchange 2-1', pairs((u, v) => evaluateExchange(s, u, v, 2, 1))],
    ['exchange 2-2', pairs((u, v) => evaluateExchange(s, u, v, 2, 2))],
    ['2-opt', pairs((u, v) => evaluateTwoOpt(s, u, v))],
    ['swap tails (2-opt*)', pairs((u, v) => evaluateSwapTails(s, u, v))],
    ...(s.turnable ? [['join heads', pairs((u, v) => evaluateJoinHeads(s, u, v))] as const] : []),
    [
      'SWAP* of two routes',
      overRoutes(s, (one, other) => {
        swapStar.reset();
        return swapStar.evaluate(one, other);
      }),
    ],
    ...(s.problem.types > 1
      ? [['change vehicles', overRoutes(s, (one, other) => evaluateChangeVehicle(s, one, other))] as const]
      : []),
    [
      'CROSS exchange of a stretch',
      () => {
        exchange.evaluate(s.routeOf[random.below(s.clients)]);
        return 1;
      },
    ],
    [
      'strings off and back',
      () => {
        insertion.run(perturbation.removed, perturbation.run());
        return 1;
      },
    ],
  ];
}

function toState(problem: RoutingProblem): SearchState {
  const compiled = compileProblem(problem);
  const state = buildSearchState(compiled, buildTravelCosts(compiled), [], Infinity);
  loadRoutes(state, []);
  return state;
}

function measure(pass: Pass, milliseconds: number, now: () => number): number {
  const began = now();
  let count = 0;
  while (now() - began < milliseconds) count += pass();
  return (1000 * count) / (now() - began);
}

function main(): void {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: '200' },
      milliseconds: { type: 'string', default: '200' },
      repeats: { type: 'string', default: '7' },
      json: { type: 'string' },
    },
  });
  const clients = parseCount(values.clients, 'clients');
  const milliseconds = parsePositive(values.milliseconds, 'milliseconds');
  const repeats = parseCount(values.repeats, 'repeats');
  const now = getClock('cpu');
  const random = new Random(1);
  const plain = generateInstance(clients, 1);
  const records: OperatorRecord[] = [];
  for (const [problem, source] of [
    ['without hours', plain],
    ['with hours, two types', withHours(plain, random)],
  ] as const) {
    const passes = listPasses(toState(source), toState(source), random);
    const runs = passes.map((): number[] => []);
    for (let repeat = 0; repeat <= repeats; repeat++) {
      passes.forEach(([, pass], index) => {
        const perSecond = measure(pass, milliseconds, now);
        if (repeat > 0) runs[index].push(perSecond);
      });
    }
    passes.forEach(([operator], index) => {
      const sorted = runs[index].toSorted((one, other) => one - other);
      const perSecond = Math.round(sorted[sorted.length >> 1]);
      const record = {
        problem,
        operator,
        perSecond,
        least: Math.round(sorted[0]),
        most: Math.round(sorted[sorted.length - 1]),
      };
      records.push(record);
      process.stdout.write(
        `${problem.padEnd(22)} ${operator.padEnd(20)} ${`${perSecond}`.padStart(11)} ${`${record.least}`.padStart(11)} ${`${record.most}`.padStart(11)}\n`,
      );
    });
  }
  if (values.json !== undefined) {
    const machine = { processor: cpus()[0].model, node: process.version };
    const record = { machine, clients, milliseconds, repeats, records };
    writeFileSync(values.json, `${JSON.stringify(record, null, 1)}\n`);
  }
}

await runCommand(USAGE, main);
