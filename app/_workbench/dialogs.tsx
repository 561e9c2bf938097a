'use client';
/**
 * Listens to the keys of the page and shows what lies over it: the command palette, the list of shortcuts, and the field that
 * explains a command. The palette's code is loaded when it is opened for the first time.
 */
import { useEffect, useEffectEvent, useRef, useState, type ComponentType } from 'react';
import { useLesson } from '#app/_lesson/lesson-context.tsx';
import type { Bench } from './bench.ts';
import type { CommandPaletteProperties } from './command-palette.tsx';
import { ExplainDialog } from './explain-dialog.tsx';
import { paneOf } from './pane-keyboard.ts';
import { ShortcutList } from './shortcut-list.tsx';
import type { DialogName } from './requests.ts';
import { pressedShortcut, type PageShortcutId } from './shortcuts.ts';

type Shown = 'none' | DialogName;

export function Dialogs({ bench }: { readonly bench: Bench }) {
  const { requests, terminal } = useLesson();
  const [shown, setShown] = useState<Shown>('none');
  const [Palette, setPalette] = useState<ComponentType<CommandPaletteProperties> | null>(null);
  const opener = useRef<Element | null>(null);

  const show = (dialog: Shown) => {
    opener.current = document.activeElement;
    setShown(dialog);
    if (dialog !== 'palette' || Palette !== null) return;
    import('./command-palette.tsx').then(
      ({ CommandPalette }) => setPalette(() => CommandPalette),
      (error: unknown) => {
        // Everything in the palette can be reached otherwise, so the list of keys is the better answer than a complaint.
        console.error('The command palette could not be loaded.', error);
        setShown('shortcuts');
      },
    );
  };
  const close = () => {
    setShown('none');
    // A closed dialog gives the keyboard back by itself, except to what is drawn by somebody else, as terminals are.
    if (paneOf(opener.current) === 'terminal') requestAnimationFrame(() => terminal?.focus());
  };
  const perform = (id: PageShortcutId) => {
    switch (id) {
      case 'switch-half':
        return bench.switchHalf();
      case 'go-text':
        return bench.goTo('text');
      case 'go-editor':
        return bench.goTo('editor');
      case 'go-terminal':
        return bench.goTo('terminal');
      case 'go-preview':
        return bench.goTo('preview');
      case 'go-picture':
        return bench.goTo('picture');
      case 'next-pane':
        return bench.step(1);
      case 'previous-pane':
        return bench.step(-1);
      case 'palette':
      case 'shortcuts':
        return show(id);
    }
  };
  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    // Keys that end a Korean syllable belong to the syllable.
    if (event.isComposing || event.keyCode === 229) return;
    const id = pressedShortcut(event);
    // Behind a dialog nothing can take the keyboard.
    if (id === null || document.querySelector('dialog:modal') !== null) return;
    event.preventDefault();
    event.stopPropagation();
    perform(id);
  });
  const requested = useEffectEvent(show);

  useEffect(() => {
    // Caught before a terminal or an editor sees it.
    const listener = (event: KeyboardEvent) => handleKey(event);
    document.addEventListener('keydown', listener, { capture: true });
    return () => document.removeEventListener('keydown', listener, { capture: true });
  }, []);
  useEffect(() => requests.dialogs.take((dialog) => requested(dialog)), [requests]);

  if (shown === 'explain') return <ExplainDialog onClose={close} />;
  if (shown === 'shortcuts') return <ShortcutList onClose={close} />;
  if (shown === 'palette' && Palette !== null) return <Palette bench={bench} onClose={close} />;
  return null;
}
