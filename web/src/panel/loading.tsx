import { useTranslation } from '../i18n/use-translation.ts';

export function Loading() {
  const { text } = useTranslation();
  return (
    <p class="loading" role="status">
      {text('state.loading')}
    </p>
  );
}
