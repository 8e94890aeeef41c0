import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildDemoCounty } from './generator/demo-county.ts';

/** Seed of the demo county that is kept beside this file. */
export const DEMO_SEED = 7;

/** Writes the demo county into a folder. */
export async function writeDemoCounty(folder: string, seed = DEMO_SEED): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of buildDemoCounty(seed)) await writeFile(join(folder, name), text);
}

if (import.meta.main) {
  const folder = process.argv[2] ?? join(import.meta.dirname, 'county');
  await writeDemoCounty(folder);
  process.stdout.write(`wrote the demo county to ${folder}\n`);
}
