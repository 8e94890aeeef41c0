// Builds the page into web/dist, or into the folder given. Runs at `npm ci`; where Vite is absent (a production
// install) it says so and leaves whatever was built before.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

async function findVite() {
  try {
    return await import('vite');
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

const vite = await findVite();
if (vite === null) {
  console.log('The page at / is not built here: Vite is a development dependency and is not installed.');
} else {
  const root = fileURLToPath(new URL('.', import.meta.url));
  const outDir = resolve(root, process.argv[2] ?? 'dist');
  await vite.build({ root, logLevel: 'warn', build: { outDir } });
}
