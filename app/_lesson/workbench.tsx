'use client';
/**
 * The two halves of a lesson page: text and terminal side by side, or one at a time on narrow screens. Neither is ever
 * taken out of the page, so the terminal goes on whatever is shown.
 */
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { rememberPreference } from '#app/_components/preference-cookies.ts';
import { TerminalPanel } from '#app/_terminal-panel/terminal-panel.tsx';
import { useLesson, useSentences, type View } from './lesson-context.tsx';

const TEXT_PANEL = 'text-half';
const TERMINAL_PANEL = 'terminal-half';

export function Workbench({ textWidth, children }: { readonly textWidth: number; readonly children: ReactNode }) {
  const t = useSentences('lesson');
  const { view } = useLesson();
  useHalfSwitchByKeyboard();
  return (
    <main className="flex min-h-0 grow flex-col" data-view={view}>
      <ViewTabs />
      <Group
        className="min-h-0 grow"
        defaultLayout={{ [TEXT_PANEL]: textWidth, [TERMINAL_PANEL]: 100 - textWidth }}
        onLayoutChanged={(layout) => {
          const width = layout[TEXT_PANEL];
          if (width !== undefined) rememberPreference('textWidth', width.toFixed(1));
        }}
        orientation="horizontal"
      >
        <Panel id={TEXT_PANEL} minSize="24%">
          {children}
        </Panel>
        <Separator
          aria-label={t('divider')}
          className="group relative w-px bg-line outline-none focus-visible:bg-accent data-[separator=active]:bg-accent"
          id="halves-divider"
        >
          <span
            aria-hidden="true"
            className="absolute top-1/2 left-1/2 z-10 h-10 w-1.5 -translate-1/2 rounded-full border border-line bg-surface transition-colors group-hover:border-accent group-hover:bg-accent group-focus-visible:border-accent group-focus-visible:bg-accent"
          />
        </Separator>
        <Panel id={TERMINAL_PANEL} minSize="28%">
          <TerminalPanel />
        </Panel>
      </Group>
    </main>
  );
}

/**
 * Ctrl+` goes from the text to the terminal and back to where one was, because Tab belongs to the shell. The event is
 * caught before the terminal sees it. The key is named by its place: other layouts have another letter on it.
 */
function useHalfSwitchByKeyboard(): void {
  const { terminal, setView } = useLesson();
  const lastInText = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const switchHalf = (event: globalThis.KeyboardEvent) => {
      if (!event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.code !== 'Backquote') return;
      event.preventDefault();
      event.stopPropagation();
      const focused = document.activeElement;
      const isInTerminal = document.getElementById(TERMINAL_PANEL)?.contains(focused) === true;
      setView(isInTerminal ? 'text' : 'terminal');
      if (!isInTerminal)
        lastInText.current = focused instanceof HTMLElement && focused !== document.body ? focused : null;
      const text = lastInText.current?.isConnected === true ? lastInText.current : document.getElementById('content');
      // A half that is hidden on a narrow screen can take the keyboard only when it is shown.
      requestAnimationFrame(() => (isInTerminal ? text?.focus() : terminal?.focus()));
    };
    document.addEventListener('keydown', switchHalf, { capture: true });
    return () => document.removeEventListener('keydown', switchHalf, { capture: true });
  }, [terminal, setView]);
}

const views: readonly { readonly view: View; readonly panel: string; readonly name: 'text' | 'terminal' }[] = [
  { view: 'text', panel: TEXT_PANEL, name: 'text' },
  { view: 'terminal', panel: TERMINAL_PANEL, name: 'terminal' },
];

/** Only shown on narrow screens. */
function ViewTabs() {
  const t = useSentences('lesson');
  const { view, setView } = useLesson();
  const tabs = useRef<HTMLDivElement>(null);
  const moveByArrow = ({ key }: KeyboardEvent) => {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    const other = view === 'text' ? 'terminal' : 'text';
    setView(other);
    tabs.current?.querySelector<HTMLElement>(`#tab-${other}`)?.focus();
  };
  return (
    <div
      aria-label={t('views')}
      className="flex shrink-0 border-b border-line bg-surface min-[900px]:hidden"
      onKeyDown={moveByArrow}
      ref={tabs}
      role="tablist"
    >
      {views.map(({ view: choice, panel, name }) => (
        <button
          aria-controls={panel}
          aria-selected={view === choice}
          className="min-h-11 grow border-b-2 border-transparent text-[15px] font-medium text-ink-soft -outline-offset-2 aria-selected:border-accent aria-selected:text-ink"
          id={`tab-${choice}`}
          key={choice}
          onClick={() => setView(choice)}
          role="tab"
          tabIndex={view === choice ? 0 : -1}
          type="button"
        >
          {t(name)}
        </button>
      ))}
    </div>
  );
}
