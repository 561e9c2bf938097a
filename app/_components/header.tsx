/**
 * The bar above every page: the way home, whatever the page adds, and the switches.
 */
import Link from 'next/link';
import type { ReactNode } from 'react';
import { languages } from '#protocol/localized.ts';
import type { Preferences } from '#app/_server/preferences.ts';
import { translator } from '#app/_server/translator.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

export function Header({
  preferences,
  children,
}: {
  readonly preferences: Preferences;
  readonly children?: ReactNode;
}) {
  const { language, theme } = preferences;
  const t = translator(language, 'settings');
  return (
    <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-2 sm:px-6">
      <a
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
        href="#content"
      >
        {t('skip')}
      </a>
      <Link
        aria-label={t('home')}
        className="flex items-center gap-2 rounded-md text-[17px] font-semibold tracking-tight"
        href="/"
      >
        <Logo />
        <span>Drydock</span>
      </Link>
      <div className="order-last flex min-w-0 grow basis-full items-center sm:order-none sm:basis-0">{children}</div>
      <div className="ml-auto flex items-center gap-2">
        <LanguageSwitch label={t('language')} language={language} languages={languages} />
        <ThemeSwitch
          label={t('theme')}
          names={{ system: t('theme-system'), light: t('theme-light'), dark: t('theme-dark') }}
          theme={theme}
        />
      </div>
    </header>
  );
}
