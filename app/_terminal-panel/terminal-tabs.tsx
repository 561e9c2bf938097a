'use client';
/**
 * The tabs of the terminals. Arrow keys go from tab to tab, F2 or a double click renames, Delete or the cross closes.
 */
import { X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { terminalNameSchema } from '#protocol/messages.ts';
import { tabFrom } from './pane-layout.ts';
import type { TerminalWorkspace } from './terminal-workspace.ts';

/** Id of a terminal's tab, for the pane it names. */
export function tabId(number: number): string {
  return `terminal-tab-${number}`;
}

/** Id of a terminal's pane, while it has one. */
export function paneId(number: number): string {
  return `terminal-pane-${number}`;
}

export interface TerminalTabsProperties {
  readonly workspace: TerminalWorkspace;
  /** The terminal being renamed. */
  readonly renamed: number | null;
  readonly onRename: (number: number | null) => void;
  readonly onClose: (number: number) => void;
}

export function TerminalTabs({ workspace, renamed, onRename, onClose }: TerminalTabsProperties) {
  const t = useSentences('terminal');
  const strip = useRef<HTMLDivElement>(null);
  const { terminals, layout } = workspace;
  const { current } = layout;

  useEffect(() => {
    strip.current?.querySelector(`#${tabId(current)}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current, terminals.length]);

  const handleKey = (event: KeyboardEvent, number: number) => {
    const numbers = terminals.map((terminal) => terminal.number);
    const last = numbers.length - 1;
    const targets: Readonly<Record<string, number | undefined>> = {
      ArrowRight: tabFrom(number, 1, numbers),
      ArrowLeft: tabFrom(number, -1, numbers),
      Home: numbers[0],
      End: numbers[last],
    };
    const target = event.altKey || event.ctrlKey || event.metaKey ? undefined : targets[event.key];
    if (target !== undefined) strip.current?.querySelector<HTMLElement>(`#${tabId(target)}`)?.focus();
    else if (event.key === 'F2') onRename(number);
    else if (event.key === 'Delete' && workspace.canClose) onClose(number);
    else return;
    event.preventDefault();
  };

  return (
    <div className="relative flex min-w-0 overflow-x-auto [scrollbar-width:none]" ref={strip}>
      <div aria-label={t('tabs')} className="flex items-stretch" role="tablist">
        {terminals.map((terminal) => {
          const { number } = terminal;
          const isShown = layout.panes.includes(number);
          return (
            <button
              aria-controls={isShown ? paneId(number) : undefined}
              aria-keyshortcuts="F2 Delete"
              aria-selected={number === current}
              className="group flex min-h-10 max-w-52 min-w-0 shrink-0 items-center gap-1 border-b-2 border-transparent pr-1.5 pl-3 text-[13.5px] font-medium text-ink-soft -outline-offset-2 hover:text-ink aria-selected:border-accent aria-selected:text-ink data-shown:border-line-strong aria-selected:data-shown:border-accent max-[899px]:min-h-11"
              data-shown={isShown && layout.panes.length > 1 ? '' : undefined}
              id={tabId(number)}
              key={number}
              onAuxClick={({ button }) => {
                if (button === 1 && workspace.canClose) onClose(number);
              }}
              onClick={() => workspace.show(number)}
              onDoubleClick={() => onRename(number)}
              onKeyDown={(event) => handleKey(event, number)}
              role="tab"
              tabIndex={number === current ? 0 : -1}
              title={t('tab-title')}
              type="button"
            >
              <span className="truncate">{workspace.titleOf(terminal)}</span>
              {terminal.shell === 'ended' && <span className="shrink-0 font-normal">({t('tab-ended')})</span>}
              {workspace.canClose && (
                // For the mouse only: keyboards have Delete, and everybody has the menu.
                <span
                  aria-hidden="true"
                  className="flex size-6 shrink-0 items-center justify-center rounded-md opacity-50 group-aria-selected:opacity-100 hover:bg-sunken hover:opacity-100 max-[899px]:size-11"
                  onClick={(event) => {
                    event.stopPropagation();
                    onClose(number);
                  }}
                >
                  <X aria-hidden="true" size={16} />
                </span>
              )}
            </button>
          );
        })}
      </div>
      {renamed !== null && (
        <NameField
          key={renamed}
          onEnd={(name) => {
            if (name !== null) workspace.rename(renamed, name);
            onRename(null);
          }}
          tab={() => document.getElementById(tabId(renamed))}
          value={workspace.terminals.find(({ number }) => number === renamed)?.name ?? ''}
        />
      )}
    </div>
  );
}

/** Lies over the tab whose name is being changed. */
function NameField({
  tab,
  value,
  onEnd,
}: {
  readonly tab: () => HTMLElement | null;
  readonly value: string;
  /** With null nothing is changed. */
  readonly onEnd: (name: string | null) => void;
}) {
  const t = useSentences('terminal');
  const field = useRef<HTMLInputElement>(null);
  const hasEnded = useRef(false);
  const [name, setName] = useState(value);
  const place = useRef(tab);

  useEffect(() => {
    const element = place.current();
    if (field.current === null || element === null) return;
    field.current.style.left = `${element.offsetLeft}px`;
    field.current.style.width = `${Math.max(element.offsetWidth, 140)}px`;
    field.current.focus();
    field.current.select();
  }, []);

  const end = (isKept: boolean, returns: boolean) => {
    // Leaving the field because it goes away is no second answer.
    if (hasEnded.current) return;
    hasEnded.current = true;
    const parsed = terminalNameSchema.safeParse(name);
    onEnd(isKept && parsed.success && parsed.data !== value ? parsed.data : null);
    if (returns) tab()?.focus();
  };
  return (
    <input
      aria-label={t('name')}
      autoComplete="off"
      className="absolute inset-y-1 z-10 rounded-md border border-line-strong bg-surface px-2 text-[13.5px] text-ink"
      maxLength={40}
      onBlur={() => end(true, false)}
      onChange={({ target }) => setName(target.value)}
      onKeyDown={(event) => {
        // Enter ends a Korean syllable first.
        if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
        event.stopPropagation();
        if (event.key === 'Enter') end(true, true);
        if (event.key === 'Escape') end(false, true);
      }}
      placeholder={t('name')}
      ref={field}
      spellCheck={false}
      value={name}
    />
  );
}
