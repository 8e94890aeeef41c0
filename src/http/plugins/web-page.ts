import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from '../app-dependencies.ts';

const WEB_FOLDER = join(import.meta.dirname, '../../../web/dist');
const YEAR_SECONDS = 31_536_000;

const NOT_BUILT = `Cunda is running, but its page was not built: the build tools are not installed.
Run "npm ci" with development dependencies to build it.

The API is described at /docs and in /openapi.json.
`;

/** The page at `/`; a word of explanation where it was not built. Built assets carry a hash in their names. */
export async function addWebPage(app: App): Promise<void> {
  if (!existsSync(join(WEB_FOLDER, 'index.html'))) {
    app.route({
      method: 'GET',
      url: '/',
      schema: { hide: true },
      handler: async (_request, reply) => reply.type('text/plain').send(NOT_BUILT),
    });
    return;
  }
  await app.register(fastifyStatic, {
    root: WEB_FOLDER,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(WEB_FOLDER, 'assets'));
      void reply.header('cache-control', hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
}
