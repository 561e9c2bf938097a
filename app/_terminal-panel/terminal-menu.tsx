'use client';
/**
 * The menu of the terminal bar: everything one can do with terminals, with the keys for it.
 */
import { Ellipsis } from 'lucide-react';
import { useRef, useState } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { PopupMenu, type MenuEntry } from './popup-menu.tsx';

export function TerminalMenu({ entries }: { readonly entries: readonly MenuEntry[] }) {
  const t = useSentences('terminal');
  const button = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const open = () => {
    const { right, bottom } = button.current?.getBoundingClientRect() ?? { right: 0, bottom: 0 };
    setPlace({ x: right, y: bottom + 4 });
  };
  return (
    <>
      <button
        aria-expanded={place !== null}
        aria-haspopup="menu"
        aria-label={t('menu')}
        className="control"
        onClick={open}
        ref={button}
        title={t('menu')}
        type="button"
      >
        <Ellipsis aria-hidden="true" size={16} />
      </button>
      {place !== null && <PopupMenu entries={entries} label={t('menu')} onClose={() => setPlace(null)} place={place} />}
    </>
  );
}
