'use client';
/**
 * The bar above the terminals: their tabs and what can be done with them, and below what concerns the sandbox.
 */
import { Columns2, Plus } from 'lucide-react';
import { FilesMenu } from '#app/_files/files-menu.tsx';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { SessionBar } from '#app/_session/session-bar.tsx';
import { RecordedMark } from './recorded-mark.tsx';
import { StartOver } from './start-over.tsx';
import { TerminalMenu } from './terminal-menu.tsx';
import { TerminalTabs, type TerminalTabsProperties } from './terminal-tabs.tsx';

export interface TerminalBarProperties extends TerminalTabsProperties {
  readonly screenReaderMode: boolean;
  readonly onToggleScreenReaderMode: () => void;
  readonly onStartingOver: (isStartingOver: boolean) => void;
  readonly onFind: () => void;
}

export function TerminalBar({
  screenReaderMode,
  onToggleScreenReaderMode,
  onStartingOver,
  onFind,
  ...tabs
}: TerminalBarProperties) {
  const t = useSentences('terminal');
  const { workspace, onRename, onClose } = tabs;
  const { layout, terminals, canOpen, canSplit, canClose } = workspace;
  const hasSeveral = terminals.length > 1;
  const entries = [
    { label: t('new'), shortcut: 'Alt+Shift+T', isDisabled: !canOpen, choose: () => void workspace.open() },
    { label: t('split-row'), isDisabled: !canSplit, choose: () => void workspace.split('row') },
    { label: t('split-column'), isDisabled: !canSplit, choose: () => void workspace.split('column') },
    { label: t('only-this'), isDisabled: layout.panes.length < 2, choose: () => workspace.showOnlyCurrent() },
    { label: t('rename'), shortcut: 'F2', choose: () => onRename(layout.current) },
    { label: t('previous'), shortcut: 'Alt+Shift+←', isDisabled: !hasSeveral, choose: () => workspace.step(-1) },
    { label: t('next'), shortcut: 'Alt+Shift+→', isDisabled: !hasSeveral, choose: () => workspace.step(1) },
    { label: t('find'), shortcut: 'Ctrl+Shift+F', choose: onFind },
    { label: t('close'), shortcut: 'Alt+Shift+W', isDisabled: !canClose, choose: () => onClose(layout.current) },
    { label: t('screen-reader'), isOn: screenReaderMode, choose: onToggleScreenReaderMode },
  ];
  return (
    <div className="shrink-0 border-b border-line bg-surface">
      <div className="flex items-center gap-1 border-b border-line pr-2">
        <TerminalTabs {...tabs} />
        <button
          aria-keyshortcuts="Alt+Shift+T"
          aria-label={t('new')}
          className="control ml-1 shrink-0"
          disabled={!canOpen}
          onClick={() => void workspace.open()}
          title={t('new')}
          type="button"
        >
          <Plus aria-hidden="true" size={16} />
        </button>
        <span className="grow" />
        {!workspace.isNarrow && (
          <button
            aria-label={t('split-row')}
            className="control shrink-0"
            disabled={!canSplit}
            onClick={() => void workspace.split('row')}
            title={t('split-row')}
            type="button"
          >
            <Columns2 aria-hidden="true" size={16} />
          </button>
        )}
        <TerminalMenu entries={entries} />
      </div>
      <div className="flex flex-wrap items-center gap-1.5 px-2 py-1.5">
        <span className="hidden items-center gap-2 pl-1 text-[12.5px] text-ink-soft xl:flex">
          <kbd className="rounded-md border border-line bg-sunken px-1.5 py-0.5 font-mono text-[11.5px]">Ctrl + `</kbd>
          {t('leave-hint')}
        </span>
        <RecordedMark terminal={layout.current} />
        <FilesMenu />
        <StartOver onStartingOver={onStartingOver} />
        <div className="ml-auto">
          <SessionBar />
        </div>
      </div>
    </div>
  );
}
