import type { PlaneRing } from './contour-rings.ts';

/** An outer ring and its holes. */
export interface PlanePolygon {
  readonly outer: PlaneRing;
  readonly holes: readonly PlaneRing[];
}

interface OuterRing {
  readonly ring: PlaneRing;
  readonly area: number;
  readonly holes: PlaneRing[];
}

/** Gives each clockwise ring as a hole to the smallest counterclockwise ring around it; largest polygon first. */
export function groupRings(rings: readonly PlaneRing[]): readonly PlanePolygon[] {
  const outers: OuterRing[] = [];
  const holes: PlaneRing[] = [];
  for (const ring of rings) {
    const area = signedArea(ring);
    if (area > 0) outers.push({ ring, area, holes: [] });
    else holes.push(ring);
  }
  outers.sort((a, b) => a.area - b.area);
  for (const hole of holes) outers.find(({ ring }) => contains(ring, hole[0], hole[1]))?.holes.push(hole);
  return outers.toReversed().map(({ ring, holes: inside }) => ({ outer: ring, holes: inside }));
}

/** Area of a ring, positive when it runs counterclockwise (shoelace formula). */
export function signedArea(ring: PlaneRing): number {
  let twice = 0;
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    twice += ring[before] * ring[at + 1] - ring[at] * ring[before + 1];
  }
  return twice / 2;
}

/** True when the position lies inside the ring (even-odd rule). */
function contains(ring: PlaneRing, x: number, y: number): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const [startX, startY, endX, endY] = [ring[before], ring[before + 1], ring[at], ring[at + 1]];
    if (startY > y === endY > y) continue;
    if (x < startX + ((y - startY) / (endY - startY)) * (endX - startX)) inside = !inside;
  }
  return inside;
}
