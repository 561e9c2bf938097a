'use client';
/**
 * Switches between the languages without leaving the page: the server renders it anew, what runs in it goes on.
 */
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import type { Language } from '#protocol/localized.ts';
import { rememberPreference } from './preference-cookies.ts';

/** Each language in itself, so that whoever looks for it can read it. */
const names: Readonly<Record<Language, string>> = { ko: '한국어', en: 'English' };

export function LanguageSwitch({
  language,
  languages,
  label,
}: {
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly label: string;
}) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <div aria-label={label} className="flex rounded-lg border border-line p-0.5" role="group">
      {languages.map((choice) => (
        <button
          aria-pressed={choice === language}
          className="min-h-7 rounded-md px-2 text-[13px] font-medium text-ink-soft transition-colors hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink"
          disabled={isPending}
          key={choice}
          lang={choice}
          onClick={() => {
            rememberPreference('language', choice);
            startTransition(() => router.refresh());
          }}
          type="button"
        >
          {names[choice]}
        </button>
      ))}
    </div>
  );
}
