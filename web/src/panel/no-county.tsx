import { useTranslation } from '../i18n/use-translation.ts';

/** Shown while the planner has no county at all. */
export function NoCounty() {
  const { text } = useTranslation();
  return (
    <div class="notice" role="status">
      <h2>{text('state.noCounty')}</h2>
      <p>{text('state.noCountyHint')}</p>
      <a class="action" href="/docs">
        {text('state.openDocs')}
      </a>
    </div>
  );
}
