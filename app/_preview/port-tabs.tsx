'use client';
/** The tabs of the ports that are open in the preview. Arrow keys go from tab to tab, Delete or the cross closes. */
import { X } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import type { OpenPorts } from './addresses.ts';

/** Id of a port's tab. */
export function tabId(port: number): string {
  return `preview-tab-${String(port)}`;
}

/** Id of what a port's tab shows. */
export function panelId(port: number): string {
  return `preview-panel-${String(port)}`;
}

export function PortTabs({
  ports: { open, current },
  nameOf,
  onShow,
  onClose,
}: {
  readonly ports: OpenPorts;
  /** Who publishes a port; null when nobody does. */
  readonly nameOf: (port: number) => string | null;
  readonly onShow: (port: number) => void;
  readonly onClose: (port: number) => void;
}) {
  const t = useSentences('preview');
  const strip = useRef<HTMLDivElement>(null);
  const handleKey = (event: KeyboardEvent, index: number) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const ports = open.map(({ port }) => port);
    const targets: Readonly<Record<string, number | undefined>> = {
      ArrowRight: ports[(index + 1) % ports.length],
      ArrowLeft: ports.at(index - 1),
      Home: ports[0],
      End: ports.at(-1),
    };
    const target = targets[event.key];
    const port = ports[index];
    if (target !== undefined) {
      onShow(target);
      strip.current?.querySelector<HTMLElement>(`#${tabId(target)}`)?.focus();
    } else if (event.key === 'Delete' && port !== undefined) onClose(port);
    else return;
    event.preventDefault();
  };
  return (
    <div
      aria-label={t('tabs')}
      className="flex shrink-0 overflow-x-auto border-b border-line bg-surface [scrollbar-width:none]"
      ref={strip}
      role="tablist"
    >
      {open.map(({ port }, index) => {
        const name = nameOf(port);
        return (
          <button
            aria-controls={panelId(port)}
            aria-keyshortcuts="Delete"
            aria-selected={port === current}
            className="group flex min-h-9 max-w-56 shrink-0 items-center gap-1.5 border-b-2 border-transparent pr-1 pl-3 text-[13px] font-medium text-ink-soft -outline-offset-2 hover:text-ink aria-selected:border-accent aria-selected:text-ink pointer-coarse:min-h-11"
            id={tabId(port)}
            key={port}
            onAuxClick={({ button }) => {
              if (button === 1) onClose(port);
            }}
            onClick={() => onShow(port)}
            onKeyDown={(event) => handleKey(event, index)}
            role="tab"
            tabIndex={port === current ? 0 : -1}
            title={t('tab-title')}
            type="button"
          >
            <span className="shrink-0 font-mono">:{port}</span>
            <span className="truncate">{name ?? t('tab-closed')}</span>
            {/* For the mouse only: keyboards have Delete. */}
            <span
              aria-hidden="true"
              className="flex size-6 shrink-0 items-center justify-center rounded-md opacity-60 hover:bg-sunken hover:opacity-100 pointer-coarse:size-11"
              onClick={(event) => {
                event.stopPropagation();
                onClose(port);
              }}
            >
              <X size={14} />
            </span>
          </button>
        );
      })}
    </div>
  );
}
