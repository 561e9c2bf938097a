/**
 * What a learner can do with the panes of a lesson page: go to one, open, close, enlarge and size them.
 *
 * Knows nothing about how they look.
 */
import { useEffect, useEffectEvent, useState } from 'react';
import { rememberPreference } from '#app/_components/preference-cookies.ts';
import { useLesson } from '#app/_lesson/lesson-context.tsx';
import {
  isTool,
  shownTools,
  toolNames,
  withoutTool,
  withTool,
  writeLayout,
  type Room,
  type ToolName,
  type WorkbenchLayout,
} from './layout.ts';
import { PaneKeyboard, paneOf } from './pane-keyboard.ts';
import { tools } from './panes.tsx';
import { paneNames, type PaneName } from './requests.ts';
import { useRoom } from './room.ts';

/** The panes of a page and what can be done with them. */
export interface Bench {
  readonly room: Room;
  readonly layout: WorkbenchLayout;
  /** The one pane that a column shows. */
  readonly view: PaneName;
  /** Tools to be seen, those included that an enlarged one covers. */
  readonly shown: readonly ToolName[];
  /** Tools that have a place in the page, seen or not. */
  readonly placed: readonly ToolName[];
  /** Tools whose code is there and that keep what they hold. */
  readonly loaded: readonly ToolName[];
  /** The tool that takes all the room beside the text. */
  readonly enlarged: ToolName | null;
  /** Whether the terminals can be seen. */
  readonly showsTerminals: boolean;
  /** Brings a pane to light and leaves the keyboard where it is. */
  show(pane: PaneName): void;
  /** Brings a pane to light and takes the keyboard there. */
  goTo(pane: PaneName): void;
  /** Goes to the pane before (-1) or behind (1) the one with the keyboard. */
  step(distance: 1 | -1): void;
  /** From the terminals to the text, from anywhere else to the terminals. */
  switchHalf(): void;
  close(tool: ToolName): void;
  /** Gives a tool all the room beside the text, or takes it back. */
  toggleEnlarged(tool: ToolName): void;
  resize(sizes: Partial<Pick<WorkbenchLayout, 'toolsHeight' | 'toolWidths'>>): void;
  foldChecks(showsChecks: boolean): void;
}

/** The panes of this page, arranged as they were left. */
export function useBench(remembered: WorkbenchLayout): Bench {
  const { terminal, view, setView, requests } = useLesson();
  const room = useRoom();
  const [layout, setLayout] = useState(remembered);
  const [enlargedWish, setEnlarged] = useState<ToolName | null>(null);
  const [loaded, setLoaded] = useState<readonly ToolName[]>([]);
  const [keyboard] = useState(() => new PaneKeyboard());
  const shown = shownTools(layout.open, room, view);
  const enlarged = room !== 'column' && enlargedWish !== null && shown.includes(enlargedWish) ? enlargedWish : null;
  const placed = toolNames.filter((tool) =>
    room === 'several' ? layout.open.includes(tool) : shown.includes(tool) || loaded.includes(tool),
  );

  const shownKey = shown.join();
  const loadShown = useEffectEvent(() => {
    if (shown.some((tool) => !loaded.includes(tool)))
      setLoaded(toolNames.filter((tool) => loaded.includes(tool) || shown.includes(tool)));
  });
  useEffect(() => loadShown(), [shownKey]);
  useEffect(() => keyboard.watch(), [keyboard]);

  const change = (next: WorkbenchLayout) => {
    setLayout(next);
    rememberPreference('workbench', writeLayout(next));
  };
  // A pane that is hidden until now can take the keyboard only when it is shown.
  const enter = (pane: PaneName) =>
    requestAnimationFrame(() => (pane === 'terminal' ? terminal?.focus() : keyboard.enter(pane)));
  const open = (tool: ToolName) => {
    setView(tool);
    if (enlarged !== tool) setEnlarged(null);
    // What is looked at on a narrow screen says nothing about how a wide one is arranged.
    if (room !== 'column') change({ ...layout, open: withTool(layout.open, tool) });
  };
  const show = (pane: PaneName) => {
    if (isTool(pane)) open(pane);
    else setView(pane);
    if (pane === 'terminal') setEnlarged(null);
  };
  const goTo = (pane: PaneName) => {
    show(pane);
    enter(pane);
  };
  const requested = useEffectEvent(goTo);
  useEffect(() => requests.panes.take((pane) => requested(pane)), [requests]);

  return {
    room,
    layout,
    view,
    shown,
    placed,
    loaded,
    enlarged,
    showsTerminals: room === 'column' ? view === 'terminal' : enlarged === null,
    show,
    goTo,
    step: (distance) => {
      const order: readonly PaneName[] =
        room === 'column'
          ? paneNames.filter((pane) => !isTool(pane) || placed.includes(pane))
          : enlarged === null
            ? ['text', ...shown, 'terminal']
            : ['text', enlarged];
      const from = order.indexOf(paneOf(document.activeElement) ?? 'text');
      goTo(order[(from + distance + order.length) % order.length] ?? 'text');
    },
    switchHalf: () => goTo(paneOf(document.activeElement) === 'terminal' ? 'text' : 'terminal'),
    close: (tool) => {
      setEnlarged(null);
      if (!tools[tool].staysWhenClosed) setLoaded(loaded.filter((other) => other !== tool));
      if (view === tool) setView('text');
      change({ ...layout, open: withoutTool(layout.open, tool, room) });
    },
    toggleEnlarged: (tool) => setEnlarged(enlarged === tool ? null : tool),
    resize: (sizes) => change({ ...layout, ...sizes }),
    foldChecks: (showsChecks) => change({ ...layout, showsChecks }),
  };
}
