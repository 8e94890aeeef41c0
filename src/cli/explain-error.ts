import { ConfigError } from '../config.ts';
import { PersistenceError } from '../persistence/persistence-error.ts';

/** What went wrong at the start of a process, for the person who started it; null when it is a bug. */
export function explainStartError(error: unknown): string | null {
  if (error instanceof ConfigError) {
    return `The environment cannot be used:\n${error.issues.map(({ name, message }) => `  ${name} ${message}`).join('\n')}`;
  }
  if (error instanceof PersistenceError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `${error.message}. Set PORT to a free one, or 0 for any.`;
  }
  return null;
}
