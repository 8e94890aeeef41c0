import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROAD_CLASSES } from '../../../src/network/roads/road-class.ts';
import { toRoadFeatures } from '../../../src/network/roads/road-features.ts';
import { simplifyLine } from '../../../src/network/roads/simplify-line.ts';
import { metresPerDegreeLon } from '../../../src/network/roads/project-point.ts';
import { METRES_PER_DEGREE } from '../../../src/network/great-circle.ts';
import { ANY_POINT } from '../random-roads.ts';
import { ANY_GRAPH } from '../routing/random-network.ts';

describe('roads as features', () => {
  test('unsimplified, they hold every shape point once per run, most important class first', () => {
    fc.assert(
      fc.property(ANY_GRAPH, (graph) => {
        const { features } = toRoadFeatures(graph, { simplifyMetres: 0 });
        const segments = features.reduce((sum, { geometry }) => sum + geometry.coordinates.length - 1, 0);
        expect(segments).toBe(graph.shapeLonE7.length - graph.edgeCount);
        const codes = features.map(({ properties }) => ROAD_CLASSES.indexOf(properties.class));
        expect(codes).toEqual(codes.toSorted((a, b) => a - b));
        expect(features.map(({ id }) => id)).toEqual(features.map((_, index) => index + 1));
      }),
    );
  });

  test('a limit keeps the most important', () => {
    fc.assert(
      fc.property(ANY_GRAPH, fc.nat(10), (graph, maxFeatures) => {
        const all = toRoadFeatures(graph).features;
        expect(toRoadFeatures(graph, { maxFeatures }).features).toEqual(all.slice(0, maxFeatures));
      }),
    );
  });

  test('no point of a line lies farther from its simplification than the tolerance', () => {
    const line = fc.array(ANY_POINT, { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(line, fc.integer({ min: 1, max: 3000 }), (line, tolerance) => {
        const simple = simplifyLine(line, tolerance);
        expect([simple[0], simple.at(-1)]).toEqual([line[0], line.at(-1)]);
        const scaleX = metresPerDegreeLon(line[0][1]);
        for (const [lon, lat] of line) {
          const distances = simple.slice(1).map((to, index) => {
            const [fromX, fromY] = [simple[index][0] * scaleX, simple[index][1] * METRES_PER_DEGREE];
            const [alongX, alongY] = [to[0] * scaleX - fromX, to[1] * METRES_PER_DEGREE - fromY];
            const [x, y] = [lon * scaleX - fromX, lat * METRES_PER_DEGREE - fromY];
            const square = alongX ** 2 + alongY ** 2;
            const share = square === 0 ? 0 : Math.min(1, Math.max(0, (x * alongX + y * alongY) / square));
            return Math.hypot(x - share * alongX, y - share * alongY);
          });
          expect(Math.min(...distances)).toBeLessThanOrEqual(tolerance + 1e-3);
        }
      }),
    );
  });
});
