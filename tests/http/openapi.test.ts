import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenApiDocument, Operation, Schema } from './answer-check.ts';
import { createSchemaValidator } from './answer-check.ts';
import type { TestServer } from './test-server.ts';
import { startTestServer } from './test-server.ts';

let server: TestServer;
let document: OpenApiDocument;

beforeAll(async () => {
  server = await startTestServer();
  document = (await (await server.get('/openapi.json')).json()) as OpenApiDocument;
});
afterAll(() => server.close());

function listOperations(): readonly (readonly [string, string, Operation])[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [path, method, operation] as const),
  );
}

function listSchemas(): readonly (readonly [string, Schema])[] {
  return listOperations().flatMap(([path, method, operation]) => {
    const media = [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
      Object.entries(part?.content ?? {}),
    );
    const parameters = (operation.parameters ?? []).map(({ name, schema }) => [name, schema] as const);
    return [...media.map(([type, { schema }]) => [type, schema] as const), ...parameters].map(
      ([name, schema]) => [`${method} ${path} ${name}`, schema] as const,
    );
  });
}

describe('the OpenAPI document', () => {
  test('is 3.1 and names every operation once, with a summary and a tag', () => {
    expect(document.openapi).toBe('3.1.0');
    const operations = listOperations();
    expect(operations.length).toBeGreaterThan(45);
    const ids = operations.map(([, , operation]) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [path, method, operation] of operations) {
      expect([path, method, operation.summary, operation.tags?.length]).toEqual([
        path,
        method,
        expect.any(String),
        1,
      ]);
    }
  });

  test('declares exactly the path parameters that the path has', () => {
    for (const [path, method, operation] of listOperations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      const names = declared.map(({ name }) => name).sort();
      expect([path, method, names]).toEqual([path, method, inPath.sort()]);
    }
  });

  test('holds only schemas that an independent JSON Schema 2020-12 validator compiles', () => {
    const compile = createSchemaValidator();
    for (const [, schema] of listSchemas()) expect(() => compile(schema)).not.toThrow();
  });

  test('gives examples that are valid by their own schemas', () => {
    const compile = createSchemaValidator();
    let checked = 0;
    const check = (schema: Schema, value: unknown, place: string): void => {
      const validate = compile(schema);
      validate(value);
      expect({ place, errors: validate.errors }).toEqual({ place, errors: null });
      checked += 1;
    };
    for (const [path, method, operation] of listOperations()) {
      for (const part of [operation.requestBody, ...Object.values(operation.responses)]) {
        for (const [type, media] of Object.entries(part?.content ?? {})) {
          const place = `${method} ${path} ${type}`;
          if (media.example !== undefined) check(media.schema, media.example, place);
          for (const { value } of Object.values(media.examples ?? {})) check(media.schema, value, place);
          for (const [schema, example] of listExamples(media.schema)) check(schema, example, place);
        }
      }
    }
    expect(checked).toBeGreaterThan(60);
  });

  test('describes the examples of a county, a job, a scenario, a routing problem and a matrix', () => {
    const body = (path: string): unknown => {
      const media = document.paths[path].post.requestBody?.content['application/json'];
      return media?.example ?? media?.examples ?? media?.schema.examples;
    };
    expect(body('/v1/counties/{code}/plans')).toBeTruthy();
    expect(body('/v1/solve/routing')).toBeTruthy();
    expect(body('/v1/matrix')).toBeTruthy();
  });

  test('has every address that the guide names', async () => {
    const guide = await readFile(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
    const named = [...guide.matchAll(/(?<![a-z])\/v1\/[\w/{}<>.-]+/g)].map(([address]) =>
      address.replaceAll('421223', '{code}').replaceAll('<id>', '{id}').replace(/\.$/, ''),
    );
    const ofClients = ['/table/v1/{profile}/{coordinates}', '/route/v1/{profile}/{coordinates}'];
    for (const address of ofClients)
      expect([guide.includes(address), address in document.paths]).toEqual([true, true]);
    expect(new Set(named).size).toBeGreaterThan(15);
    expect(named.filter((address) => !(address in document.paths))).toEqual([]);
  });

  test('lists the docs page, which loads nothing from elsewhere', async () => {
    const page = await (await server.get('/docs/')).text();
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    const script = await server.get('/docs/js/scalar.js');
    expect(script.status).toBe(200);
  });
});

/** Examples anywhere in a schema, each with the schema that holds it. */
function listExamples(schema: unknown): readonly (readonly [Schema, unknown])[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = Array.isArray((schema as Schema).examples)
    ? ((schema as Schema).examples as unknown[]).map((example) => [schema as Schema, example] as const)
    : [];
  return [
    ...own,
    ...Object.entries(schema).flatMap(([key, value]) => (key === 'examples' ? [] : listExamples(value))),
  ];
}
