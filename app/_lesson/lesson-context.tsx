'use client';
/**
 * What the parts of a lesson page share: the lesson's steps and their states, the sandbox, and the terminal.
 *
 * Knows nothing about how any of it looks.
 */
import { config } from 'zod';
import { costOfHints, labScore, type AskedHints, type HintCosts } from '#lessons/_scoring/score.ts';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Language, Localized } from '#protocol/localized.ts';
import { fill } from '#app/_messages/fill.ts';
import type { Messages } from '#app/_messages/messages.ts';
import { initialConnectionState, type ConnectionState } from '#app/_terminal/connection-state.ts';
import type { OpenTerminal } from '#app/_terminal/open-terminal.ts';
import { SessionFeed } from '#app/_terminal/session-feed.ts';
import { WorkbenchRequests, type PaneName } from '#app/_workbench/requests.ts';
import { useLatestState } from './latest-state.ts';
import { lessonProgress, type LessonProgress } from './step-state.ts';

/** A link that leads on after the lesson. */
export interface WayOn {
  readonly href: string;
  readonly title: Localized | null;
}

/** What the server knows about the lesson when it makes the page. */
export interface LessonFacts {
  readonly lessonId: string;
  readonly language: Language;
  readonly steps: readonly { readonly id: string; readonly title: Localized; readonly points: number | null }[];
  readonly passedSteps: readonly string[];
  /** Only in a lab: its hints. */
  readonly lab?: { readonly hintCosts: HintCosts; readonly askedHints: AskedHints };
  readonly wayOn: WayOn;
  /** The interface's sentences that a lesson page needs in the browser. */
  readonly messages: BrowserMessages;
  /** What a learner reads about an error, by its code. */
  readonly errorSentences: Readonly<Record<string, string>>;
}

type BrowserMessages = Pick<
  Messages,
  | 'lesson'
  | 'terminal'
  | 'session'
  | 'files'
  | 'workbench'
  | 'editor'
  | 'preview'
  | 'picture'
  | 'troubles'
  | 'explanations'
  | 'quiz'
>;

/** How a lab stands. */
interface LabState {
  /** Of 100, as the server reckons it too. */
  readonly score: number;
  /** What hints have taken away. */
  readonly cost: number;
}

interface Lesson extends Omit<LessonFacts, 'passedSteps' | 'errorSentences' | 'lab'> {
  /** Null in a lesson. */
  readonly lab: LabState | null;
  readonly connection: ConnectionState;
  /** What the sandbox tells panes that keep their own picture of it. */
  readonly feed: SessionFeed;
  /** What one pane asks of another. */
  readonly requests: WorkbenchRequests;
  readonly setConnection: (state: ConnectionState) => void;
  readonly progress: LessonProgress;
  readonly terminal: OpenTerminal | null;
  readonly setTerminal: (terminal: OpenTerminal | null) => void;
  /** The one pane that a narrow screen shows. */
  readonly view: PaneName;
  /** Shows a pane on a narrow screen. Elsewhere nothing changes: to bring a pane to light anywhere, ask for it in `requests`. */
  readonly setView: (view: PaneName) => void;
  /** Puts a command into the terminal without running it. The terminal is brought to light. */
  readonly insertCommand: (command: string) => void;
  /** Puts a command into the terminal and runs it. */
  readonly runCommand: (command: string) => void;
  /** What to tell about an error; a code this page does not know is told as a sandbox that could not be started. */
  readonly explain: (code: string) => string;
}

// Otherwise zod tries whether code may be made of text, and the page's policy reports that it may not.
config({ jitless: true });

const LessonContext = createContext<Lesson | null>(null);

/** The lesson of this page. */
export function useLesson(): Lesson {
  const lesson = useContext(LessonContext);
  if (lesson === null) throw new Error('This part of a lesson page stands outside of a lesson.');
  return lesson;
}

/** A function that says the interface's sentences of one namespace. */
export function useSentences<Namespace extends keyof BrowserMessages>(namespace: Namespace) {
  const sentences: BrowserMessages[Namespace] = useLesson().messages[namespace];
  return useCallback(
    (key: keyof BrowserMessages[Namespace], values?: Readonly<Record<string, string | number>>): string =>
      fill(String(sentences[key]), values),
    [sentences],
  );
}

export function LessonProvider({ facts, children }: { readonly facts: LessonFacts; readonly children: ReactNode }) {
  const { passedSteps, errorSentences, lab: hints, ...shared } = facts;
  const [connection, setConnection] = useLatestState(initialConnectionState);
  const [terminal, setTerminal] = useState<OpenTerminal | null>(null);
  const [view, setView] = useState<PaneName>('text');
  const [feed] = useState(() => new SessionFeed());
  const [requests] = useState(() => new WorkbenchRequests());
  // A click before the terminal has loaded is not lost.
  const waiting = useRef<string[]>([]);
  const progress = useMemo(
    () =>
      lessonProgress(
        shared.steps.map(({ id }) => id),
        new Set(passedSteps),
        connection,
        hints === undefined ? 'in-order' : 'any-order',
      ),
    [shared.steps, passedSteps, connection, hints],
  );
  const lab = useMemo(() => {
    if (hints === undefined) return null;
    const { hintCosts, askedHints } = hints;
    const isPassed = (id: string) => progress.states.get(id)?.kind === 'passed';
    return {
      score: labScore(shared.steps, isPassed, hintCosts, askedHints),
      cost: costOfHints(shared.steps, hintCosts, askedHints),
    };
  }, [shared.steps, hints, progress]);
  const openedTerminal = useCallback((opened: OpenTerminal | null) => {
    setTerminal(opened);
    if (opened !== null) for (const text of waiting.current.splice(0)) opened.insert(text);
  }, []);
  const insertCommand = useCallback(
    (text: string) => {
      requests.panes.ask('terminal');
      if (terminal === null) waiting.current.push(text);
      // A hidden terminal cannot take the keyboard; by the next frame it is shown.
      else requestAnimationFrame(() => terminal.insert(text));
    },
    [terminal, requests],
  );
  const runCommand = useCallback((command: string) => insertCommand(`${command}\r`), [insertCommand]);
  const lesson: Lesson = {
    ...shared,
    lab,
    connection,
    setConnection,
    progress,
    terminal,
    setTerminal: openedTerminal,
    view,
    setView,
    insertCommand,
    runCommand,
    feed,
    requests,
    explain: (code) =>
      (Object.hasOwn(errorSentences, code) ? errorSentences[code] : errorSentences['sandbox-start-failed']) ?? '',
  };
  return <LessonContext value={lesson}>{children}</LessonContext>;
}
