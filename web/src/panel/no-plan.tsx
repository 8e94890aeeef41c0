import type { CountyItem, JobItem } from '../api/wire.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { usePlanningJob } from '../state/use-planning-job.ts';

interface NoPlanProps {
  readonly county: CountyItem;
  readonly onPlanned: () => void;
}

/** Shown while a county has no plan: the planning under way, or a button that starts it. */
export function NoPlan({ county, onPlanned }: NoPlanProps) {
  const { text } = useTranslation();
  const { job, error, start } = usePlanningJob(county.code, onPlanned);
  const running = job !== null && (job.state === 'queued' || job.state === 'running');
  return (
    <div class="notice">
      <h2>{text('state.noPlan', { county: county.name })}</h2>
      <p>{text('state.noPlanHint')}</p>
      {running ? (
        <Progress job={job} />
      ) : (
        <button type="button" class="action" onClick={start}>
          {text('state.planNow')}
        </button>
      )}
      {job?.state === 'failed' && <Reason reason={job.problem?.message} />}
      {error !== null && <Reason reason={error.message} />}
      <p>
        <a href="/docs">{text('state.openDocs')}</a>
      </p>
    </div>
  );
}

function Progress({ job }: { readonly job: JobItem }) {
  const { text } = useTranslation();
  const queued = job.state === 'queued';
  return (
    <div class="progress" role="status">
      <label>
        {queued ? text('state.queued') : `${text('state.planning')} ${job.progress.percent} %`}
        <progress max={100} value={queued ? undefined : job.progress.percent} />
      </label>
    </div>
  );
}

function Reason({ reason }: { readonly reason: string | undefined }) {
  const { text } = useTranslation();
  return (
    <p class="problem" role="alert">
      {text('state.planFailed')}
      {reason === undefined ? '' : `: ${reason}`}
    </p>
  );
}
