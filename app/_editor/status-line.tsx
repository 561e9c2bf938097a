'use client';
/**
 * One line below the text: whether it is saved, its language, and how the keyboard leaves it.
 */
import { Check, LoaderCircle, Pencil, TriangleAlert } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import type { OpenFile } from './edited-file.ts';
import { languageOfFile, languageTitles } from './language-of-file.ts';
import type { SaveState } from './save-state.ts';

export function StatusLine({ file }: { readonly file: OpenFile | null }) {
  const t = useSentences('editor');
  // Which key it is depends on the system, which only the browser knows.
  const keys = useSyncExternalStore(
    () => () => undefined,
    () => (/mac|iphone|ipad/i.test(navigator.userAgent) ? 'Ctrl+Shift+M' : 'Ctrl+M'),
    () => 'Ctrl+M',
  );
  return (
    <div className="flex h-7 shrink-0 items-center gap-4 overflow-hidden border-t border-line px-3 text-[12.5px] whitespace-nowrap text-ink-soft">
      {file?.kind === 'text' && (
        <>
          <SaveMark save={file.save} />
          <span className="ml-auto truncate">{t('tab-key', { keys })}</span>
          <span>{languageTitles[languageOfFile(file.path)]}</span>
        </>
      )}
    </div>
  );
}

function SaveMark({ save }: { readonly save: SaveState }) {
  const t = useSentences('editor');
  switch (save.kind) {
    case 'saved':
      return (
        <span className="flex items-center gap-1.5">
          <Check aria-hidden className="text-positive" size={14} />
          {t('saved')}
        </span>
      );
    case 'edited':
      return (
        <span className="flex items-center gap-1.5">
          <Pencil aria-hidden size={14} />
          {t('edited')}
        </span>
      );
    case 'saving':
      return (
        <span className="flex items-center gap-1.5">
          <LoaderCircle aria-hidden className="animate-spin" size={14} />
          {t('saving')}
        </span>
      );
    case 'unsaved':
    case 'conflict':
    case 'gone':
      return (
        <span className="flex items-center gap-1.5 font-medium text-danger">
          <TriangleAlert aria-hidden size={14} />
          {t('unsaved')}
        </span>
      );
  }
}
