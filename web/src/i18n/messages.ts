import type { en } from './en.ts';

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, string>>;
export type MessageValues = Readonly<Record<string, string | number>>;

/**
 * Replaces each `{name}` of a text by its value, and each `{name|one|many}` by the word that goes with it; a name
 * without a value stays visible.
 */
export function fillIn(text: string, values: MessageValues): string {
  return text.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g,
    (whole, name: string, one: string | undefined, many: string | undefined) => {
      const value = values[name] ?? whole;
      if (one === undefined || value === whole) return String(value);
      return value === 1 ? one : (many ?? one);
    },
  );
}
