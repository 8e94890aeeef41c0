import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../bench/peers/interleaved-run.ts';
import { runInterleaved } from '../../bench/peers/interleaved-run.ts';
import { createOurs, type Contestant } from '../../bench/peers/contestants.ts';
import { measure, toRoutingSolution } from '../../bench/peers/measured-answer.ts';
import { PeerAnswerError, readPeerAnswer } from '../../bench/peers/peer-answer.ts';
import { findPeerWins, summarise } from '../../bench/peers/standings.ts';
import { solveRouting } from '../../src/solver/routing/solve-routing.ts';
import { NO_FEATURES, randomProblem } from '../solver/routing/random-problem.ts';

function record(instance: string, solver: string, seed: number, gapPercent: number | null): RunRecord {
  return {
    instance,
    family: 'county',
    clients: 100,
    seed,
    solver,
    status: gapPercent === null ? 'partial' : 'feasible',
    cost: gapPercent === null ? null : 1000 + 10 * gapPercent,
    gapPercent,
    vehicles: 3,
    unserved: 0,
    seconds: 1,
    claimedCost: null,
  };
}

const RECORDS = [
  record('a', 'cunda', 1, 1),
  record('a', 'cunda', 2, 3),
  record('a', 'pyvrp', 1, 1),
  record('a', 'pyvrp', 2, 2),
  record('a', 'vroom', 1, 1.75),
  record('b', 'cunda', 1, 0),
  record('b', 'cunda', 2, 0),
  record('b', 'pyvrp', 1, 4),
  record('b', 'pyvrp', 2, null),
  record('b', 'vroom', 1, null),
  record('c', 'cunda', 1, 0),
  record('c', 'cunda', 2, null),
  record('c', 'pyvrp', 1, 5),
  record('c', 'pyvrp', 2, 5),
];

describe('standings', () => {
  test('compare means over instances of which every run is feasible', () => {
    const [ours, pyvrp, vroom] = summarise(RECORDS, 'cunda');
    expect(ours).toMatchObject({ solver: 'cunda', feasibleRuns: 5, solvedInstances: 2, meanGapPercent: 1 });
    expect(pyvrp).toMatchObject({ solvedInstances: 2, meanGapPercent: 3.25 });
    expect(pyvrp.againstOurs).toMatchObject({ instances: 1, meanGapPercent: 1.5, ourMeanGapPercent: 2 });
    expect(vroom).toMatchObject({ runs: 2, feasibleRuns: 1, solvedInstances: 1, meanGapPercent: 1.75 });
  });

  test('name where a peer wins, by how much, and keep the cause noted before', () => {
    const noted = {
      instance: 'a',
      family: 'county',
      peer: 'pyvrp',
      peerGapPercent: 1,
      ourGapPercent: 2,
      behindPercent: 1,
      likelyCause: 'bases swapped together',
    };
    const wins = findPeerWins(RECORDS, 'cunda', [noted]);
    expect(wins).toEqual([
      {
        instance: 'c',
        family: 'county',
        peer: 'pyvrp',
        peerGapPercent: 5,
        ourGapPercent: null,
        behindPercent: null,
        likelyCause: '',
      },
      {
        instance: 'a',
        family: 'county',
        peer: 'pyvrp',
        peerGapPercent: 1.5,
        ourGapPercent: 2,
        behindPercent: 0.5,
        likelyCause: 'bases swapped together',
      },
    ]);
  });
});

describe('an answer of a peer', () => {
  const problem = randomProblem(3, 12, {
    ...NO_FEATURES,
    severalBases: true,
    pickups: true,
    durationCost: true,
  });
  const { routes, cost } = solveRouting(problem, { seed: 1, stop: { iterations: 300 } });
  const untimed = routes.map(({ vehicleType, trips }) => ({ vehicleType, trips }));

  test('becomes a solution with the times and the cost that ours would have', () => {
    const solution = toRoutingSolution(problem, untimed);
    expect(solution.routes).toEqual(routes);
    expect(measure(problem, solution)).toMatchObject({ status: 'feasible', violations: {}, unserved: 0 });
    expect(solution.cost).toBeCloseTo(cost, 6);
  });

  test('that leaves clients out is partial and has no cost', () => {
    const [first, ...rest] = untimed;
    const left = first.trips.flatMap(({ clients }) => clients).length;
    const measured = measure(problem, toRoutingSolution(problem, rest));
    expect(measured).toMatchObject({ status: 'partial', cost: null, unserved: left });
  });

  test('that breaks a constraint is infeasible and says which', () => {
    const all = problem.clients.map((_, client) => client);
    const overloaded = [{ vehicleType: 0, trips: [{ clients: all, startBase: 0, endBase: 0 }] }];
    const measured = measure(problem, toRoutingSolution(problem, overloaded));
    expect(measured).toMatchObject({ status: 'infeasible', cost: null });
    expect(measured.violations.overload).toBeGreaterThan(0);
  });

  test('that names what is not there is refused', () => {
    const answer = {
      status: 'answered',
      routes: [{ vehicleType: 0, trips: [{ clients: [12], startBase: 0, endBase: 0 }] }],
    };
    expect(() => readPeerAnswer(JSON.stringify(answer), problem)).toThrow(PeerAnswerError);
    expect(() => readPeerAnswer('{}', problem)).toThrow(PeerAnswerError);
  });
});

describe('the interleaved run', () => {
  /** Our solver under another name, with a fixed number of iterations in place of seconds. */
  function contestant(name: string, iterations: number, takesSeed: boolean): Contestant {
    return {
      name,
      version: '1',
      takesSeed,
      solve: ({ problem }, seconds, seed) => ({
        ...measure(problem, solveRouting(problem, { seed, stop: { iterations } })),
        seconds,
        claimedCost: null,
        approximations: [],
        cannotExpress: [],
        failure: null,
      }),
    };
  }

  test('runs every solver on every instance and seed, and takes gaps to the best of everything met', async () => {
    const problem = randomProblem(5, 20, { ...NO_FEATURES, pickups: true });
    const instances = ['one', 'two'].map((name) => ({
      name,
      family: 'county',
      load: async () => ({
        problem,
        costDivisor: 1,
        bestKnown: { cost: 1e9, vehicles: 1 },
        isPublished: false,
      }),
    }));
    const order: string[] = [];
    const records: RunRecord[] = [];
    await runInterleaved({
      instances,
      contestants: [
        contestant('cunda', 400, true),
        contestant('fast', 1, true),
        contestant('fixed', 40, false),
      ],
      seconds: 1,
      seeds: 2,
      onRun: ({ instance, seed, solver }) => order.push(`${instance} ${seed} ${solver}`),
      onInstance: (done, best) => {
        records.push(...done);
        expect(best?.cost).toBe(Math.min(...done.map(({ cost }) => cost ?? Infinity)));
      },
    });
    const expected = ['one', 'two'].flatMap((instance) =>
      [1, 2].flatMap((seed) =>
        ['cunda', 'fast', ...(seed === 1 ? ['fixed'] : [])].map((solver) => `${instance} ${seed} ${solver}`),
      ),
    );
    expect(order.toSorted()).toEqual(expected.toSorted());
    expect(order.map((line) => line.slice(0, 5))).toEqual(order.map((line) => line.slice(0, 5)).toSorted());
    expect(Math.min(...records.map(({ gapPercent }) => gapPercent ?? Infinity))).toBe(0);
  });

  test('our solver is measured by the checker and by wall time', () => {
    const problem = randomProblem(5, 10, NO_FEATURES);
    const run = createOurs().solve({ problem, exchange: () => expect.fail('not needed') }, 0.05, 1);
    expect(run.status).toBe('feasible');
    expect(run.claimedCost).toBeCloseTo(run.cost ?? 0, 6);
  });
});
