import type { Language } from './language.ts';
import { LOCALES, MESSAGES } from './language.ts';
import type { MessageKey, MessageValues } from './messages.ts';
import { fillIn } from './messages.ts';

/** The texts and number formats of one language. */
export interface Translation {
  readonly language: Language;
  readonly locale: string;
  readonly text: (key: MessageKey, values?: MessageValues) => string;
}

export function buildTranslation(language: Language): Translation {
  return {
    language,
    locale: LOCALES[language],
    text: (key, values = {}) => fillIn(MESSAGES[language][key], values),
  };
}
