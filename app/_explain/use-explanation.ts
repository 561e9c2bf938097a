'use client';
/**
 * Explains a command with facts that are loaded when they are first needed.
 *
 * Knows nothing about how an explanation looks.
 */
import { useCallback, useEffect, useState } from 'react';
import type { Explanation } from '#lessons/_commands/explain-command.ts';

type Explain = (source: string) => Explanation;

/** How far loading has come. */
export type LoadedExplanation =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly retry: () => void }
  | { readonly state: 'ready'; readonly explanation: Explanation };

/** The explanation of a command. */
export function useExplanation(command: string): LoadedExplanation {
  const [explain, setExplain] = useState<Explain | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = true;
    import('#lessons/_commands/explain-command.ts').then(
      ({ explainCommand }) => {
        if (isWanted) setExplain(() => explainCommand);
      },
      () => {
        if (isWanted) setHasFailed(true);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [attempt]);
  const retry = useCallback(() => {
    setHasFailed(false);
    setAttempt((count) => count + 1);
  }, []);
  if (explain !== null) return { state: 'ready', explanation: explain(command) };
  return hasFailed ? { state: 'failed', retry } : { state: 'loading' };
}
