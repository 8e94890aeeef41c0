import type { FastifyRequest } from 'fastify';
import type { App, HttpSettings } from '../app-dependencies.ts';
import { ProblemError } from '../problems/problem-error.ts';

/** Methods that change nothing (RFC 9110, section 9.2.1); preflights are answered by the cross-origin rules. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

type ForeignSettings = Pick<HttpSettings, 'apiKeys' | 'corsOrigins'>;

/**
 * Keeps pages of elsewhere, open in the browser of somebody who can reach the server, from acting in that person's
 * place: `foreign_origin` for changes that another page sends, `foreign_host` where a name that is not ours was made
 * to point here (DNS rebinding). Without API keys the server is reached by loopback alone, so only its names and
 * those in `corsOrigins` are ours. Programs send no `Origin` and are let through.
 */
export function refuseForeignPages(app: App, settings: ForeignSettings): void {
  const ownHosts = new Set(settings.corsOrigins.map((origin) => new URL(origin).host));
  app.addHook('onRequest', async (request) => {
    if (settings.apiKeys.length === 0) refuseForeignHost(request, ownHosts);
    if (!SAFE_METHODS.has(request.method)) refuseForeignOrigin(request, settings.corsOrigins);
  });
}

function refuseForeignHost({ headers }: FastifyRequest, ownHosts: ReadonlySet<string>): void {
  const { host } = headers;
  if (host === undefined || ownHosts.has(host)) return;
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
  if (LOOPBACK.test(name)) return;
  throw new ProblemError('foreign_host', `This server does not answer for "${host.slice(0, 200)}".`);
}

function refuseForeignOrigin({ headers }: FastifyRequest, corsOrigins: readonly string[]): void {
  const { origin, host } = headers;
  if (origin !== undefined && corsOrigins.includes(origin)) return;
  const crossSite = headers['sec-fetch-site'] === 'cross-site';
  if (!crossSite && (origin === undefined || isOwn(origin, host ?? ''))) return;
  const page = origin === undefined ? 'A page of elsewhere' : `A page of "${origin.slice(0, 200)}"`;
  throw new ProblemError('foreign_origin', `${page} may not change anything here.`);
}

/** By host and port: a proxy that ends TLS changes the protocol. */
function isOwn(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  const own = `${page.protocol}//${host}`;
  return URL.canParse(own) && new URL(own).host === page.host;
}
