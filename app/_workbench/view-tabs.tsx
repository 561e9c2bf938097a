'use client';
/**
 * The tabs of a narrow screen, which shows one pane at a time. Arrow keys go from tab to tab.
 */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import type { Bench } from './bench.ts';
import { isTool } from './layout.ts';
import { PaneIcon } from './panes.tsx';
import { paneNames, type PaneName } from './requests.ts';
import { ariaKeys } from './shortcuts.ts';

export function ViewTabs({ bench }: { readonly bench: Bench }) {
  const t = useSentences('workbench');
  const list = useRef<HTMLDivElement>(null);
  const { view } = bench;

  useEffect(() => {
    list.current?.querySelector(`#tab-${view}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [view]);

  const moveByKey = (event: KeyboardEvent) => {
    const at = paneNames.indexOf(view);
    const last = paneNames.length - 1;
    const targets: Readonly<Record<string, number | undefined>> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const pane = paneNames[targets[event.key] ?? -1];
    if (pane === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    bench.show(pane);
    list.current?.querySelector<HTMLElement>(`#tab-${pane}`)?.focus();
  };
  const panelOf = (pane: PaneName) => {
    if (!isTool(pane)) return pane === 'text' ? 'text-half' : 'terminal-part';
    return bench.placed.includes(pane) ? `pane-${pane}` : undefined;
  };
  return (
    <div
      aria-label={t('views')}
      className="flex shrink-0 overflow-x-auto border-b border-line bg-surface [scrollbar-width:none] min-[900px]:hidden"
      onKeyDown={moveByKey}
      ref={list}
      role="tablist"
    >
      {paneNames.map((pane) => (
        <button
          aria-controls={panelOf(pane)}
          aria-keyshortcuts={ariaKeys(`go-${pane}`)}
          aria-selected={view === pane}
          className="flex min-h-11 shrink-0 grow items-center justify-center gap-1.5 border-b-2 border-transparent px-2.5 text-[14px] font-medium text-ink-soft -outline-offset-2 aria-selected:border-accent aria-selected:text-ink"
          id={`tab-${pane}`}
          key={pane}
          onClick={() => bench.show(pane)}
          role="tab"
          tabIndex={view === pane ? 0 : -1}
          type="button"
        >
          <span className="max-sm:hidden">
            <PaneIcon pane={pane} />
          </span>
          {t(pane)}
        </button>
      ))}
    </div>
  );
}
