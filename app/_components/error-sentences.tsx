'use client';
/**
 * Keeps the sentences of the error page at hand in the browser, where the server can no longer be asked.
 */
import { createContext, useContext, type ReactNode } from 'react';
import type { Messages } from '#app/_messages/messages.ts';

type Sentences = Messages['errors'];

const SentencesContext = createContext<Sentences | null>(null);

export function ErrorSentences({
  sentences,
  children,
}: {
  readonly sentences: Sentences;
  readonly children: ReactNode;
}) {
  return <SentencesContext value={sentences}>{children}</SentencesContext>;
}

/** The sentences of the error page in the page's language. */
export function useErrorSentences(): Sentences {
  const sentences = useContext(SentencesContext);
  if (sentences === null) throw new Error('The error page stands outside the layout.');
  return sentences;
}
