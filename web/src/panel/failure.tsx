import { useState } from 'preact/hooks';

import type { ApiError } from '../api/api-error.ts';
import { keepApiKey } from '../api/client.ts';
import { useTranslation } from '../i18n/use-translation.ts';

/** What went wrong and a way on: a retry, or the key that the planner asks for. */
export function Failure({ error, onRetry }: { readonly error: ApiError; readonly onRetry: () => void }) {
  const { text } = useTranslation();
  if (error.status === 401) return <KeyForm onRetry={onRetry} />;
  return (
    <div class="notice notice-error" role="alert">
      <h2>{text('state.failed')}</h2>
      <p>{error.status === 0 ? text('state.unreachable') : error.message}</p>
      <p class="quiet">
        <code>{error.code}</code>
      </p>
      <button type="button" class="action" onClick={onRetry}>
        {text('state.retry')}
      </button>
    </div>
  );
}

function KeyForm({ onRetry }: { readonly onRetry: () => void }) {
  const { text } = useTranslation();
  const [key, setKey] = useState('');
  const submit = (event: Event): void => {
    event.preventDefault();
    keepApiKey(key.trim());
    onRetry();
  };
  return (
    <form class="notice" onSubmit={submit}>
      <h2>{text('state.key')}</h2>
      <label>
        {text('state.keyLabel')}
        <input
          type="password"
          required
          autocomplete="off"
          value={key}
          onInput={(event) => setKey(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="action">
        {text('state.keyUse')}
      </button>
    </form>
  );
}
