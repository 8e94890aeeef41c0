import { Type } from '@fastify/type-provider-typebox';
import type { SSEMessage } from '@fastify/sse';
import { isFinished } from '../../jobs/plan-jobs.ts';
import type { PlanJobs } from '../../jobs/plan-jobs.ts';
import type { JobRecord } from '../../persistence/job-store.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { IdParams } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import { toJobAnswer } from './job-routes.ts';

/**
 * Progress of a job as server-sent events: `progress` now and at every change, `done` with the last state, then the
 * end. Each event carries the whole job, so a client that comes back needs only the latest; its `Last-Event-ID`
 * spares it the state that it has seen.
 */
export function addJobEventRoutes(app: App, { stores, jobs }: AppDependencies): void {
  app.get(
    '/jobs/:id/events',
    {
      sse: 'only',
      schema: {
        tags: ['jobs'],
        summary: 'Streams the progress of a job as server-sent events: `progress`, then `done`',
        params: IdParams,
        response: {
          200: { description: 'Events', content: { 'text/event-stream': { schema: Type.String() } } },
          ...problemAnswers('job_not_found', 'not_acceptable'),
        },
      },
    },
    async (request, reply) => {
      const job = await stores.jobs.get(request.params.id);
      const seen = reply.sse.lastEventId;
      for await (const state of followJob(jobs, job.id, (end) => reply.sse.onClose(end))) {
        const message = toMessage(state);
        if (message.id !== seen) await reply.sse.send(message);
      }
    },
  );
}

/** States of a job until it is finished, gone, or nobody listens; states that come too fast are left out. */
async function* followJob(
  jobs: PlanJobs,
  jobId: string,
  onEnd: (end: () => void) => void,
): AsyncGenerator<JobRecord> {
  let latest: JobRecord | null = null;
  let ended = false;
  let wake = (): void => {};
  const unsubscribe = jobs.subscribe(jobId, (job) => {
    latest = job;
    ended ||= job === null || isFinished(job);
    wake();
  });
  onEnd(() => {
    ended = true;
    latest = null;
    wake();
  });
  try {
    while (!ended || latest !== null) {
      if (latest === null) await new Promise<void>((resolve) => (wake = resolve));
      const job: JobRecord | null = latest;
      latest = null;
      if (job !== null) yield job;
    }
  } finally {
    unsubscribe();
  }
}

function toMessage(job: JobRecord): SSEMessage {
  const { done, total } = job.progress;
  return {
    id: `${job.attempts}.${done}.${total}.${job.state}.${job.cancelRequested ? 1 : 0}`,
    event: isFinished(job) ? 'done' : 'progress',
    data: toJobAnswer(job),
  };
}
