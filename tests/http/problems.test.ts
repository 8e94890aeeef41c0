import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestServer } from './test-server.ts';
import { readProblem, startTestServer } from './test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ workers: 0 });
});
afterAll(() => server.close());

function send(path: string, init: RequestInit): Promise<Response> {
  return fetch(server.url + path, init);
}

describe('an address', () => {
  test.each(['/v1', '/v1/nothing', '/v2/counties', '/v1/counties/999999/nothing', '/%2e%2e/package.json'])(
    'that is not there answers 404: %s',
    async (path) => {
      expect((await readProblem(await server.get(path))).code).toBe('route_not_found');
    },
  );

  test.each([
    ['PUT', '/v1/counties', 'GET, HEAD, POST'],
    ['POST', '/v1/counties/999999', 'DELETE, GET, HEAD'],
    ['DELETE', '/v1/jobs', 'GET, HEAD'],
    ['GET', '/v1/matrix', 'POST'],
    ['PATCH', '/v1/plans/some/routes.geojson', 'GET, HEAD'],
  ])('with the wrong method answers 405 and says which fit: %s %s', async (method, path, allow) => {
    const response = await send(path, { method });
    expect(response.headers.get('allow')).toBe(allow);
    expect((await readProblem(response)).code).toBe('method_not_allowed');
  });

  test.each(['%', '/v1/plans/%E0%A4%A', '/v1/counties/%00', '/v1/jobs/%2F'])(
    'that is garbage answers 4xx: %s',
    async (path) => {
      const response = await send(path.startsWith('/') ? path : `/${path}`, {});
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      await readProblem(response);
    },
  );

  test.each(['99', '99900a', 'x'])('with the county code %s says what a code is', async (code) => {
    const problem = await readProblem(await server.get(`/v1/counties/${code}`));
    expect(problem.errors?.[0]).toMatchObject({ in: 'path', path: 'code', code: 'invalid' });
  });
});

describe('a body', () => {
  const json = { 'content-type': 'application/json' };

  test.each([
    ['broken JSON', '{"points": [', json, 'malformed_json'],
    ['an empty body', '', json, 'malformed_json'],
    ['a prototype', '{"__proto__": {"x": 1}, "points": [[1, 2]]}', json, 'malformed_json'],
    ['no object', '[1]', json, 'invalid_request'],
    ['a text', '"points"', json, 'invalid_request'],
    ['a form', 'points=1', { 'content-type': 'application/x-www-form-urlencoded' }, 'unsupported_media_type'],
    ['XML', '<points/>', { 'content-type': 'application/xml' }, 'unsupported_media_type'],
    ['a type that is none', '{}', { 'content-type': 'json' }, 'unsupported_media_type'],
    ['a body too large', JSON.stringify({ points: 'x'.repeat(2_000_000) }), json, 'body_too_large'],
  ])('of %s is refused', async (_what, body, headers, code) => {
    const response = await send('/v1/matrix', { method: 'POST', body, headers });
    expect((await readProblem(response)).code).toBe(code);
  });

  test('is not coerced: every wrong type is named', async () => {
    const problem = await readProblem(
      await server.post('/v1/matrix', { points: [[1, 2]], detourFactor: '1.5', profile: 7 }),
    );
    expect(problem.errors?.map((error) => error.path).sort()).toEqual(['/detourFactor', '/profile']);
  });
});

describe('a query', () => {
  test.each([
    '/v1/counties?colour=red',
    '/v1/solve/routing?x=1',
    '/v1/jobs?limit=5&Limit=6',
    '/v1/jobs/none?x',
  ])('with a parameter that is not known is refused: %s', async (path) => {
    const response = path.includes('solve') ? await server.post(path, {}) : await server.get(path);
    const problem = await readProblem(response);
    expect(problem.errors?.some((error) => error.in === 'query' || error.in === 'body')).toBe(true);
  });
});

describe('problem codes', () => {
  test('are explained at their type, which is where the answer says', async () => {
    const problem = (await (await server.get('/nowhere')).json()) as { type: string; code: string };
    const kind = (await (await server.get(problem.type)).json()) as Record<string, unknown>;
    expect(kind).toMatchObject({ code: 'route_not_found', status: 404 });
    expect(kind.remedy).toBeTruthy();
    expect((await readProblem(await server.get('/problems/nothing'))).code).toBe('problem_not_found');
    expect((await readProblem(await server.get('/problems/constructor'))).code).toBe('problem_not_found');
  });
});

describe('health', () => {
  test('is alive before it is ready', async () => {
    server.readiness.current = { ready: false, reason: 'The first plan is being made.' };
    expect((await server.get('/healthz')).status).toBe(200);
    const response = await server.get('/readyz');
    expect(response.headers.get('retry-after')).toBeTruthy();
    expect(await readProblem(response)).toMatchObject({
      code: 'not_ready',
      detail: 'The first plan is being made.',
    });
    server.readiness.current = { ready: true, reason: null };
    expect((await server.get('/readyz')).status).toBe(200);
  });

  test('is measured for Prometheus', async () => {
    await server.get('/v1/counties');
    const figures = await (await server.get('/metrics')).text();
    expect(figures).toMatch(/^http_request_duration_seconds_count\{.*route="\/v1\/counties".*\} [1-9]/m);
  });
});

describe('security headers', () => {
  test('let pages load from here only, and leave plain HTTP usable', async () => {
    const { headers } = await server.get('/healthz');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(headers.has('strict-transport-security')).toBe(false);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('let no page of elsewhere in, unless configured', async () => {
    const origin = 'http://planner.example';
    const { headers } = await server.get('/v1/counties', { origin });
    expect(headers.has('access-control-allow-origin')).toBe(false);
    const open = await startTestServer({ workers: 0, settings: { corsOrigins: [origin] } });
    try {
      const allowed = await open.get('/v1/counties', { origin });
      expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
      expect(allowed.headers.get('access-control-expose-headers')).toContain('location');
      const preflight = await fetch(`${open.url}/v1/matrix`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      expect(preflight.status).toBe(204);
      const other = await open.get('/v1/counties', { origin: 'http://other.example' });
      expect(other.headers.get('access-control-allow-origin')).not.toBe('http://other.example');
    } finally {
      await open.close();
    }
  });
});

describe('API keys', () => {
  let locked: TestServer;
  beforeAll(async () => {
    locked = await startTestServer({ workers: 0, settings: { apiKeys: ['first-key', 'second-key'] } });
  });
  afterAll(() => locked.close());

  test.each(['first-key', 'second-key'])('open the API, by either header: %s', async (key) => {
    expect((await locked.get('/v1/counties', { authorization: `Bearer ${key}` })).status).toBe(200);
    expect((await locked.get('/v1/counties', { 'x-api-key': key })).status).toBe(200);
  });

  test.each([
    {},
    { authorization: 'Bearer wrong' },
    { 'x-api-key': '' },
    { authorization: 'Basic Zmlyc3Qta2V5' },
  ])('keep others out: %j', async (headers) => {
    const response = await locked.get('/v1/counties', headers as Record<string, string>);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect((await readProblem(response)).code).toBe('unauthorized');
  });

  test('keep others out however the address is written, and from every method', async () => {
    for (const path of ['/%76%31/counties', '/v1/%63ounties', '/v1/counties?limit=1', '/v1/jobs/x/events']) {
      const { status } = await fetch(locked.url + path);
      expect({ path, closed: status === 401 || status === 404 }).toEqual({ path, closed: true });
    }
    expect((await locked.upload([])).status).toBe(401);
    expect((await fetch(`${locked.url}/v1/counties`, { method: 'HEAD' })).status).toBe(401);
  });

  test('are not asked for by health, documentation and page, and are in the OpenAPI document', async () => {
    for (const path of ['/healthz', '/readyz', '/docs/', '/', '/problems/unauthorized']) {
      const { status } = await locked.get(path);
      expect({ path, status }).toEqual({ path, status: 200 });
    }
    const document = (await (await locked.get('/openapi.json')).json()) as { security: unknown };
    expect(document.security).toEqual([{ bearer: [] }, { apiKey: [] }]);
  });
});

describe('the limit of requests', () => {
  test('answers 429 with the time to wait', async () => {
    const busy = await startTestServer({ workers: 0, settings: { requestsPerMinute: 3 } });
    try {
      const codes: number[] = [];
      for (let i = 0; i < 3; i += 1) codes.push((await busy.get('/v1/jobs')).status);
      const response = await busy.get('/v1/jobs');
      expect(codes).toEqual([200, 200, 200]);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await readProblem(response)).code).toBe('rate_limited');
    } finally {
      await busy.close();
    }
  });
});
