import type { Random } from '../../../src/county-import/seeded-random.ts';
import { kmBetween, type Terrain } from './terrain.ts';

/** Terrain nodes of the settlements; `villages[k]` lists those of township `k`. */
export interface Places {
  readonly seat: number;
  readonly townships: readonly number[];
  readonly villages: readonly (readonly number[])[];
}

const MARGIN = 0.93;

/** True inside the rough ellipse that is the county, `share` of its axes. */
export function isInside(terrain: Terrain, node: number, share = MARGIN): boolean {
  const halfWidth = ((terrain.columns - 1) * terrain.spacingKm) / 2;
  const halfHeight = ((terrain.rows - 1) * terrain.spacingKm) / 2;
  const dx = (terrain.x[node] - halfWidth) / (halfWidth * share);
  const dy = (terrain.y[node] - halfHeight) / (halfHeight * share);
  return dx * dx + dy * dy < 1;
}

/** Settles a county town, townships far apart in low places (the first beside the town), villages around each. */
export function settle(terrain: Terrain, townships: number, villages: number, random: Random): Places {
  const seat = chooseSeat(terrain);
  const towns = chooseTownships(terrain, seat, townships, random);
  const quotas = drawQuotas(townships, villages, random);
  const taken: number[] = [seat, ...towns];
  return {
    seat,
    townships: towns,
    villages: towns.map((town, at) => chooseVillages(terrain, { town, towns, taken, random }, quotas[at])),
  };
}

function chooseSeat(terrain: Terrain): number {
  let best = -1;
  for (let node = 0; node < terrain.x.length; node += 1) {
    if (isInside(terrain, node, 0.25) && (best < 0 || terrain.height[node] < terrain.height[best]))
      best = node;
  }
  return best;
}

function chooseTownships(terrain: Terrain, seat: number, count: number, random: Random): readonly number[] {
  const chosen = [nearestAround(terrain, seat, 1.6)];
  while (chosen.length < count) {
    let best = -1;
    let bestScore = Infinity;
    for (let draw = 0; draw < 600; draw += 1) {
      const node = drawInside(terrain, random, 0.86);
      const apart = Math.min(...[seat, ...chosen].map((other) => kmBetween(terrain, node, other)));
      const score = terrain.height[node] / 150 - 2 * Math.min(apart, 12);
      if (score < bestScore) [best, bestScore] = [node, score];
    }
    chosen.push(best);
  }
  return chosen;
}

function nearestAround(terrain: Terrain, centre: number, km: number): number {
  let best = centre;
  for (let node = 0; node < terrain.x.length; node += 1) {
    const miss = Math.abs(kmBetween(terrain, node, centre) - km);
    if (miss < Math.abs(kmBetween(terrain, best, centre) - km)) best = node;
  }
  return best;
}

function drawQuotas(townships: number, villages: number, random: Random): readonly number[] {
  const mean = Math.floor(villages / townships);
  const quotas = Array.from({ length: townships }, () => mean);
  for (let at = 0; at + 1 < townships; at += 2) {
    const shift = Math.floor(random() * 5);
    quotas[at] -= shift;
    quotas[at + 1] += shift;
  }
  quotas[townships - 1] += villages - mean * townships;
  return quotas;
}

interface VillageSearch {
  readonly town: number;
  readonly towns: readonly number[];
  readonly taken: number[];
  readonly random: Random;
}

function chooseVillages(terrain: Terrain, search: VillageSearch, quota: number): readonly number[] {
  const villages: number[] = [];
  for (let attempt = 0; villages.length < quota; attempt += 1) {
    if (attempt > 100_000) throw new Error('no room left for villages');
    const apart = attempt < 50_000 ? 1.4 : 0.7;
    const candidates = [0, 1, 2].map(() => drawInside(terrain, search.random, MARGIN));
    const fit = candidates.filter((node) => isFit(terrain, node, search, apart));
    if (fit.length === 0) continue;
    const lowest = fit.reduce((a, b) => (terrain.height[b] < terrain.height[a] ? b : a));
    villages.push(lowest);
    search.taken.push(lowest);
  }
  return villages;
}

function isFit(terrain: Terrain, node: number, search: VillageSearch, apart: number): boolean {
  const own = kmBetween(terrain, node, search.town);
  if (own > 13) return false;
  if (search.towns.some((other) => kmBetween(terrain, node, other) < own)) return false;
  return search.taken.every((other) => kmBetween(terrain, node, other) >= apart);
}

function drawInside(terrain: Terrain, random: Random, share: number): number {
  for (;;) {
    const node = Math.floor(random() * terrain.x.length);
    if (isInside(terrain, node, share)) return node;
  }
}
