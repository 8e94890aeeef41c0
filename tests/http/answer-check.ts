import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** An OpenAPI document as far as checking needs it. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: unknown;
}

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, MediaType>> }>
  >;
}

export interface MediaType {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export type Schema = Readonly<Record<string, unknown>>;

/** Compiles JSON Schema 2020-12 as an independent validator, with the formats that the API uses. */
export function createSchemaValidator(): (schema: Schema) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true, allowUnionTypes: true });
  formats.default(ajv);
  const compiled = new Map<string, ValidateFunction>();
  return (schema) => {
    const key = JSON.stringify(schema);
    const known = compiled.get(key) ?? ajv.compile(schema);
    compiled.set(key, known);
    return known;
  };
}

/** Holds every answer to what the API's own OpenAPI document says of it; throws where it differs. */
export function createAnswerCheck(
  document: OpenApiDocument,
): (method: string, url: string, response: Response) => Promise<void> {
  const compile = createSchemaValidator();
  const templates = Object.keys(document.paths).map((path) => ({ path, pattern: toPattern(path) }));
  return async (method, url, response) => {
    const { pathname } = new URL(url);
    const matches = templates.filter(({ pattern }) => pattern.test(pathname));
    const exact = matches.find(({ path }) => !path.includes('{')) ?? matches[0];
    const operation = exact && document.paths[exact.path][method.toLowerCase()];
    if (operation === undefined) return;
    const problem = await findDifference(compile, operation, response);
    if (problem !== null) throw new Error(`${method} ${url} answered ${response.status}: ${problem}`);
  };
}

/** Problems that any request may be answered by, named once for all. */
const ANYWHERE: ReadonlySet<number> = new Set([400, 401, 404, 429, 500, 503]);

async function findDifference(
  compile: (schema: Schema) => ValidateFunction,
  operation: Operation,
  response: Response,
): Promise<string | null> {
  const described = operation.responses[response.status];
  if (described === undefined) return ANYWHERE.has(response.status) ? null : 'a status that is not described';
  const type = (response.headers.get('content-type') ?? '').split(';')[0];
  if (described.content === undefined)
    return type === '' ? null : `a body of ${type} where none is described`;
  const media = described.content[type];
  if (media === undefined) return `${type} is not described, but ${Object.keys(described.content).join()}`;
  if (!type.endsWith('json')) return null;
  const validate = compile(media.schema);
  const body: unknown = await response.clone().json();
  return validate(body) ? null : JSON.stringify(validate.errors?.slice(0, 3));
}

function toPattern(path: string): RegExp {
  const escaped = path.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
