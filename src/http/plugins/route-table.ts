import type { FastifyInstance } from 'fastify';

/** The addresses of the app and their methods, to tell a wrong method from a wrong address. */
export interface RouteTable {
  /** Methods of the path, ascending; none where nothing is there. */
  listMethods(path: string): readonly string[];
}

/** Watches the routes that are added to `app` from now on; the catch-all of static files does not count. */
export function watchRoutes(app: FastifyInstance): RouteTable {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    if (url.endsWith('*')) return;
    routes.push({ pattern: toPattern(url), methods: [method].flat() });
  });
  return {
    listMethods: (path) => {
      const matches = routes.filter((route) => route.pattern.test(path));
      return [...new Set(matches.flatMap((route) => route.methods))].sort();
    },
  };
}

function toPattern(url: string): RegExp {
  const escaped = url.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, '[^/]+')}/?$`);
}
