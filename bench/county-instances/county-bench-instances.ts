import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchInstance } from '../peers/interleaved-run.ts';
import { findBestKnown, type CountyBestKnownList } from './best-known-list.ts';
import { buildCountyInstance } from './build-county-instance.ts';
import { COUNTY_RECIPES, type CountyRecipe } from './county-recipe.ts';

/** The county bench as far as it can be made here. */
export interface CountyBench {
  readonly recipes: readonly CountyRecipe[];
  /** A sentence for each instance whose geometry is not here. */
  readonly missing: readonly string[];
}

/** The recipes whose geometry is here; generated ones always are. */
export function findCountyBench(geoFolder: string): CountyBench {
  const files = new Map(COUNTY_RECIPES.map((recipe) => [recipe.name, findMissingFile(recipe, geoFolder)]));
  return {
    recipes: COUNTY_RECIPES.filter(({ name }) => files.get(name) === null),
    missing: COUNTY_RECIPES.flatMap(({ name }) => {
      const file = files.get(name);
      return file ? [`${name} needs ${file}`] : [];
    }),
  };
}

function findMissingFile({ scene }: CountyRecipe, geoFolder: string): string | null {
  if (scene.kind === 'generated') return null;
  const file = scene.kind === 'list' ? join('counties', `${scene.code}.csv`) : join('osm', scene.file);
  return existsSync(join(geoFolder, file)) ? null : file;
}

/** A county instance as the bench runs it, with the best known where it is of this very problem. */
export function toBenchInstance(
  recipe: CountyRecipe,
  geoFolder: string,
  list: () => CountyBestKnownList,
): BenchInstance {
  return {
    name: recipe.name,
    family: 'county',
    load: async () => {
      const { problem } = await buildCountyInstance(recipe, geoFolder);
      const known = findBestKnown(list(), recipe.name, problem);
      const bestKnown = known === null ? null : { cost: known.cost, vehicles: known.vehicles };
      return { problem, costDivisor: 1, bestKnown, isPublished: false };
    },
  };
}
