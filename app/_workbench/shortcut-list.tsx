'use client';
/**
 * The list of all keys of the page.
 */
import { X } from 'lucide-react';
import { Fragment, useRef } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { PageDialog } from './page-dialog.tsx';
import { keyCaps, shortcuts, type Keys } from './shortcuts.ts';

const groups = ['panes', 'terminals', 'help'] as const;

export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const t = useSentences('workbench');
  const closer = useRef<HTMLButtonElement>(null);
  return (
    <PageDialog
      className="m-auto max-h-[min(44rem,calc(100dvh-2rem))] w-[min(36rem,calc(100vw-2rem))]"
      label={t('shortcuts')}
      onClose={onClose}
    >
      <div className="flex max-h-[inherit] flex-col">
        <div className="flex items-center gap-3 border-b border-line py-3 pr-3 pl-6">
          <h2 className="grow text-lg font-semibold tracking-tight">{t('shortcuts')}</h2>
          <button
            aria-label={t('close-list')}
            className="flex size-9 items-center justify-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:size-11"
            onClick={() => closer.current?.closest('dialog')?.close()}
            ref={closer}
            type="button"
          >
            <X aria-hidden="true" size={16} />
          </button>
        </div>
        {/* Scrolls by keyboard too. */}
        <div className="min-h-0 overflow-y-auto px-6 pt-2 pb-5 -outline-offset-2" tabIndex={0}>
          {groups.map((group) => (
            <section aria-label={t(`group-${group}`)} key={group}>
              <h3 className="mt-4 mb-1 text-[13px] font-semibold text-ink-soft">{t(`group-${group}`)}</h3>
              <dl>
                {shortcuts
                  .filter((shortcut) => shortcut.group === group)
                  .map(({ id, keys }) => (
                    <div
                      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-1.5 text-[14px] last:border-0"
                      key={id}
                    >
                      <dt>{t(`key-${id}`)}</dt>
                      <dd className="flex flex-wrap items-center gap-2">
                        {keys.map((one, index) => (
                          <Fragment key={index}>
                            {index > 0 && <span className="text-[12.5px] text-ink-soft">{t('or')}</span>}
                            <KeyCaps keys={one} />
                          </Fragment>
                        ))}
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
          <p className="mt-4 text-[13px] leading-relaxed text-ink-soft">{t('keys-note')}</p>
        </div>
      </div>
    </PageDialog>
  );
}

function KeyCaps({ keys }: { readonly keys: Keys }) {
  return (
    <span className="flex gap-1">
      {keyCaps(keys).map((cap) => (
        <kbd
          className="min-w-6 rounded-md border border-line-strong bg-sunken px-1.5 py-0.5 text-center font-mono text-[12px]"
          key={cap}
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
