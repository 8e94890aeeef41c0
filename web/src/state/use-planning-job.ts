import { useCallback, useEffect, useState } from 'preact/hooks';

import { ApiError } from '../api/api-error.ts';
import { getJson, sendRequest } from '../api/client.ts';
import { paths } from '../api/paths.ts';
import { decodeText, readServerSentEvents } from '../api/server-sent-events.ts';
import type { JobItem } from '../api/wire.ts';

const RETRY_MILLISECONDS = 2000;

export interface PlanningJob {
  readonly job: JobItem | null;
  readonly error: ApiError | null;
  /** Asks for a plan of the county's default scenario. */
  readonly start: () => void;
}

/** Follows the county's newest planning job, or the one started here; `onDone` when it has made a plan. */
export function usePlanningJob(county: string, onDone: () => void): PlanningJob {
  const [job, setJob] = useState<JobItem | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [jobId, setJobId] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    void findNewestJob(county, abort.signal).then((found) => setJobId((known) => known ?? found));
    return () => abort.abort();
  }, [county]);
  useEffect(() => {
    if (jobId === null) return undefined;
    const abort = new AbortController();
    void followJob(jobId, setJob, onDone, abort.signal);
    return () => abort.abort();
  }, [jobId]);
  const start = useCallback(() => {
    setError(null);
    startPlanning(county).then(setJobId, (reason: unknown) => {
      setError(reason instanceof ApiError ? reason : new ApiError(0, 'unreadable', String(reason)));
    });
  }, [county]);
  return { job, error, start };
}

/** Without an answer the page offers to plan, as if there were no job. */
async function findNewestJob(county: string, signal: AbortSignal): Promise<string | null> {
  const jobs = await getJson<{ readonly items: readonly JobItem[] }>(paths.newestJob(county), signal).catch(
    () => null,
  );
  return jobs?.items[0]?.id ?? null;
}

async function startPlanning(county: string): Promise<string> {
  const response = await sendRequest(paths.plans(county), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  const location = response.headers.get('Location') ?? '';
  return decodeURIComponent(location.slice(location.lastIndexOf('/') + 1));
}

/**
 * Reads the job's events until it is over or gone; a stream that breaks is opened again after reading the job
 * itself.
 */
async function followJob(
  id: string,
  onChange: (job: JobItem) => void,
  onDone: () => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await readEvents(id, onChange, signal).catch(() => undefined);
    const job = await getJson<JobItem>(paths.job(id), signal).catch(toAbsence);
    if (job === 'gone' || signal.aborted) return;
    if (job !== 'unknown') {
      onChange(job);
      if (job.planId !== null) onDone();
      if (isOver(job)) return;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, RETRY_MILLISECONDS);
    });
  }
}

function toAbsence(error: unknown): 'gone' | 'unknown' {
  return error instanceof ApiError && error.status === 404 ? 'gone' : 'unknown';
}

async function readEvents(id: string, onChange: (job: JobItem) => void, signal: AbortSignal): Promise<void> {
  const headers = { Accept: 'text/event-stream' };
  const { body } = await sendRequest(paths.jobEvents(id), { headers, signal });
  if (body === null) return;
  for await (const { data } of readServerSentEvents(decodeText(body))) {
    const job = JSON.parse(data) as JobItem;
    onChange(job);
    if (isOver(job)) return;
  }
}

function isOver(job: JobItem): boolean {
  return job.state === 'succeeded' || job.state === 'failed' || job.state === 'cancelled';
}
