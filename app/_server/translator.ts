/**
 * The interface's sentences for pages that are made on the server.
 *
 * Knows nothing about which language a learner reads.
 */
import { createTranslator } from 'use-intl/core';
import { errorTable } from '#protocol/errors.ts';
import type { Language } from '#protocol/localized.ts';
import { messages, type Messages } from '#app/_messages/messages.ts';

/** A function that says the sentences of one namespace in one language. */
export function translator<Namespace extends keyof Messages>(language: Language, namespace: Namespace) {
  return createTranslator({ locale: language, messages: messages[language], namespace });
}

/** What a learner reads about every error, by code. */
export function errorSentences(language: Language): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(errorTable).map(([code, { text }]) => [code, text[language]]));
}
