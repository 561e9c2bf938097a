'use client';
/**
 * The panes of a lesson page: the text, beside it the tools that are open, and below those the terminals; on narrow screens
 * one at a time. The terminals are never taken out of the page, so they go on whatever is shown.
 */
import './workbench.css';
import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { rememberPreference } from '#app/_components/preference-cookies.ts';
import { DropZone } from '#app/_files/drop-zone.tsx';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { TerminalPanel } from '#app/_terminal-panel/terminal-panel.tsx';
import { useBench } from './bench.ts';
import { ChecksDock } from './checks-dock.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { Dialogs } from './dialogs.tsx';
import type { WorkbenchLayout } from './layout.ts';
import { ToolPanes } from './tool-panes.tsx';
import { ToolsBar } from './tools-bar.tsx';
import { ViewTabs } from './view-tabs.tsx';

const TEXT_PANEL = 'text-half';
const WORK_PANEL = 'work-half';
const TOOLS_PANEL = 'tools-part';
const TERMINAL_PANEL = 'terminal-part';

export function Workbench({
  title,
  textWidth,
  layout: remembered,
  children,
}: {
  /** What the page is called while its text, which begins with that, cannot be seen. */
  readonly title: string;
  /** Percent of the window. */
  readonly textWidth: number;
  readonly layout: WorkbenchLayout;
  readonly children: ReactNode;
}) {
  const t = useSentences('workbench');
  const bench = useBench(remembered);
  const { view, shown, enlarged, layout } = bench;
  return (
    <main
      className="flex min-h-0 grow flex-col"
      data-tools={shown.length === 0 ? 'none' : enlarged === null ? 'above' : 'alone'}
      data-view={view}
    >
      {bench.room === 'column' && view !== 'text' && <h1 className="sr-only">{title}</h1>}
      <ViewTabs bench={bench} />
      <ConnectionLine showsTerminals={bench.showsTerminals} />
      <DropZone>
        <Group
          className="min-h-0 grow"
          defaultLayout={{ [TEXT_PANEL]: textWidth, [WORK_PANEL]: 100 - textWidth }}
          id="halves"
          onLayoutChanged={(sizes) => {
            const width = sizes[TEXT_PANEL];
            if (width !== undefined) rememberPreference('textWidth', width.toFixed(1));
          }}
          orientation="horizontal"
        >
          <Panel id={TEXT_PANEL} minSize="24%">
            <div className="flex h-full flex-col" data-pane="text">
              <div className="min-h-0 grow">{children}</div>
              <ChecksDock bench={bench} />
            </div>
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
          <Panel id={WORK_PANEL} minSize="28%">
            <div className="flex h-full flex-col">
              <ToolsBar bench={bench} />
              <Group
                className="min-h-0 grow"
                defaultLayout={{ [TOOLS_PANEL]: layout.toolsHeight, [TERMINAL_PANEL]: 100 - layout.toolsHeight }}
                id="work-parts"
                onLayoutChanged={(sizes, { isUserInteraction }) => {
                  const height = sizes[TOOLS_PANEL];
                  if (isUserInteraction && height !== undefined) bench.resize({ toolsHeight: Math.round(height) });
                }}
                orientation="vertical"
              >
                <Panel id={TOOLS_PANEL} maxSize="85%" minSize="15%">
                  <ToolPanes bench={bench} />
                </Panel>
                <Separator
                  aria-label={t('height-divider')}
                  className="h-1 bg-line outline-none focus-visible:bg-accent data-[separator=active]:bg-accent data-[separator=hover]:bg-accent"
                  id="tools-divider"
                />
                <Panel id={TERMINAL_PANEL} minSize="15%">
                  <div className="h-full" data-pane="terminal">
                    <TerminalPanel />
                  </div>
                </Panel>
              </Group>
            </div>
          </Panel>
        </Group>
      </DropZone>
      <Dialogs bench={bench} />
    </main>
  );
}
