import type { ComponentChildren } from 'preact';

import { useTranslation } from '../i18n/use-translation.ts';

interface HeaderProps {
  readonly onSwitchLanguage: () => void;
  readonly children?: ComponentChildren;
}

/** Name of the product, the pickers, the way to the API and to the other language. */
export function Header({ onSwitchLanguage, children }: HeaderProps) {
  const { text, language } = useTranslation();
  return (
    <header class="header">
      <h1>
        {text('page.name')} <small>{text('page.tagline')}</small>
      </h1>
      <div class="header-pickers">{children}</div>
      <nav>
        <a href="/docs">{text('page.docs')}</a>
        <button
          type="button"
          class="link"
          lang={language === 'zh' ? 'en' : 'zh'}
          title={text('page.languageHint')}
          onClick={onSwitchLanguage}
        >
          {text('page.language')}
        </button>
      </nav>
    </header>
  );
}
