import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExternalEngineSettings } from '../network/external/engine-settings.ts';
import type { PlanJobs } from '../jobs/plan-jobs.ts';
import type { SolverPool } from '../jobs/solver-pool.ts';
import type { DatabaseStores } from '../persistence/stores.ts';

/** What the API can be told by configuration. */
export interface HttpSettings {
  /** Keys of which every request below `/v1` must carry one; none: open. */
  readonly apiKeys: readonly string[];
  /** Origins of pages elsewhere that may call the API from a browser. */
  readonly corsOrigins: readonly string[];
  /** Most bytes of all files of one upload. */
  readonly maxUploadBytes: number;
  /** County of requests to `/table`, `/route` and `/tiles` that name none; none: the only one there is. */
  readonly defaultCounty?: string | null;
  /** The engine asked for distances in a county; the embedded one when absent or null. */
  readonly travelEngine?: ExternalEngineSettings | null;
  /** Requests a minute of one client address; {@link DEFAULT_REQUESTS_PER_MINUTE} when absent. */
  readonly requestsPerMinute?: number;
  /** Longest search for one request that asks for iterations, in seconds; 30 when absent. */
  readonly maxSolveSeconds?: number;
}

export const DEFAULT_REQUESTS_PER_MINUTE = 3000;

/** Whether the server can do its work yet, and if not, what it waits for. */
export interface Readiness {
  readonly ready: boolean;
  readonly reason: string | null;
}

/** What the app is built from; it owns none of them and closes none of them. */
export interface AppDependencies {
  readonly settings: HttpSettings;
  readonly stores: DatabaseStores;
  readonly jobs: PlanJobs;
  /** Has the problems of `POST /v1/solve/routing` solved. */
  readonly solver: Pick<SolverPool, 'solve' | 'waiting' | 'threads'>;
  /** Answers `/readyz`. */
  readonly readiness: () => Readiness | Promise<Readiness>;
  /** None: nothing is logged. */
  readonly log: FastifyBaseLogger | null;
}

/** The app as route modules see it: request parts have the types of their schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;
