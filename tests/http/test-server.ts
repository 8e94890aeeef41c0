import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../src/http/app.ts';
import type { HttpSettings, Readiness } from '../../src/http/app-dependencies.ts';
import { startPlanningService } from '../../src/jobs/planning-service.ts';
import type { PlanningService } from '../../src/jobs/planning-service.ts';
import type { DatabaseKind } from '../../src/persistence/database.ts';
import { openTestDatabase } from '../persistence/databases.ts';
import { createAnswerCheck } from './answer-check.ts';
import type { OpenApiDocument } from './answer-check.ts';

/**
 * The real app over a real database, queue and solver threads,
 * listening on a free port of the loopback. Every answer is held to the OpenAPI document.
 */
export interface TestServer {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly service: PlanningService;
  readonly readiness: { current: Readiness };
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  delete(path: string): Promise<Response>;
  /** Uploads files as one multipart form. */
  upload(files: readonly UploadedFile[], query?: string, fields?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

export interface UploadedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

export interface TestServerOptions {
  readonly kind?: DatabaseKind;
  readonly settings?: Partial<HttpSettings>;
  readonly workers?: number;
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { database, dispose } = await openTestDatabase(options.kind ?? 'embedded');
  const service = await startPlanningService(database, {
    workers: options.workers ?? 1,
    log: quiet,
    travelEngine: options.settings?.travelEngine,
  });
  const readiness: TestServer['readiness'] = { current: { ready: true, reason: null } };
  const app = await buildApp({
    settings: { apiKeys: [], corsOrigins: [], maxUploadBytes: 8 * 1024 * 1024, ...options.settings },
    stores: service.stores,
    jobs: service.jobs,
    solver: service.solver,
    readiness: () => readiness.current,
    log: null,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const check = createAnswerCheck(app.swagger() as unknown as OpenApiDocument);
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const request = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url + path, init);
    const streams = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (!streams) await check(init.method ?? 'GET', url + path, response);
    return response;
  };
  return {
    url,
    app,
    service,
    readiness,
    get: (path, headers = {}) => request(path, { headers }),
    post: (path, body, headers = {}) =>
      request(path, {
        method: 'POST',
        headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    delete: (path) => request(path, { method: 'DELETE' }),
    upload: (files, query = '', fields = {}) =>
      request(`/v1/counties${query}`, { method: 'POST', body: toForm(files, fields) }),
    async close() {
      await app.close();
      await service.stop();
      await dispose();
    },
  };
}

export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly Record<string, unknown>[];
}

/** The problem in an answer; throws where the answer has another form. */
export async function readProblem(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type') ?? '';
  const problem = (await response.json()) as Problem;
  if (!type.startsWith('application/problem+json') || problem.status !== response.status) {
    throw new Error(`no problem details: ${response.status} ${type} ${JSON.stringify(problem)}`);
  }
  return problem;
}

function toForm(files: readonly UploadedFile[], fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, content } of files) {
    form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
  }
  return form;
}
