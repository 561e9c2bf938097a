'use client';
/**
 * The slim bar beside the text: opens and closes the tools, and shows the published ports.
 */
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { PortChips } from '#app/_preview/port-chips.tsx';
import type { Bench } from './bench.ts';
import { toolNames, type ToolName } from './layout.ts';
import { PaneIcon } from './panes.tsx';
import { ariaKeys, shownKeys } from './shortcuts.ts';

/** Id of the button that opens a tool. */
export function toggleId(tool: ToolName): string {
  return `toggle-${tool}`;
}

export function ToolsBar({ bench }: { readonly bench: Bench }) {
  const t = useSentences('workbench');
  return (
    <div className="flex shrink-0 items-center gap-2 border-line bg-surface px-2 has-[ul]:border-b min-[900px]:min-h-10 min-[900px]:border-b">
      {/* Tabs do the same on a narrow screen. */}
      <div aria-label={t('tools')} className="flex shrink-0 gap-0.5 max-[899px]:hidden" role="group">
        {toolNames.map((tool) => {
          const isOpen = bench.shown.includes(tool);
          return (
            <button
              aria-keyshortcuts={ariaKeys(`go-${tool}`)}
              aria-pressed={isOpen}
              className="inline-flex min-h-8 items-center gap-1.5 rounded-lg px-2.5 text-[13px] font-medium text-ink-soft transition-colors hover:bg-sunken hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent pointer-coarse:min-h-11"
              id={toggleId(tool)}
              key={tool}
              onClick={() => (isOpen ? bench.close(tool) : bench.goTo(tool))}
              title={`${t(tool)} (${shownKeys(`go-${tool}`)})`}
              type="button"
            >
              <PaneIcon pane={tool} />
              {t(tool)}
            </button>
          );
        })}
      </div>
      <div className="min-w-0 grow overflow-x-auto [scrollbar-width:none]">
        <div className="relative ml-auto w-max">
          <PortChips />
        </div>
      </div>
    </div>
  );
}
