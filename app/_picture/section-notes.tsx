'use client';
/**
 * What is said instead of a section's things, or below them: that there are none yet and how to make one, that there are too
 * many to show.
 */
import { MOST_PICTURED } from '#protocol/picture.ts';
import { CommandActions } from './command-actions.tsx';
import { usePicture } from './picture-context.tsx';

export function EmptySection({ text, command }: { readonly text: string; readonly command: string }) {
  return (
    <div className="rounded-xl border border-dashed border-line-strong px-4 py-5">
      <p className="mb-3 max-w-[60ch] text-[14px] leading-relaxed text-ink-soft">{text}</p>
      <div className="max-w-xl">
        <CommandActions command={command} />
      </div>
    </div>
  );
}

/** Said when there may be more of a kind than the sandbox tells about. */
export function MoreNote({ count, command }: { readonly count: number; readonly command: string }) {
  const { t } = usePicture();
  if (count < MOST_PICTURED) return null;
  return <p className="col-span-full mt-3 text-[13px] text-ink-soft">{t('more', { count: MOST_PICTURED, command })}</p>;
}
