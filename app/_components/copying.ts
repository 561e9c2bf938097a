'use client';
/**
 * Copies a text and knows for a moment how that went, so that a button can say so.
 *
 * Knows nothing about how buttons look.
 */
import { useState } from 'react';
import { Check, Copy, TriangleAlert, type LucideIcon } from 'lucide-react';

/** Milliseconds for which a button says what it did. */
const TOLD_MS = 2_000;

/** What a copy button shows and does. */
export interface Copying {
  /** null as long as there is nothing to tell. */
  readonly result: 'copied' | 'copy-failed' | null;
  readonly Icon: LucideIcon;
  readonly copy: () => void;
}

/** Copies this text when it is asked to. */
export function useCopying(text: string): Copying {
  const [result, setResult] = useState<Copying['result']>(null);
  const copy = async () => {
    const outcome = await navigator.clipboard.writeText(text).then(
      () => 'copied' as const,
      () => 'copy-failed' as const,
    );
    setResult(outcome);
    window.setTimeout(() => setResult(null), TOLD_MS);
  };
  const Icon = result === null ? Copy : result === 'copied' ? Check : TriangleAlert;
  return { result, Icon, copy: () => void copy() };
}
