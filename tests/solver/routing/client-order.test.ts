import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceBetween } from '../../../src/network/travel-matrix.ts';
import { invertOrder, orderClients, renumberRoutes } from '../../../src/solver/routing/client-order.ts';
import { NO_FEATURES, randomProblem } from './random-problem.ts';

describe('orderClients', () => {
  test('names every client once, whatever roads are missing or lead one way', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 0, max: 60 }), fc.boolean(), (seed, clients, gaps) => {
        const problem = randomProblem(seed, clients, { ...NO_FEATURES, unreachable: gaps, asymmetric: true });
        const order = orderClients(problem);
        expect(Array.from(order.toSorted())).toEqual(Array.from({ length: clients }, (_, index) => index));
      }),
    );
  });

  test('has neighbours follow one another: the way along it is a fraction of that in any other order', () => {
    const problem = randomProblem(7, 400, NO_FEATURES);
    const wayAlong = (order: ArrayLike<number>): number => {
      const places = Array.from(order, (client) => problem.clients[client].location);
      return places.slice(1).reduce((sum, place, at) => {
        return sum + distanceBetween(problem.matrices[0], places[at], place);
      }, 0);
    };
    expect(wayAlong(orderClients(problem))).toBeLessThan(0.2 * wayAlong([...problem.clients.keys()]));
  });

  test('is undone by its inverse, reloads untouched', () => {
    const order = Int32Array.of(2, 0, 1);
    const routes = [{ type: 1, nodes: [0, -1, 2, 1] }];
    expect(renumberRoutes(routes, order)).toEqual([{ type: 1, nodes: [2, -1, 1, 0] }]);
    expect(renumberRoutes(renumberRoutes(routes, order), invertOrder(order))).toEqual(routes);
  });
});
