import { Type } from '@fastify/type-provider-typebox';
import type { JobRecord } from '../../persistence/job-store.ts';
import { closed, CountyCode, documented, Link, nullable, Timestamp, words } from './primitives.ts';

export const JOB_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

export const JOB_KINDS = ['plan', 'pooling_study'] as const;

/** A job with the addresses around it. */
export interface JobAnswer extends JobRecord {
  readonly links: Readonly<Record<string, string>>;
}

export const JOB_EXAMPLE: JobAnswer = {
  id: '7f1c9a52-5a0e-4a51-9d0e-6d2f8a3f1b77',
  countyCode: '999001',
  scenarioId: 'd2a1b9c4-0f60-4c5a-8f7e-52c1f0a9e611',
  kind: 'plan',
  state: 'running',
  progress: { done: 14, total: 40, step: 'pooled, seed 1', percent: 35 },
  cancelRequested: false,
  problem: null,
  planId: null,
  studyId: null,
  attempts: 1,
  createdAt: '2026-11-23T08:00:00.000Z',
  startedAt: '2026-11-23T08:00:01.000Z',
  heartbeatAt: '2026-11-23T08:00:09.250Z',
  finishedAt: null,
  links: {
    self: '/v1/jobs/7f1c9a52-5a0e-4a51-9d0e-6d2f8a3f1b77',
    events: '/v1/jobs/7f1c9a52-5a0e-4a51-9d0e-6d2f8a3f1b77/events',
    cancel: '/v1/jobs/7f1c9a52-5a0e-4a51-9d0e-6d2f8a3f1b77/cancel',
    county: '/v1/counties/999001',
    scenario: '/v1/scenarios/d2a1b9c4-0f60-4c5a-8f7e-52c1f0a9e611',
  },
};

export const JobSchema = documented<JobAnswer>(
  closed(
    {
      id: Type.String(),
      countyCode: CountyCode,
      scenarioId: Type.String(),
      kind: words(JOB_KINDS),
      state: words(JOB_STATES),
      progress: closed({
        done: Type.Number(),
        total: Type.Number(),
        step: Type.String(),
        percent: Type.Integer({ minimum: 0, maximum: 100 }),
      }),
      cancelRequested: Type.Boolean(),
      problem: nullable(closed({ code: Type.String(), message: Type.String() })),
      planId: nullable(Type.String()),
      studyId: nullable(Type.String()),
      attempts: Type.Integer({ minimum: 0 }),
      createdAt: Timestamp,
      startedAt: nullable(Timestamp),
      heartbeatAt: nullable(Timestamp),
      finishedAt: nullable(Timestamp),
      links: Type.Record(Type.String(), Link),
    },
    { examples: [JOB_EXAMPLE] },
  ),
);
