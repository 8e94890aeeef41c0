import { describe, expect, test } from 'vitest';
import type { Carrier } from '../../web/src/api/wire.ts';
import { buildLegend, findColour, HIRED, SEVERAL } from '../../web/src/carriers/carrier-colours.ts';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const NORMAL: Matrix = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
/** Full dichromacy in linear RGB: Machado, Oliveira and Fernandes (2009), severity 1.0. */
const PROTANOPIA: Matrix = [
  [0.152286, 1.052583, -0.204868],
  [0.114503, 0.786281, 0.099216],
  [-0.003882, -0.048116, 1.051998],
];
const DEUTERANOPIA: Matrix = [
  [0.367322, 0.860646, -0.227968],
  [0.280085, 0.672501, 0.047413],
  [-0.01182, 0.04294, 0.968881],
];

/** Linear-light sRGB to CIE L*a*b* (D65). */
function toLab([r, g, b]: Triple): Triple {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function see(hex: string, vision: Matrix): Triple {
  const linear = [1, 3, 5].map((at) => (parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2);
  const seen = vision.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, weight, i) => sum + weight * linear[i], 0),
      ),
    ),
  );
  return toLab(seen as unknown as Triple);
}

function findLeastDifference(colours: readonly string[], vision: Matrix): number {
  const seen = colours.map((colour) => see(colour, vision));
  const pairs = seen.flatMap((a, i) =>
    seen.slice(i + 1).map((b) => Math.hypot(...a.map((v, k) => v - b[k]))),
  );
  return Math.min(...pairs);
}

function buildCarriers(count: number): readonly Carrier[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `c${i}`,
    name: `c${i}`,
    kind: 'postal',
    depotId: 'D',
  }));
}

describe('the legend', () => {
  test('lists every carrier, then what belongs to no single one', () => {
    expect(buildLegend(buildCarriers(2), 'vehicle').map(({ key }) => key)).toEqual(['c0', 'c1', HIRED]);
    expect(buildLegend(buildCarriers(2), 'goods').map(({ key }) => key)).toEqual(['c0', 'c1', SEVERAL]);
  });

  test('gives a carrier the same colour whichever way trips are coloured', () => {
    const [byVehicle, byGoods] = (['vehicle', 'goods'] as const).map((by) =>
      buildLegend(buildCarriers(12), by),
    );
    const own = byVehicle.filter(({ carrier }) => carrier !== null);
    expect(own.map(({ key }) => findColour(byGoods, key))).toEqual(own.map(({ colour }) => colour));
  });

  // A difference of about 2.3 is just noticeable (Mahy et al. 1994); several times that tells two lines apart.
  test.each([
    ['normal sight', 6, NORMAL],
    ['protanopia', 6, PROTANOPIA],
    ['deuteranopia', 6, DEUTERANOPIA],
    ['normal sight', 8, NORMAL],
  ])('keeps colours apart: %s, %i carriers', (_, count, vision) => {
    const colours = buildLegend(buildCarriers(count), 'vehicle').map(({ colour }) => colour);
    expect(findLeastDifference(colours, vision)).toBeGreaterThan(12);
  });
});
