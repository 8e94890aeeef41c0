import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpSettings } from '../../src/http/app-dependencies.ts';
import type { TestServer } from './test-server.ts';
import { startTestServer } from './test-server.ts';

const TRUSTED = 'https://planner.example';
const BODY = JSON.stringify({ points: [[110, 30]] });

interface Answer {
  readonly status: number;
  readonly code: string | null;
}

/** Sends headers as they are, `Host` included, which `fetch` does not let a caller set. */
async function send(server: TestServer, method: string, path: string, headers = {}): Promise<Answer> {
  const json = method === 'POST' ? { 'content-type': 'application/json' } : {};
  return new Promise((resolve, reject) => {
    const call = request(server.url + path, { method, headers: { ...json, ...headers } }, (response) => {
      const read = text(response).then((body) => {
        const isProblem = response.headers['content-type']?.startsWith('application/problem+json') === true;
        const code = isProblem ? (JSON.parse(body) as { code: string }).code : null;
        return { status: response.statusCode ?? 0, code };
      });
      read.then(resolve, reject);
    });
    call.once('error', reject);
    call.end(method === 'POST' ? BODY : undefined);
  });
}

function start(settings: Partial<HttpSettings>): Promise<TestServer> {
  return startTestServer({ workers: 0, settings });
}

describe('without API keys', () => {
  let server: TestServer;
  let port: string;
  beforeAll(async () => {
    server = await start({ corsOrigins: [TRUSTED] });
    port = new URL(server.url).port;
  });
  afterAll(() => server.close());

  const post = (headers: object): Promise<Answer> => send(server, 'POST', '/v1/matrix', headers);

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'http://localhost' },
    { origin: `${TRUSTED}:8443` },
    { origin: 'nonsense' },
    { 'sec-fetch-site': 'cross-site' },
  ])('a change sent for another page is refused: %j', async (headers) => {
    expect(await post(headers)).toEqual({ status: 403, code: 'foreign_origin' });
  });

  test('so are an upload of a plain form and a deletion', async () => {
    const origin = 'https://evil.example';
    const form = { origin, 'content-type': 'multipart/form-data; boundary=x' };
    const upload = await send(server, 'POST', '/v1/counties?replace=true', form);
    expect(upload).toEqual({ status: 403, code: 'foreign_origin' });
    const deletion = await send(server, 'DELETE', '/v1/counties/999999', { origin });
    expect(deletion).toEqual({ status: 403, code: 'foreign_origin' });
  });

  test('programs, our own page and those configured are let through', async () => {
    expect(await post({})).toEqual({ status: 200, code: null });
    const own = { origin: server.url, 'sec-fetch-site': 'same-origin' };
    expect(await post(own)).toEqual({ status: 200, code: null });
    const trusted = { origin: TRUSTED, 'sec-fetch-site': 'cross-site' };
    expect(await post(trusted)).toEqual({ status: 200, code: null });
  });

  test('another page may open ours, as links do', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await send(server, 'GET', '/v1/counties', headers)).status).toBe(200);
  });

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.1.5', '', 'a b'])(
    'a name that is not ours is refused, also for reading: %j',
    async (name) => {
      const host = name === '' ? ':' : `${name}:${port}`;
      const misdirected = { status: 421, code: 'foreign_host' };
      expect(await send(server, 'GET', '/v1/counties', { host })).toEqual(misdirected);
      expect(await post({ host, origin: `http://${host}` })).toEqual(misdirected);
    },
  );

  test.each(['localhost', 'LOCALHOST:80', '127.0.0.1', '127.8.0.1:3000', '[::1]:3000', 'planner.example'])(
    'loopback and configured names are ours: %s',
    async (host) => {
      expect((await send(server, 'GET', '/v1/counties', { host })).status).toBe(200);
      expect((await post({ host, origin: `http://${host}` })).status).toBe(200);
    },
  );
});

test('with API keys any name is answered for, yet pages of elsewhere change nothing', async () => {
  const key = 'a-key-of-sixteen-letters';
  const server = await start({ apiKeys: [key] });
  try {
    const headers = { host: 'county.example', 'x-api-key': key };
    expect((await send(server, 'GET', '/v1/counties', headers)).status).toBe(200);
    const own = { ...headers, origin: 'https://county.example' };
    expect((await send(server, 'POST', '/v1/matrix', own)).status).toBe(200);
    const foreign = { ...headers, origin: 'https://evil.example' };
    expect(await send(server, 'POST', '/v1/matrix', foreign)).toMatchObject({ code: 'foreign_origin' });
  } finally {
    await server.close();
  }
});
