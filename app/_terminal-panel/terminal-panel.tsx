'use client';
/**
 * The terminal's half of a lesson page: its bar, its banners, the terminal, and what covers it while there is no sandbox.
 */
import '@xterm/xterm/css/xterm.css';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { ShellEnded } from './shell-ended.tsx';
import { TerminalBanner } from './terminal-banner.tsx';
import { TerminalBar } from './terminal-bar.tsx';
import { TerminalCover } from './terminal-cover.tsx';
import { readScreenReaderMode, rememberScreenReaderMode } from './screen-reader-mode.ts';

const DESCRIPTION_ID = 'terminal-description';

export function TerminalPanel() {
  const t = useSentences('terminal');
  const { lessonId, terminal, setTerminal, setConnection } = useLesson();
  const container = useRef<HTMLDivElement>(null);
  const [screenReaderMode, setScreenReaderMode] = useState(false);
  const [isStartingOver, setIsStartingOver] = useState(false);
  const label = useEffectEvent(() => t('label'));

  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    let isLeft = false;
    let leave = () => {
      isLeft = true;
    };
    const isOn = readScreenReaderMode();
    setScreenReaderMode(isOn);
    void (async () => {
      const { openTerminal } = await import('#app/_terminal/open-terminal.ts');
      if (isLeft) return;
      const opened = await openTerminal(element, {
        lessonId,
        label: label(),
        descriptionId: DESCRIPTION_ID,
        screenReaderMode: isOn,
        onState: setConnection,
      });
      if (isLeft) {
        opened.dispose();
        return;
      }
      leave = () => {
        opened.dispose();
        setTerminal(null);
      };
      setTerminal(opened);
    })();
    return () => leave();
  }, [lessonId, setConnection, setTerminal]);

  const toggleScreenReaderMode = () => {
    const isOn = !screenReaderMode;
    setScreenReaderMode(isOn);
    rememberScreenReaderMode(isOn);
    terminal?.setScreenReaderMode(isOn);
  };

  return (
    <section aria-label={t('label')} className="flex h-full flex-col bg-terminal">
      <TerminalBar
        onStartingOver={setIsStartingOver}
        onToggleScreenReaderMode={toggleScreenReaderMode}
        screenReaderMode={screenReaderMode}
      />
      <TerminalBanner />
      <p className="sr-only" id={DESCRIPTION_ID}>
        {t('leave-description')}
      </p>
      <div className="relative min-h-0 grow">
        {/* xterm stacks its layers by z-index; isolated, none of them can lie over the cover. */}
        <div className="absolute inset-0 isolate pt-2 pr-1 pl-3">
          <div className="h-full" data-testid="terminal" ref={container} />
        </div>
        <TerminalCover isStartingOver={isStartingOver} />
      </div>
      <ShellEnded />
    </section>
  );
}
