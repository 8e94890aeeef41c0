import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import type { ProblemDetail } from './problem-error.ts';

/** Part of a request that was checked against its schema. */
export type RequestPart = 'body' | 'querystring' | 'params' | 'headers';

const WORDS: Readonly<Record<RequestPart, string>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

/**
 * Findings of the validator as details with place and code: `unknown` and `missing` once per name, anything else
 * as `invalid`.
 */
export function toValidationDetails(
  findings: readonly FastifySchemaValidationError[],
  part: RequestPart,
): readonly ProblemDetail[] {
  const toPath = (pointer: string): string => (part === 'body' ? pointer : pointer.slice(1));
  const details = findings.flatMap(toDetails);
  return mergeAlike(details.length > 0 ? details : findings.map(toContradiction)).map(
    ({ code, path, message }) => ({
      in: WORDS[part],
      code,
      path: toPath(path),
      message,
    }),
  );
}

interface PlacedDetail {
  readonly code: 'unknown' | 'missing' | 'invalid';
  readonly path: string;
  readonly message: string;
}

function toDetails(finding: FastifySchemaValidationError): readonly PlacedDetail[] {
  const { keyword, instancePath, params } = finding;
  const path = instancePath;
  if (keyword === 'boolean' || keyword === 'if') return [];
  if (keyword === 'additionalProperties') {
    return listNames(params.additionalProperties).map((name) => ({
      code: 'unknown',
      path: `${path}/${name}`,
      message: 'is not known here',
    }));
  }
  if (keyword === 'required') {
    return listNames(params.requiredProperties).map((name) => ({
      code: 'missing',
      path: `${path}/${name}`,
      message: 'is required',
    }));
  }
  if (keyword === 'enum') {
    const allowed = listNames(params.allowedValues).join(', ');
    return [{ code: 'invalid', path, message: `must be one of ${allowed}` }];
  }
  return [{ code: 'invalid', path, message: finding.message ?? 'is not valid' }];
}

/** For findings that only say that a whole does not hold together. */
function toContradiction({ instancePath }: FastifySchemaValidationError): PlacedDetail {
  return { code: 'invalid', path: instancePath, message: 'has members that do not go together' };
}

/** One detail per place and code, their messages joined. */
function mergeAlike(details: readonly PlacedDetail[]): readonly PlacedDetail[] {
  const alike = Map.groupBy(details, ({ code, path }) => `${code} ${path}`);
  return [...alike.values()].map(([first, ...others]) => {
    const messages = new Set([first.message, ...others.map(({ message }) => message)]);
    return { code: first.code, path: first.path, message: [...messages].join(', ') };
  });
}

function listNames(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
