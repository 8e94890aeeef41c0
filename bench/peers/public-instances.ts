import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { InstanceFamily } from '../../src/benchmark-instances/families.ts';
import { loadInstance } from '../../src/benchmark-instances/load-instance.ts';
import type { BenchInstance, LoadedBenchInstance } from './interleaved-run.ts';

/** The instances of a family in its folder, in order of name; none where there is no such folder. */
export function listPublicInstances(folder: string, family: InstanceFamily): readonly BenchInstance[] {
  const path = join(folder, family.name);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((file) => file.endsWith(family.extension) && file !== 'format.txt')
    .map((file) => file.slice(0, -family.extension.length))
    .toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .map((name) => ({
      name,
      family: family.name,
      load: async () => await load(join(path, `${name}${family.extension}`), family.name),
    }));
}

/** `wanted` instances spread evenly over a list, its first and last among them. */
export function spreadEvenly<Item>(items: readonly Item[], wanted: number): readonly Item[] {
  if (items.length <= wanted) return items;
  if (wanted === 1) return [items[Math.floor(items.length / 2)]];
  return Array.from(
    { length: wanted },
    (_, at) => items[Math.round((at * (items.length - 1)) / (wanted - 1))],
  );
}

async function load(path: string, family: string): Promise<LoadedBenchInstance> {
  const { instance, bestKnown, costDivisor } = loadInstance(path, family);
  return { problem: instance.problem, costDivisor, bestKnown, isPublished: true };
}
