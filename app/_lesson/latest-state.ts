'use client';
/**
 * A state of which only the latest value is of interest: many changes between two frames are drawn once. While a sandbox
 * comes up there are dozens, and each would draw the whole page.
 */
import { useCallback, useEffect, useRef, useState } from 'react';

/** Milliseconds between two drawings while the page is not seen: it gets no frames then. */
const UNSEEN_MS = 100;

/** The state as it is drawn, and how to change it. */
export function useLatestState<T>(initial: T): readonly [T, (next: T) => void] {
  const [drawn, setDrawn] = useState(initial);
  const latest = useRef(initial);
  const cancel = useRef<(() => void) | null>(null);

  const change = useCallback((next: T) => {
    latest.current = next;
    cancel.current ??= onceSoon(() => {
      cancel.current = null;
      setDrawn(latest.current);
    });
  }, []);
  useEffect(
    () => () => {
      cancel.current?.();
      cancel.current = null;
    },
    [],
  );
  return [drawn, change];
}

function onceSoon(action: () => void): () => void {
  if (document.visibilityState === 'hidden') {
    const timer = setTimeout(action, UNSEEN_MS);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(action);
  return () => cancelAnimationFrame(frame);
}
