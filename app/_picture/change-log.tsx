'use client';
/**
 * Says politely, for those who do not see the picture, what has changed in it: at most one announcement in a while.
 */
import { useEffect, useRef, useState } from 'react';
import { changesBetween, type Change } from './changes.ts';
import { usePicture } from './picture-context.tsx';

/** Milliseconds in which changes are gathered. */
const GATHER_MS = 1_500;
/** More changes at once are only counted. */
const MOST_SAID = 3;

export function ChangeLog() {
  const { store, t } = usePicture();
  const [announcement, setAnnouncement] = useState('');
  const gathered = useRef<Change[]>([]);

  useEffect(() => {
    let before = store.picture();
    let timer: number | null = null;
    const announce = () => {
      timer = null;
      const changes = gathered.current.splice(0);
      const said = changes.slice(0, MOST_SAID).map(({ kind, values }) => t(kind, values));
      const rest = changes.length - said.length;
      setAnnouncement([...said, ...(rest > 0 ? [t('more-changes', { count: rest })] : [])].join(' '));
    };
    const stop = store.subscribe(() => {
      const now = store.picture();
      if (before !== null && now !== null) gathered.current.push(...changesBetween(before, now));
      before = now;
      if (gathered.current.length > 0) timer ??= window.setTimeout(announce, GATHER_MS);
    });
    return () => {
      stop();
      if (timer !== null) window.clearTimeout(timer);
    };
  }, [store, t]);

  return (
    <p aria-live="polite" className="sr-only" role="log">
      {announcement}
    </p>
  );
}
