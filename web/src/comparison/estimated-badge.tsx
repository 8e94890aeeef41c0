import { useTranslation } from '../i18n/use-translation.ts';

/** Marks figures that rest on straight-line distances. */
export function EstimatedBadge() {
  const { text } = useTranslation();
  return (
    <span class="badge" title={text('note.estimatedHint')}>
      {text('note.estimated')}
    </span>
  );
}
