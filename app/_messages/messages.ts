/**
 * The interface's own sentences in every language. Lessons and errors bring theirs along.
 *
 * Knows nothing about which language a learner reads.
 */
import type {} from 'use-intl';
import type { Language } from '#protocol/localized.ts';
import en from './en.json' with { type: 'json' };
import ko from './ko.json' with { type: 'json' };

/** All sentences of one language, by namespace and key. */
export type Messages = typeof en;

/** All sentences by language. That both have the same keys and placeholders is proved by the test beside this file. */
export const messages: Readonly<Record<Language, Messages>> = { ko, en };

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language;
    Messages: Messages;
  }
}
