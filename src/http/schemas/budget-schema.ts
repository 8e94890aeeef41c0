import { Type } from '@fastify/type-provider-typebox';
import type { TUnsafe } from '@fastify/type-provider-typebox';
import type { Budget } from '../../model/scenario.ts';

/**
 * Search effort, either in iterations or in seconds. Written with if and else instead of a union, so that a wrong
 * budget is told what is wrong with its own kind only.
 */
export function budgetSchema(limits: {
  readonly iterations: number;
  readonly seconds: number;
}): TUnsafe<Budget> {
  return Type.Unsafe<Budget>({
    type: 'object',
    description: 'Effort for each routing problem; iterations reproduce byte for byte, seconds do not',
    required: ['kind'],
    properties: {
      kind: { type: 'string', enum: ['iterations', 'seconds'] },
      iterations: { type: 'integer', minimum: 1, maximum: limits.iterations },
      seconds: { type: 'number', exclusiveMinimum: 0, maximum: limits.seconds },
    },
    additionalProperties: false,
    if: { properties: { kind: { const: 'seconds' } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
    then: { required: ['seconds'], properties: { iterations: false } },
    else: { required: ['iterations'], properties: { seconds: false } },
  });
}
