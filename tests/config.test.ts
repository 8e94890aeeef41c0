import { availableParallelism } from 'node:os';

import { describe, expect, test } from 'vitest';

import { ConfigError, parseConfig } from '../src/config.ts';

function issuesOf(environment: Record<string, string>): string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ name }) => name);
    throw error;
  }
  return [];
}

describe('configuration', () => {
  test('has a default for everything', () => {
    expect(parseConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      dataDir: '.cunda',
      logLevel: null,
      workers: availableParallelism(),
      maxUploadBytes: 100 * 2 ** 20,
      apiKeys: [],
      corsOrigins: [],
      defaultCounty: null,
      travelEngine: null,
      demo: true,
    });
  });

  test('takes an empty variable for one not given', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: ' ', API_KEYS: ',' })).toEqual(parseConfig({}));
  });

  test('reads every variable', () => {
    const config = parseConfig({
      HOST: '0.0.0.0',
      PORT: '0',
      DATABASE_URL: 'postgresql://u:p@db:5432/cunda',
      DATA_DIR: '/var/lib/cunda',
      LOG_LEVEL: 'WARN',
      WORKERS: '0',
      MAX_UPLOAD_MB: '7',
      API_KEYS: 'a-key-of-sixteen-chars, another-key-of-sixteen',
      CORS_ORIGINS: 'https://example.org,http://localhost:5173',
      DEFAULT_COUNTY: '421223',
      DEMO: 'off',
    });
    expect(config).toMatchObject({
      port: 0,
      databaseUrl: 'postgresql://u:p@db:5432/cunda',
      logLevel: 'warn',
      workers: 0,
      maxUploadBytes: 7 * 2 ** 20,
      apiKeys: ['a-key-of-sixteen-chars', 'another-key-of-sixteen'],
      corsOrigins: ['https://example.org', 'http://localhost:5173'],
      defaultCounty: '421223',
      demo: false,
    });
  });

  test('reads an external engine, with the limits that the engine has by default', () => {
    const url = 'https://router.example:8443/base';
    const { travelEngine } = parseConfig({
      TRAVEL_ENGINE: 'valhalla',
      TRAVEL_ENGINE_URL: url,
      TRAVEL_ENGINE_PROFILES: 'trike=bicycle',
      TRAVEL_ENGINE_FALLBACK: 'embedded',
      TRAVEL_ENGINE_TIMEOUT_SECONDS: '5',
    });
    expect(travelEngine).toEqual({
      kind: 'valhalla',
      url,
      allowedHosts: ['router.example:8443'],
      timeoutMilliseconds: 5000,
      retries: 2,
      maxResponseBytes: 64 * 2 ** 20,
      maxPoints: 50,
      maxSnapMetres: 2000,
      profiles: { van: 'auto', truck: 'truck', trike: 'bicycle', bus: 'bus' },
      attributions: ['© OpenStreetMap contributors (ODbL 1.0)'],
      fallback: true,
    });
  });

  test.each([
    [{}, 'TRAVEL_ENGINE_URL'],
    [{ TRAVEL_ENGINE_URL: 'router:5000' }, 'TRAVEL_ENGINE_URL'],
    [{ TRAVEL_ENGINE_URL: 'file:///etc/passwd' }, 'TRAVEL_ENGINE_URL'],
    [{ TRAVEL_ENGINE_URL: 'http://user:secret@router:5000' }, 'TRAVEL_ENGINE_URL'],
    [{ TRAVEL_ENGINE_URL: 'http://router:5000/?a=1' }, 'TRAVEL_ENGINE_URL'],
    [{ TRAVEL_ENGINE_URL: 'http://router:5000', TRAVEL_ENGINE_HOSTS: 'router' }, 'TRAVEL_ENGINE_HOSTS'],
    [{ TRAVEL_ENGINE_URL: 'http://router', TRAVEL_ENGINE_PROFILES: 'van' }, 'TRAVEL_ENGINE_PROFILES'],
    [{ TRAVEL_ENGINE_URL: 'http://router', TRAVEL_ENGINE_PROFILES: 'van=a/b' }, 'TRAVEL_ENGINE_PROFILES'],
    [{ TRAVEL_ENGINE_URL: 'http://router', TRAVEL_ENGINE_RETRIES: '6' }, 'TRAVEL_ENGINE_RETRIES'],
  ])('refuses an engine of %j', (environment, name) => {
    expect(issuesOf({ TRAVEL_ENGINE: 'osrm', ...environment })).toEqual([name]);
  });

  test('lists everything that is wrong at once', () => {
    const wrong = {
      PORT: '70000',
      DATABASE_URL: 'mysql://db',
      LOG_LEVEL: 'loud',
      WORKERS: '-1',
      MAX_UPLOAD_MB: '1e3',
      API_KEYS: 'short',
      CORS_ORIGINS: 'example.org/path',
      DEFAULT_COUNTY: '42122',
      DEMO: 'maybe',
    };
    expect(issuesOf(wrong).toSorted()).toEqual(Object.keys(wrong).toSorted());
  });

  test.each(['0.0.0.0', '::', '192.168.1.4', 'example.org', '127.evil.example'])(
    'does not open %s to everybody without keys',
    (host) => {
      expect(issuesOf({ HOST: host })).toEqual(['API_KEYS']);
      expect(issuesOf({ HOST: host, API_KEYS: 'a-key-of-sixteen-chars' })).toEqual([]);
    },
  );

  test.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('needs no keys on %s', (host) => {
    expect(issuesOf({ HOST: host })).toEqual([]);
  });
});
