import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  toExchangeProblem,
  toProblemCost,
  type ExchangeProblem,
} from '../../bench/peers/exchange-problem.ts';
import { checkRouting } from '../../src/checker/routing-check.ts';
import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import { solveRouting } from '../../src/solver/routing/solve-routing.ts';
import { FEATURE_NAMES, NO_FEATURES, randomProblem } from '../solver/routing/random-problem.ts';

type Window = readonly [number, number | null];

/** Reads the exchange form back, independently of how it is written. */
function fromExchange(exchange: ExchangeProblem): RoutingProblem {
  const open = (value: unknown): number => (value as number | null) ?? Infinity;
  const toWindow = ([earliest, latest]: Window) => ({ earliest, latest: open(latest) });
  const orAbsent = (value: unknown): unknown => value ?? undefined;
  return {
    ...exchange,
    matrices: exchange.matrices.map(({ size, distances, durations }) => ({
      size,
      distances: Float64Array.from(distances, open),
      durations: Float64Array.from(durations, open),
    })),
    bases: exchange.bases.map(({ location, window, loadingSeconds }) => ({
      location: location as number,
      window: toWindow(window as Window),
      loadingSeconds: loadingSeconds as number,
    })),
    clients: exchange.clients.map((client) => ({
      ...(client as unknown as RoutingProblem['clients'][number]),
      windows: (client.windows as readonly Window[]).map(toWindow),
      prize: orAbsent(client.prize) as number | undefined,
      group: orAbsent(client.group) as number | undefined,
      vehicleTypes: orAbsent(client.vehicleTypes) as number[] | undefined,
      visitCosts: orAbsent(client.visitCosts) as number[] | undefined,
    })),
    vehicleTypes: exchange.vehicleTypes.map((type) => ({
      ...(type as unknown as RoutingProblem['vehicleTypes'][number]),
      shift: toWindow(type.shift as Window),
      maxDuration: open(type.maxDuration),
      maxDistance: open(type.maxDistance),
      maxStops: open(type.maxStops),
      handlingClasses: orAbsent(type.handlingClasses) as number[] | undefined,
    })),
  };
}

/** The same problem with lengths and times that are not whole. */
function withFractions(problem: RoutingProblem): RoutingProblem {
  return {
    ...problem,
    matrices: problem.matrices.map(({ size, distances, durations }) => ({
      size,
      distances: distances.map((value) => value / 3),
      durations: durations.map((value) => value / 7),
    })),
  };
}

const EVERY_FEATURE = Object.fromEntries(
  FEATURE_NAMES.map((name) => [name, true]),
) as unknown as typeof NO_FEATURES;

describe('the exchange form', () => {
  test.each([1, 2, 3, 4, 5, 6])('problem %i: costs and feasibility come through exactly', (seed) => {
    const features =
      seed === 6
        ? EVERY_FEATURE
        : { ...NO_FEATURES, mixedFleet: true, windows: true, prizes: true, durationCost: true };
    const problem = randomProblem(seed, 25, features);
    const exchange = toExchangeProblem(problem);
    expect(exchange.isExact).toBe(true);
    const throughJson = fromExchange(JSON.parse(JSON.stringify(exchange)) as ExchangeProblem);
    const solution = solveRouting(problem, { seed, stop: { iterations: 200 } });
    const [ours, theirs] = [checkRouting(problem, solution), checkRouting(throughJson, solution)];
    expect(toProblemCost(exchange, theirs.cost)).toBeCloseTo(ours.cost, 6);
    expect(theirs.feasible).toBe(ours.feasible);
  });

  test.each([1, 2, 3])(
    'problem %i: an answer to the rounded form keeps the constraints of the exact one',
    (seed) => {
      const features = { ...NO_FEATURES, windows: true, limits: true, durationCost: true };
      const problem = withFractions(randomProblem(seed, 25, features));
      const exchange = toExchangeProblem(problem);
      expect(exchange.isExact).toBe(false);
      const rounded = fromExchange(exchange);
      const solution = solveRouting(rounded, { seed, stop: { iterations: 200 } });
      const starts = solution.routes.map((route) => ({ ...route, start: route.start / exchange.unitScale }));
      const check = checkRouting(problem, { ...solution, routes: starts });
      expect(
        check.violations.filter(
          ({ code }) => code !== 'wrong_cost' && code !== 'required_unserved' && code !== 'wrong_feasibility',
        ),
      ).toEqual([]);
      const cost = toProblemCost(exchange, solution.cost);
      expect(Math.abs(cost / check.cost - 1)).toBeLessThan(0.001);
    },
  );

  test('unlimited vehicles are as many as there are clients', () => {
    const { vehicleTypes } = toExchangeProblem(randomProblem(1, 12, NO_FEATURES));
    expect(vehicleTypes[0]).toMatchObject({ count: 12, isUnlimited: true, maxDistance: null });
  });
});

test('every requirement of the peers is pinned to one version, the three peers among them', () => {
  const text = readFileSync(join(import.meta.dirname, '../../bench/peers/requirements.txt'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) expect(line).toMatch(/^[a-z][a-z0-9_-]*==\d+(\.\d+)+$/);
  const names = lines.map((line) => line.split('==')[0]);
  expect(names).toEqual(expect.arrayContaining(['pyvrp', 'ortools', 'pyvroom']));
  expect(new Set(names).size).toBe(names.length);
});
