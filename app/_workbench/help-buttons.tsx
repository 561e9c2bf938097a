'use client';
/**
 * The header's way to the command palette and to the list of keys, for those who do not know the keys yet.
 */
import { Keyboard, Search } from 'lucide-react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { ariaKeys, shownKeys } from './shortcuts.ts';

const buttons = [
  { dialog: 'palette', Icon: Search, isForEveryone: true },
  // Narrow screens rarely have a keyboard, and the palette leads there too.
  { dialog: 'shortcuts', Icon: Keyboard, isForEveryone: false },
] as const;

export function HelpButtons() {
  const t = useSentences('workbench');
  const { requests } = useLesson();
  return (
    <div className="ml-auto flex shrink-0 gap-1.5">
      {buttons.map(({ dialog, Icon, isForEveryone }) => (
        <button
          aria-haspopup="dialog"
          aria-keyshortcuts={ariaKeys(dialog)}
          aria-label={t(dialog)}
          className={`control min-h-[34px] pointer-coarse:min-h-11 pointer-coarse:min-w-11 pointer-coarse:justify-center ${isForEveryone ? '' : 'max-sm:hidden'}`}
          key={dialog}
          onClick={() => requests.dialogs.ask(dialog)}
          title={`${t(dialog)} (${shownKeys(dialog)})`}
          type="button"
        >
          <Icon aria-hidden="true" size={16} />
        </button>
      ))}
    </div>
  );
}
