import type { JobRecord } from '../persistence/job-store.ts';

type JobListener = (job: JobRecord | null) => void;

export interface JobWatch {
  /** Told at once, then at every change until the job's end; null when it is gone. Returns the way out. */
  readonly subscribe: (jobId: string, listener: JobListener) => () => void;
  readonly close: () => void;
}

/**
 * Watches jobs by reading those that anybody listens to, all in one query, at fixed intervals; reads nothing while
 * nobody listens. Works alike for jobs of this process and of others.
 */
export function createJobWatch(
  read: (ids: readonly string[]) => Promise<readonly JobRecord[]>,
  intervalMilliseconds = 250,
): JobWatch {
  const listeners = new Map<string, Map<JobListener, string>>();
  let timer: NodeJS.Timeout | null = null;

  const look = async (): Promise<void> => {
    const ids = [...listeners.keys()];
    const jobs = await read(ids).catch(() => null);
    if (jobs) {
      const byId = new Map(jobs.map((job) => [job.id, job]));
      for (const id of ids) tell(listeners.get(id), byId.get(id) ?? null);
    }
    timer = listeners.size > 0 ? setTimeout(() => void look(), intervalMilliseconds) : null;
  };

  return {
    subscribe(jobId, listener) {
      const ofJob = listeners.get(jobId) ?? new Map<JobListener, string>();
      listeners.set(jobId, ofJob.set(listener, ''));
      timer ??= setTimeout(() => void look(), 0);
      return () => {
        ofJob.delete(listener);
        if (ofJob.size === 0 && listeners.get(jobId) === ofJob) listeners.delete(jobId);
      };
    },
    close() {
      listeners.clear();
      if (timer) clearTimeout(timer);
    },
  };
}

/** Tells those who have not yet been told this state of the job. */
function tell(ofJob: Map<JobListener, string> | undefined, job: JobRecord | null): void {
  if (!ofJob) return;
  const state = JSON.stringify({ ...job, heartbeatAt: null });
  for (const [listener, told] of ofJob) {
    if (told === state) continue;
    ofJob.set(listener, state);
    listener(job);
  }
}
