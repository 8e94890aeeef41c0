import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App, HttpSettings } from '../app-dependencies.ts';
import { DEFAULT_REQUESTS_PER_MINUTE } from '../app-dependencies.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { refuseForeignPages } from './foreign-pages.ts';

const MAX_EVENT_LOOP_DELAY_MILLISECONDS = 2000;

/**
 * What the pages may load: only from here. MapLibre starts its worker from here or from a blob. Nothing asks for
 * HTTPS, since the planner is served by plain HTTP inside offices; a proxy that ends TLS adds its own headers.
 */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    workerSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** Security headers, cross-origin rules, and limits on requests and load. */
export async function addProtection(app: App, settings: HttpSettings): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: false,
    originAgentCluster: false,
  });
  await app.register(cors, {
    origin: settings.corsOrigins.length > 0 ? [...settings.corsOrigins] : false,
    methods: ['GET', 'HEAD', 'POST', 'DELETE'],
    exposedHeaders: ['location', 'retry-after', 'etag', 'content-disposition'],
  });
  refuseForeignPages(app, settings);
  await app.register(rateLimit, {
    max: settings.requestsPerMinute ?? DEFAULT_REQUESTS_PER_MINUTE,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { after }) =>
      new ProblemError('rate_limited', `Too many requests; try again in ${after}.`),
  });
  await app.register(underPressure, {
    maxEventLoopDelay: MAX_EVENT_LOOP_DELAY_MILLISECONDS,
    pressureHandler: refuseUnderPressure,
  });
}

/** An infinite delay only says that the last second brought no sample, after one long piece of work. */
async function refuseUnderPressure(
  _request: FastifyRequest,
  _reply: FastifyReply,
  _type: string,
  delay: number | undefined,
): Promise<void> {
  if (Number.isFinite(delay)) throw new ProblemError('overloaded', 'The server is at its limit.');
}
