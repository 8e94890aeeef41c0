import { describe, expect, test } from 'vitest';
import { createPeer, withPreparedProblem, type ContestantRun } from '../../bench/peers/contestants.ts';
import { findInstalledPeers, PEER_NAMES, type PeerName } from '../../bench/peers/python-environment.ts';
import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import { NO_FEATURES, randomProblem, type ProblemFeatures } from '../solver/routing/random-problem.ts';

const PEERS = findInstalledPeers();
const SECONDS = 0.5;
const CLIENTS = 14;

type Feature = keyof ProblemFeatures;

/** Features that a peer states exactly, so that its own account of a cost must be the checker's. */
const EXACT: Readonly<Record<PeerName, readonly Feature[]>> = {
  pyvrp: [
    'pickups',
    'windows',
    'severalWindows',
    'durationCost',
    'severalBases',
    'severalTrips',
    'release',
    'limits',
    'openEnds',
    'deliveriesFirst',
    'asymmetric',
    'unreachable',
  ],
  ortools: [
    'pickups',
    'windows',
    'severalWindows',
    'durationCost',
    'mixedFleet',
    'severalBases',
    'limits',
    'openEnds',
    'deliveriesFirst',
    'asymmetric',
    'unreachable',
    'groups',
    'prizes',
  ],
  vroom: [
    'pickups',
    'windows',
    'severalWindows',
    'severalBases',
    'openEnds',
    'deliveriesFirst',
    'asymmetric',
    'unreachable',
  ],
};

/** Features that it has no way to state, with the name by which it says so. */
const REFUSED: Readonly<Record<PeerName, readonly (readonly [Feature, string])[]>> = {
  pyvrp: [
    ['mixedFleet', 'costs by visit'],
    ['classes', 'classes that may not share a trip'],
  ],
  ortools: [
    ['release', 'release times'],
    ['classes', 'classes that may not share a trip'],
  ],
  vroom: [
    ['release', 'release times'],
    ['prizes', 'prizes'],
    ['groups', 'groups'],
    ['mixedFleet', 'costs by visit'],
  ],
};

function toProblem(feature: Feature): RoutingProblem {
  const windows = feature === 'severalWindows';
  return randomProblem(7, CLIENTS, { ...NO_FEATURES, windows, [feature]: true });
}

/** Types that only some clients admit, and figures by type, but no costs by visit. */
function withoutVisitCosts(problem: RoutingProblem): RoutingProblem {
  const clients = problem.clients.map((client) => Object.assign({}, client, { visitCosts: undefined }));
  return { ...problem, clients };
}

describe.each(PEER_NAMES)('%s', (name) => {
  const peer = PEERS.find((candidate) => candidate.name === name);
  const needs = `(needs ${name} in .bench-venv: npm run bench:peers makes it)`;
  const solve = (problem: RoutingProblem): ContestantRun =>
    withPreparedProblem(problem, (prepared) => createPeer(peer!).solve(prepared, SECONDS, 1));

  function expectClaimHolds(run: ContestantRun): void {
    expect(run.failure).toBeNull();
    expect(['feasible', 'partial', 'infeasible']).toContain(run.status);
    if (run.claimedCost === null) return;
    expect(run).toMatchObject({ status: 'feasible', violations: {} });
    expect(run.cost).toBeCloseTo(run.claimedCost, 3);
  }

  test.skipIf(!peer)(`serves everybody on a small plain problem ${needs}`, () => {
    const run = solve(randomProblem(7, CLIENTS, NO_FEATURES));
    expect(run).toMatchObject({ status: 'feasible', unserved: 0, approximations: [] });
    expect(run.cost).toBeCloseTo(run.claimedCost ?? 0, 3);
    expect(
      run.solution?.routes
        .flatMap(({ trips }) => trips.flatMap(({ clients }) => clients))
        .toSorted((a, b) => a - b),
    ).toEqual(Array.from({ length: CLIENTS }, (_, client) => client));
  });

  test.skipIf(!peer).each(EXACT[name])(
    `%s: costs what the checker says that it costs ${needs}`,
    (feature) => {
      const run = solve(toProblem(feature));
      expect(run.approximations).toEqual([]);
      expectClaimHolds(run);
    },
  );

  test.skipIf(!peer)(`mixed fleet that not every client admits: the checker agrees ${needs}`, () => {
    const run = solve(withoutVisitCosts(toProblem('mixedFleet')));
    expectClaimHolds(run);
    expect(run.violations.vehicle_not_allowed).toBeUndefined();
  });

  test.skipIf(!peer).each(REFUSED[name])(
    `%s: says by name that it cannot be expressed ${needs}`,
    (feature, text) => {
      const run = solve(toProblem(feature));
      expect(run).toMatchObject({ status: 'cannot_express', cost: null, solution: null });
      expect(run.cannotExpress).toContain(text);
    },
  );

  test.skipIf(!peer)(`several trips: keeps every constraint, and names what it approximates ${needs}`, () => {
    const run = solve(toProblem('severalTrips'));
    expect(run.status).toBe('feasible');
    expect(run.approximations.length > 0).toBe(name !== 'pyvrp');
  });
});

test('a peer whose process breaks down is a failed run with the reason', () => {
  const broken = { ...randomProblem(7, 3, NO_FEATURES), loadDimensions: Number.NaN };
  const run = withPreparedProblem(broken, (prepared) =>
    createPeer({ name: 'pyvrp', version: null, absence: null }).solve(prepared, SECONDS, 1),
  );
  expect(run).toMatchObject({ status: 'failed', cost: null });
  expect(run.failure).not.toBe('');
});
