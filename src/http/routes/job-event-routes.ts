import { Type } from '@fastify/type-provider-typebox';
import type { SSEMessage } from '@fastify/sse';
import { isFinished } from '../../jobs/plan-jobs.ts';
import type { PlanJobs } from '../../jobs/plan-jobs.ts';
import type { JobRecord } from '../../persistence/job-store.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { acceptsEvents } from '../content-negotiation.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { documented, IdParams } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import { toJobAnswer } from './job-routes.ts';

/**
 * Progress of a job as server-sent events: `progress` now and at every change, `done` with the last state, then the
 * end. Each event carries the whole job, so a client that comes back needs only the latest; its `Last-Event-ID`
 * spares it the state that it has seen. One that has seen the last is told by 204 not to come back (HTML, server-sent
 * events, "reestablish the connection").
 */
export function addJobEventRoutes(app: App, { stores, jobs }: AppDependencies): void {
  app.route({
    method: 'GET',
    url: '/jobs/:id/events',
    sse: 'manual',
    exposeHeadRoute: false,
    schema: {
      tags: ['jobs'],
      summary: 'Streams the progress of a job as server-sent events: `progress`, then `done`',
      params: IdParams,
      response: {
        200: {
          description: 'Events',
          content: { 'text/event-stream': { schema: documented<unknown>(Type.String()) } },
        },
        204: documented<unknown>(Type.Null({ description: 'All was seen' })),
        ...problemAnswers('job_not_found', 'not_acceptable'),
      },
    },
    handler: async (request, reply) => {
      const job = await stores.jobs.get(request.params.id);
      if (!acceptsEvents(request)) throw new ProblemError('not_acceptable', 'This address streams events.');
      const seen = reply.sse.lastEventId;
      if (isFinished(job) && toMessage(job).id === seen) return reply.code(204).send();
      for await (const state of followJob(jobs, job.id, (end) => reply.sse.onClose(end))) {
        const message = toMessage(state);
        if (message.id !== seen) await reply.sse.send(message);
      }
      return undefined;
    },
  });
}

/** States of a job until it is finished, gone, or nobody listens; states that come too fast are left out. */
async function* followJob(
  jobs: PlanJobs,
  jobId: string,
  onEnd: (end: () => void) => void,
): AsyncGenerator<JobRecord> {
  const mailbox: Mailbox = { latest: null, ended: false, wake: () => {} };
  const put = (job: JobRecord | null, ended: boolean): void => {
    mailbox.latest = job;
    mailbox.ended ||= ended;
    mailbox.wake();
  };
  const unsubscribe = jobs.subscribe(jobId, (job) => put(job, job === null || isFinished(job)));
  onEnd(() => put(null, true));
  try {
    for (let job = await takeLatest(mailbox); job !== null; job = await takeLatest(mailbox)) yield job;
  } finally {
    unsubscribe();
  }
}

/** The last state that came and was not taken yet. */
interface Mailbox {
  latest: JobRecord | null;
  /** Nothing more will come. */
  ended: boolean;
  /** Told when something came. */
  wake: () => void;
}

/** Waits for a state; null after the end. */
async function takeLatest(mailbox: Mailbox): Promise<JobRecord | null> {
  if (mailbox.latest === null && !mailbox.ended) {
    await new Promise<void>((resolve) => {
      mailbox.wake = resolve;
    });
  }
  const job = mailbox.latest;
  mailbox.latest = null;
  return job;
}

function toMessage(job: JobRecord): SSEMessage {
  const { done, total } = job.progress;
  return {
    id: `${job.attempts}.${done}.${total}.${job.state}.${job.cancelRequested ? 1 : 0}`,
    event: isFinished(job) ? 'done' : 'progress',
    data: toJobAnswer(job),
  };
}
