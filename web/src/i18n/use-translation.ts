import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { Translation } from './translation.ts';
import { buildTranslation } from './translation.ts';

export const TranslationContext = createContext<Translation>(buildTranslation('zh'));

export function useTranslation(): Translation {
  return useContext(TranslationContext);
}
