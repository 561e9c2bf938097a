'use client';
/**
 * What a learner can do with the terminals of a lesson: open, split, show, rename and close them.
 *
 * Knows nothing about how tabs and panes look.
 */
import { useEffect, useMemo, useState } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { TerminalState } from '#app/_terminal/connection-state.ts';
import { MOST_TERMINALS } from '#protocol/messages.ts';
import { useNarrowScreen } from './narrow-screen.ts';
import {
  existingLayout,
  initialPaneLayout,
  MOST_PANES,
  onlyCurrent,
  showing,
  splitFor,
  tabFrom,
  without,
  type PaneLayout,
} from './pane-layout.ts';
import { readLayout, rememberLayout } from './remembered-layout.ts';

/** The terminals of a lesson and what can be done with them. */
export interface TerminalWorkspace {
  readonly terminals: readonly TerminalState[];
  readonly layout: PaneLayout;
  readonly isNarrow: boolean;
  readonly canOpen: boolean;
  readonly canSplit: boolean;
  readonly canClose: boolean;
  /** What a terminal is called, by the learner or by its number. */
  titleOf(terminal: TerminalState): string;
  /** Goes to a terminal and takes the keyboard there. */
  show(number: number): void;
  /** The learner has gone to a terminal that is shown. */
  entered(number: number): void;
  open(): Promise<void>;
  split(direction: PaneLayout['direction']): Promise<void>;
  /** Shows the current terminal alone. */
  showOnlyCurrent(): void;
  /** Goes to a tab before (-1) or behind (1) the current one. */
  step(distance: number): void;
  close(number: number): void;
  rename(number: number, name: string): void;
}

/** The terminals of this page's lesson. */
export function useTerminalWorkspace(): TerminalWorkspace {
  const t = useSentences('terminal');
  const { lessonId, connection, terminal } = useLesson();
  const { terminals } = connection;
  const isNarrow = useNarrowScreen();
  // What the learner wants to see. Terminals the page does not know of yet are kept in it: it may still be connecting.
  const [wish, setWish] = useState(initialPaneLayout);
  const numbers = useMemo(() => terminals.map(({ number }) => number), [terminals]);
  const layout = useMemo(() => {
    const whole = existingLayout(wish, numbers);
    return isNarrow ? onlyCurrent(whole) : whole;
  }, [wish, numbers, isNarrow]);
  const { current } = layout;

  useEffect(() => setWish(readLayout(lessonId)), [lessonId]);
  useEffect(() => terminal?.setCurrent(current), [terminal, current]);

  const change = (next: PaneLayout) => {
    setWish(next);
    rememberLayout(lessonId, next);
    // The keyboard goes to the terminal when its pane has appeared.
    terminal?.setCurrent(next.current);
    requestAnimationFrame(() => terminal?.focus());
  };
  // On a narrow screen one pane is shown, but the others are wanted again on a wide one.
  const whole = () => existingLayout(wish, numbers);
  const isOpen = terminal !== null && connection.link === 'open' && connection.session.phase === 'ready';
  const canOpen = isOpen && terminals.length < MOST_TERMINALS;

  return {
    terminals,
    layout,
    isNarrow,
    canOpen,
    canSplit: canOpen && !isNarrow && layout.panes.length < MOST_PANES,
    canClose: isOpen && terminals.length > 1,
    titleOf: ({ number, name }) => name ?? t('terminal-number', { number }),
    show: (number) => change(showing(whole(), number)),
    entered: (number) => {
      if (number === current) return;
      const next = showing(whole(), number);
      setWish(next);
      rememberLayout(lessonId, next);
    },
    open: async () => {
      const number = canOpen ? await terminal.openTerminal() : null;
      if (number !== null) change(showing(whole(), number));
    },
    split: async (direction) => {
      const number = canOpen ? await terminal.openTerminal() : null;
      if (number !== null) change(splitFor(whole(), number, direction));
    },
    showOnlyCurrent: () => change(onlyCurrent(layout)),
    step: (distance) => change(showing(whole(), tabFrom(current, distance, numbers))),
    close: (number) => {
      if (!isOpen) return;
      terminal.closeTerminal(number);
      change(without(whole(), number, numbers));
    },
    rename: (number, name) => terminal?.renameTerminal(number, name),
  };
}
