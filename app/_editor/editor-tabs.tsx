'use client';
/**
 * The tabs of the open files. Arrow keys go from tab to tab, Delete, the middle button or the cross closes.
 */
import { X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import type { OpenFile } from './edited-file.ts';
import { nameOf } from './open-files.ts';
import { isUnsaved } from './save-state.ts';

/** Id of what a tab shows. */
export const panelId = 'editor-panel';

/** Id of a file's tab. */
export function tabId(path: string): string {
  return `editor-tab-${encodeURIComponent(path)}`;
}

export function EditorTabs({
  files,
  current,
  onShow,
  onClose,
}: {
  readonly files: readonly OpenFile[];
  readonly current: string | null;
  readonly onShow: (path: string) => void;
  readonly onClose: (path: string) => void;
}) {
  const t = useSentences('editor');
  const strip = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (current === null) return;
    document.getElementById(tabId(current))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current, files.length]);

  const handleKey = (event: KeyboardEvent, index: number) => {
    const last = files.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: index === last ? 0 : index + 1,
      ArrowLeft: index === 0 ? last : index - 1,
      Home: 0,
      End: last,
    };
    const target = event.altKey || event.ctrlKey || event.metaKey ? undefined : targets[event.key];
    if (target !== undefined) {
      const path = files[target]?.path;
      if (path !== undefined) {
        onShow(path);
        document.getElementById(tabId(path))?.focus();
      }
    } else if (event.key === 'Delete') {
      const path = files[index]?.path;
      if (path !== undefined) onClose(path);
    } else return;
    event.preventDefault();
  };

  // Without tabs there is no list of them either.
  if (files.length === 0) return <div className="grow" />;
  return (
    <div
      aria-label={t('tabs')}
      className="flex min-w-0 grow items-stretch overflow-x-auto [scrollbar-width:none]"
      ref={strip}
      role="tablist"
    >
      {files.map((file, index) => {
        const { path } = file;
        const isDirty = file.kind === 'text' && isUnsaved(file.save);
        return (
          <button
            aria-controls={path === current ? panelId : undefined}
            aria-keyshortcuts="Delete"
            aria-selected={path === current}
            className="group flex min-h-10 max-w-56 min-w-0 shrink-0 items-center gap-1 border-b-2 border-transparent pr-1.5 pl-3 text-[13.5px] font-medium text-ink-soft -outline-offset-2 hover:text-ink aria-selected:border-accent aria-selected:text-ink pointer-coarse:min-h-11"
            id={tabId(path)}
            key={path}
            onAuxClick={({ button }) => {
              if (button === 1) onClose(path);
            }}
            onClick={() => onShow(path)}
            onKeyDown={(event) => handleKey(event, index)}
            role="tab"
            tabIndex={path === (current ?? files[0]?.path) ? 0 : -1}
            title={t('tab-title', { path })}
            type="button"
          >
            <span className="truncate">
              <bdi>{nameOf(path)}</bdi>
            </span>
            {isDirty && <span className="sr-only">, {t('tab-unsaved')}</span>}
            {/* For the mouse only: keyboards have Delete. */}
            <span
              aria-hidden="true"
              className="relative flex size-6 shrink-0 items-center justify-center rounded-md hover:bg-sunken pointer-coarse:size-11"
              onClick={(event) => {
                event.stopPropagation();
                onClose(path);
              }}
            >
              {isDirty && <span className="absolute size-2 rounded-full bg-accent group-hover:hidden" />}
              <X className={isDirty ? 'hidden group-hover:block' : 'opacity-50 group-hover:opacity-100'} size={14} />
            </span>
          </button>
        );
      })}
    </div>
  );
}
