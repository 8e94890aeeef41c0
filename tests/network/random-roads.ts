import * as fc from 'fast-check';
import { EVERY_PROFILE, ROAD_CLASSES } from '../../src/network/roads/road-class.ts';
import { NO_SIZE_LIMITS } from '../../src/network/roads/road-source.ts';
import type { RoadSource, RoadWay, TurnRestriction } from '../../src/network/roads/road-source.ts';

/** A road of one class, open both ways to every profile, with parts replaced. */
export function makeWay(id: number, refs: readonly number[], parts: Partial<RoadWay> = {}): RoadWay {
  return {
    id,
    name: null,
    roadClass: 'tertiary',
    link: false,
    refs,
    minor: false,
    surface: 'paved',
    offGround: false,
    forward: EVERY_PROFILE,
    backward: EVERY_PROFILE,
    forwardLimitKmh: Infinity,
    backwardLimitKmh: Infinity,
    truckLimitKmh: Infinity,
    givenKmh: null,
    crossingSeconds: null,
    ...NO_SIZE_LIMITS,
    ...parts,
  };
}

/** Roads over nodes 0, 1, 2 ... at the given positions in degrees. */
export function makeSource(
  positions: readonly (readonly [number, number])[],
  ways: readonly RoadWay[],
  barriers: readonly number[] = [],
): RoadSource {
  return {
    nodeIds: Float64Array.from(positions.keys()),
    lonE7: Int32Array.from(positions, ([lon]) => Math.round(lon * 1e7)),
    latE7: Int32Array.from(positions, ([, lat]) => Math.round(lat * 1e7)),
    ways,
    barriers: new Map(barriers.map((id) => [id, EVERY_PROFILE])),
    restrictions: [],
    attributions: ['test'],
  };
}

const POSITION = fc.tuple(
  fc.integer({ min: 0, max: 600_000 }).map((e7) => 113 + e7 / 1e7),
  fc.integer({ min: 0, max: 600_000 }).map((e7) => 30 + e7 / 1e7),
);

/** Where the random roads lie, and a little around. */
export const ANY_POINT = fc.tuple(
  fc.integer({ min: -20_000, max: 620_000 }).map((e7) => 113 + e7 / 1e7),
  fc.integer({ min: -20_000, max: 620_000 }).map((e7) => 30 + e7 / 1e7),
);

/** Random roads of all classes with one-ways, gaps, loops and repeated nodes, in a square of 6 km. */
export const ANY_ROADS: fc.Arbitrary<RoadSource> = fc
  .array(POSITION, { minLength: 2, maxLength: 14 })
  .chain((positions) => {
    const node = fc.integer({ min: 0, max: positions.length });
    const way = fc.record({
      refs: fc.array(node, { minLength: 2, maxLength: 6 }),
      roadClass: fc.constantFrom(...ROAD_CLASSES),
      direction: fc.constantFrom('both', 'both', 'forward', 'backward'),
      link: fc.boolean(),
    });
    const ways = fc.array(way, { minLength: 1, maxLength: 14 });
    const barriers = fc.array(fc.tuple(node, fc.integer({ min: 1, max: EVERY_PROFILE })), { maxLength: 2 });
    const restrictions = fc.array(anyRestriction(node), { maxLength: 6 });
    return fc.tuple(ways, barriers, restrictions).map(([ways, barriers, restrictions]) => {
      const source = makeSource(
        positions,
        ways.map(({ refs, roadClass, direction, link }, index) =>
          makeWay(index + 1, refs, {
            roadClass,
            link,
            name: index % 3 === 0 ? `road ${index}` : null,
            forward: direction === 'backward' ? 0 : EVERY_PROFILE,
            backward: direction === 'forward' ? 0 : EVERY_PROFILE,
          }),
        ),
      );
      return Object.assign({}, source, { barriers: new Map(barriers), restrictions });
    });
  });

function anyRestriction(node: fc.Arbitrary<number>): fc.Arbitrary<TurnRestriction> {
  const way = fc.integer({ min: 1, max: 14 });
  return fc.record({
    kind: fc.constantFrom('no', 'no', 'only'),
    fromWay: way,
    via: fc.oneof(
      node.map((id) => ({ node: id })),
      fc.array(way, { minLength: 1, maxLength: 2 }).map((ways) => ({ ways })),
    ),
    toWay: way,
    profiles: fc.integer({ min: 1, max: EVERY_PROFILE }),
  });
}
