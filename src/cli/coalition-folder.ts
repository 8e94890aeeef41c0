import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PackedCoalitions } from '../jobs/remote-coalitions.ts';

/** Keeps solved coalitions as files of a folder, so that an interrupted study goes on where it was. */
export async function openCoalitionFolder(folder: string): Promise<PackedCoalitions> {
  await mkdir(folder, { recursive: true });
  const pathOf = (key: string): string => join(folder, `${key}.json.gz`);
  return {
    async find(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    /** Renamed into place, so that what is there is whole. */
    async save(key, packed) {
      const unfinished = `${pathOf(key)}.part`;
      await writeFile(unfinished, packed);
      await rename(unfinished, pathOf(key));
    },
  };
}
