import { Type } from '@fastify/type-provider-typebox';
import type { TSchema } from '@fastify/type-provider-typebox';
import type { ProblemCode } from '../problems/catalogue.ts';
import { PROBLEMS } from '../problems/catalogue.ts';

const Problem = Type.Object({
  type: Type.String({ format: 'uri-reference', description: 'Explains the code' }),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  instance: Type.String(),
  code: Type.String(),
  errors: Type.Optional(
    Type.Array(
      Type.Object(
        { code: Type.String(), message: Type.String() },
        { description: 'What is wrong and where: `in` and `path`, or `file`, `row` and `column`' },
      ),
    ),
  ),
});

/** Problems of routes that may ask an external travel engine. */
export const TRAVEL_PROBLEMS = [
  'travel_engine_refused',
  'travel_engine_bad_answer',
  'travel_engine_unavailable',
] as const satisfies readonly ProblemCode[];

/** Problems of routes that may change a county's roads for one request. */
export const CHANGE_PROBLEMS = [
  'invalid_road_overrides',
  'county_without_roads',
] as const satisfies readonly ProblemCode[];

interface ProblemAnswer {
  readonly description: string;
  readonly content: Readonly<
    Record<'application/problem+json', { readonly schema: TSchema; readonly example: unknown }>
  >;
}

/** Problem answers of a route by status, those codes described; every route may also answer 400, 401, 429 and 5xx. */
export function problemAnswers(...codes: readonly ProblemCode[]): Record<number, ProblemAnswer> {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries([...byStatus].map(([status, alike]) => [status, toAnswer(status, alike)]));
}

function toAnswer(status: number, codes: readonly ProblemCode[]): ProblemAnswer {
  const [code] = codes;
  return {
    description: codes.map((each) => `\`${each}\`: ${PROBLEMS[each].title}`).join('; '),
    content: {
      'application/problem+json': {
        schema: Problem,
        example: {
          type: `/problems/${code}`,
          title: PROBLEMS[code].title,
          status,
          detail: PROBLEMS[code].cause,
          instance: 'urn:request:req-1',
          code,
        },
      },
    },
  };
}
