'use client';
/**
 * One pane: the screen of one terminal, what is to be said about it, its menu and its find field. The screen itself outlives
 * the pane.
 */
import { X } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { TerminalState } from '#app/_terminal/connection-state.ts';
import type { ShownScreen } from '#app/_terminal/open-terminal.ts';
import { FindField } from './find-field.tsx';
import { PopupMenu } from './popup-menu.tsx';
import { QuestionDialog } from './question-dialog.tsx';
import { ShellEnded } from './shell-ended.tsx';
import { paneId, tabId } from './terminal-tabs.tsx';

export interface TerminalPaneProperties {
  readonly state: TerminalState;
  readonly title: string;
  readonly isCurrent: boolean;
  readonly isAlone: boolean;
  /** Whether the find field is open. */
  readonly isFinding: boolean;
  readonly onFinding: (isFinding: boolean) => void;
  readonly onEnter: () => void;
}

export function TerminalPane(properties: TerminalPaneProperties) {
  const { state, title, isCurrent, isAlone, isFinding, onFinding, onEnter } = properties;
  const { number } = state;
  const t = useSentences('terminal');
  const { connection, terminal } = useLesson();
  const slot = useRef<HTMLDivElement>(null);
  const [screen, setScreen] = useState<ShownScreen | null>(null);
  const [menu, setMenu] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const [question, setQuestion] = useState<{ readonly lines: number; readonly paste: () => void } | null>(null);
  const [refused, setRefused] = useState<'copy' | 'paste' | null>(null);
  const label = t('screen-label', { name: title });
  const firstLabel = useEffectEvent(() => label);
  const find = useEffectEvent(() => onFinding(true));
  const enter = useEffectEvent(onEnter);

  useEffect(() => {
    if (terminal === null || slot.current === null) return;
    const shown = terminal.show(number, slot.current, {
      label: firstLabel(),
      requests: {
        onMenu: setMenu,
        onFind: () => find(),
        onPasteQuestion: setQuestion,
        onClipboardRefused: setRefused,
      },
      onFocus: () => enter(),
    });
    setScreen(shown);
    return () => {
      setScreen(null);
      shown.hide();
    };
  }, [terminal, number]);
  useEffect(() => screen?.setLabel(label), [screen, label]);

  const answer = (isPasted: boolean) => {
    setQuestion(null);
    if (isPasted) question?.paste();
    screen?.focus();
  };
  return (
    <div
      aria-labelledby={tabId(number)}
      className="flex h-full flex-col"
      data-current={isCurrent ? '' : undefined}
      id={paneId(number)}
      role="tabpanel"
    >
      {!isAlone && (
        <p
          aria-hidden="true"
          className={`shrink-0 truncate border-b px-3 py-0.5 text-[12px] ${isCurrent ? 'border-accent text-ink' : 'border-line text-ink-soft'}`}
        >
          {title}
        </p>
      )}
      {!state.isDriver && (
        <p className="shrink-0 border-b border-line bg-accent-soft px-3 py-1 text-[13px] text-ink" role="status">
          {t('viewer-note')}
        </p>
      )}
      {refused !== null && (
        <div className="flex shrink-0 items-center gap-2 border-b border-line bg-caution-soft px-3 py-1 text-[13px] text-caution">
          <p className="grow" role="status">
            {t(`${refused}-refused`)}
          </p>
          <button aria-label={t('dismiss')} className="control" onClick={() => setRefused(null)} type="button">
            <X aria-hidden="true" size={16} />
          </button>
        </div>
      )}
      <div className="relative min-h-0 grow">
        {/* xterm stacks its layers by z-index; isolated, none of them can lie over what covers it. */}
        <div className="absolute inset-0 isolate pt-2 pr-1 pl-3">
          <div className="h-full" data-testid="terminal" ref={slot} />
        </div>
        {isFinding && screen !== null && <FindField onClose={() => onFinding(false)} screen={screen} />}
      </div>
      {state.shell === 'ended' && connection.session.phase === 'ready' && <ShellEnded number={number} />}
      {menu !== null && screen !== null && (
        <PopupMenu
          entries={[
            {
              label: t('copy'),
              shortcut: 'Ctrl+Shift+C',
              isDisabled: !screen.hasSelection,
              choose: () => void screen.copy(),
            },
            { label: t('paste'), shortcut: 'Ctrl+Shift+V', choose: () => void screen.paste() },
            { label: t('select-all'), choose: () => screen.selectAll() },
            { label: t('find'), shortcut: 'Ctrl+Shift+F', choose: () => onFinding(true) },
            { label: t('clear'), choose: () => screen.clear() },
          ]}
          label={t('screen-menu')}
          onClose={() => setMenu(null)}
          place={menu}
        />
      )}
      {question !== null && (
        <QuestionDialog
          cancel={t('start-over-cancel')}
          confirm={t('paste-confirm')}
          onCancel={() => answer(false)}
          onConfirm={() => answer(true)}
          text={t('paste-text', { lines: question.lines })}
          title={t('paste-title')}
        />
      )}
    </div>
  );
}
