import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';

import type { Language } from '../i18n/language.ts';
import { chooseLanguage } from '../i18n/language.ts';
import type { Translation } from '../i18n/translation.ts';
import { buildTranslation } from '../i18n/translation.ts';

/** The page's language and a switch to the other one, which is then kept in `?lang=`. */
export function useLanguage(): readonly [Translation, () => void] {
  const [language, setLanguage] = useState(() => chooseLanguage(location.search, navigator.languages));
  const translation = useMemo(() => buildTranslation(language), [language]);
  useEffect(() => {
    document.documentElement.lang = translation.locale;
    document.title = translation.text('page.title');
  }, [translation]);
  const switchLanguage = useCallback(() => {
    setLanguage((before) => {
      const after: Language = before === 'zh' ? 'en' : 'zh';
      const query = new URLSearchParams(location.search);
      query.set('lang', after);
      history.replaceState(null, '', `${location.pathname}?${query}`);
      return after;
    });
  }, []);
  return [translation, switchLanguage];
}
