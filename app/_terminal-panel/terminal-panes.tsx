'use client';
/**
 * The panes beside or below each other.
 */
import { Fragment } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { TerminalPane } from './terminal-pane.tsx';
import type { TerminalWorkspace } from './terminal-workspace.ts';

export interface TerminalPanesProperties {
  readonly workspace: TerminalWorkspace;
  /** The terminal in which text is looked for. */
  readonly searched: number | null;
  readonly onSearch: (number: number | null) => void;
}

export function TerminalPanes({ workspace, searched, onSearch }: TerminalPanesProperties) {
  const t = useSentences('terminal');
  const { terminals, layout } = workspace;
  const { panes, current, direction } = layout;
  return (
    <Group className="min-h-0 grow" orientation={direction === 'row' ? 'horizontal' : 'vertical'}>
      {panes.map((number, index) => {
        const state = terminals.find((terminal) => terminal.number === number);
        if (state === undefined) return null;
        return (
          // A pane keeps its size when it shows another terminal.
          <Fragment key={index}>
            {index > 0 && (
              <Separator
                aria-label={t('divider')}
                className="bg-line outline-none focus-visible:bg-accent aria-[orientation=horizontal]:h-1 aria-[orientation=vertical]:w-1 data-[separator=active]:bg-accent data-[separator=hover]:bg-accent"
                id={`pane-divider-${index}`}
              />
            )}
            <Panel id={`pane-${index}`} minSize="15%">
              <TerminalPane
                isAlone={panes.length === 1}
                isCurrent={number === current}
                isFinding={searched === number}
                key={number}
                onEnter={() => workspace.entered(number)}
                onFinding={(isFinding) => onSearch(isFinding ? number : null)}
                state={state}
                title={workspace.titleOf(state)}
              />
            </Panel>
          </Fragment>
        );
      })}
    </Group>
  );
}
