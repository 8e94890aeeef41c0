import { describe, expect, test } from 'vitest';
import { createPeer, withPreparedProblem, type ContestantRun } from '../../bench/peers/contestants.ts';
import { findInstalledPeers, PEER_NAMES, type PeerName } from '../../bench/peers/python-environment.ts';
import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import { NO_FEATURES, randomProblem, type ProblemFeatures } from '../solver/routing/random-problem.ts';

const PEERS = findInstalledPeers();
const SECONDS = 0.3;
/** Where an answer is expected, not only that what is claimed holds. */
const AMPLE_SECONDS = 3;
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
    'classes',
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
  ortools: [['release', 'release times']],
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

/** Each run starts an interpreter, on a machine that may be busy with other tests. */
const PATIENCE_MILLISECONDS = 300_000;

/** What a peer takes for a whole and feasible answer is one, at that cost. */
function findBrokenClaim(run: ContestantRun): string | null {
  if (run.failure !== null) return run.failure;
  if (!['feasible', 'partial', 'infeasible'].includes(run.status)) return run.status;
  if (run.claimedCost === null) return null;
  if (run.cost === null) return `claims ${run.claimedCost}, is ${JSON.stringify(run.violations)}`;
  const isSame = Math.abs(run.cost - run.claimedCost) < 0.001;
  return isSame ? null : `claims ${run.claimedCost}, costs ${run.cost}`;
}

describe.each(PEER_NAMES)('%s', (name) => {
  const peer = PEERS.find((candidate) => candidate.name === name);

  function solve(problem: RoutingProblem, seconds = SECONDS): ContestantRun {
    return withPreparedProblem(problem, (prepared) => createPeer(peer!).solve(prepared, seconds, 1));
  }

  describe.skipIf(!peer)('(needs the environment that npm run bench:peers makes)', () => {
    test(`${name} serves everybody on a small plain problem`, () => {
      const run = solve(randomProblem(7, CLIENTS, NO_FEATURES), AMPLE_SECONDS);
      expect(run).toMatchObject({ status: 'feasible', unserved: 0, approximations: [] });
      expect(run.cost).toBeCloseTo(run.claimedCost ?? 0, 3);
      const served = run.solution?.routes.flatMap(({ trips }) => trips.flatMap(({ clients }) => clients));
      expect(served?.toSorted((a, b) => a - b)).toEqual(Array.from({ length: CLIENTS }, (_, at) => at));
    });

    test(
      `${name} gives a cost that is the checker's on each feature that it states exactly`,
      () => {
        for (const feature of EXACT[name]) {
          const run = solve(toProblem(feature));
          const { approximations } = run;
          expect({ feature, approximations, broken: findBrokenClaim(run) }).toEqual({
            feature,
            approximations: [],
            broken: null,
          });
        }
        const mixed = solve(withoutVisitCosts(toProblem('mixedFleet')));
        expect(findBrokenClaim(mixed)).toBeNull();
        expect(mixed.violations.vehicle_not_allowed).toBeUndefined();
      },
      PATIENCE_MILLISECONDS,
    );

    test(
      `${name} names what it cannot express or approximates`,
      () => {
        for (const [feature, text] of REFUSED[name]) {
          const run = solve(toProblem(feature));
          expect(run).toMatchObject({ status: 'cannot_express', cost: null, cannotExpress: [text] });
        }
        const trips = solve(toProblem('severalTrips'), AMPLE_SECONDS);
        expect(trips.status).toBe('feasible');
        expect(trips.approximations.length > 0).toBe(name !== 'pyvrp');
      },
      PATIENCE_MILLISECONDS,
    );
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
