'use client';
/**
 * Asks what to do about a file that could not be saved, was changed elsewhere, or was removed. It lies below the text, which
 * stays where it is and can still be edited.
 */
import type { ReactNode } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { SaveState } from './save-state.ts';

export function FileNotice({
  save,
  name,
  isCompared,
  onSave,
  onKeepMine,
  onTakeTheirs,
  onCompare,
}: {
  readonly save: SaveState;
  readonly name: string;
  readonly isCompared: boolean;
  readonly onSave: () => void;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
  readonly onCompare: () => void;
}) {
  const t = useSentences('editor');
  const { explain } = useLesson();
  const content = (): ReactNode => {
    switch (save.kind) {
      case 'saved':
      case 'edited':
      case 'saving':
        return null;
      case 'unsaved': {
        const reason = save.code === 'too-large' ? t('unsaved-too-large') : explain(save.code);
        return (
          <Notice text={t('unsaved-because', { reason })}>
            <NoticeButton label={t('save-now')} onClick={onSave} />
          </Notice>
        );
      }
      case 'conflict':
        return (
          <Notice text={t('conflict', { name })}>
            <NoticeButton label={t('keep-mine')} onClick={onKeepMine} />
            <NoticeButton label={t('take-theirs')} onClick={onTakeTheirs} />
            {save.theirs.text !== null && (
              <NoticeButton label={t(isCompared ? 'compare-end' : 'compare')} onClick={onCompare} />
            )}
          </Notice>
        );
      case 'gone':
        return (
          <Notice text={t('gone', { name })}>
            <NoticeButton label={t('save-again')} onClick={onSave} />
          </Notice>
        );
    }
  };
  // The region stands there all the time, so that what comes into it is read out.
  return (
    <div aria-live="polite" className="shrink-0">
      {content()}
    </div>
  );
}

function Notice({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <div className="appears flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-caution-soft px-4 py-2.5">
      <p className="min-w-[16ch] grow basis-72 text-[13.5px] leading-relaxed text-ink">{text}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}

function NoticeButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <button className="control bg-surface text-ink pointer-coarse:min-h-11" onClick={onClick} type="button">
      {label}
    </button>
  );
}
