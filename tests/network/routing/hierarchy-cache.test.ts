import { describe, expect, test } from 'vitest';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import { toForgivingCache } from '../../../src/network/routing/hierarchy-cache.ts';
import { STARTS_WORTH_PREPARING } from '../../../src/network/routing/profile-router.ts';
import { buildLattice } from '../../http/road-county.ts';

const POINTS = Array.from({ length: STARTS_WORTH_PREPARING }, (_, at): [number, number] => [
  109.95 + 0.03 * (at % 10),
  30.145 + 0.013 * Math.floor(at / 10),
]);

describe('a cache of hierarchies that fails', () => {
  test('costs no answer, and its owner is told of each failure', async () => {
    const failures: string[] = [];
    const away = () => Promise.reject(new Error('the database is away'));
    const hierarchies = toForgivingCache({ find: away, save: away }, (error) => failures.push(String(error)));
    const graph = buildLattice();
    const engine = createRoadEngine(graph, { hierarchies });
    const plain = await createRoadEngine(graph).matrix(POINTS, 'van');
    expect(await engine.matrix(POINTS, 'van')).toEqual(plain);
    expect(await engine.matrix(POINTS, 'van')).toEqual(plain);
    expect(failures).toEqual(Array.from({ length: 2 }, () => 'Error: the database is away'));
  });

  test('loses nothing of one that works', async () => {
    const kept = new Map<string, Uint8Array>();
    const cache = toForgivingCache(
      { find: async (key) => kept.get(key) ?? null, save: async (key, bytes) => void kept.set(key, bytes) },
      (error) => {
        throw error;
      },
    );
    await cache.save('a', Uint8Array.of(7));
    expect(await cache.find('a')).toEqual(Uint8Array.of(7));
    expect(await cache.find('b')).toBe(null);
  });
});
