/**
 * Which tools of a lesson page are open beside the terminals, how much room each takes, and how that is written into a
 * cookie, so that the server draws the page as it was left.
 *
 * Knows nothing about React, nor what the tools show.
 */
import { z } from 'zod';
import type { PaneName } from './requests.ts';

/** Panes that open and close. The lesson's text and the terminals are always there. In the order in which they stand. */
export const toolNames = ['editor', 'preview', 'picture'] as const satisfies readonly PaneName[];

/** A pane that opens and closes. */
export type ToolName = (typeof toolNames)[number];

/** How the learner has arranged the page. */
export interface WorkbenchLayout {
  /** In the order in which they were opened: where only one fits, the last one is shown. */
  readonly open: readonly ToolName[];
  /** Percent of the room beside the text that the tools take above the terminals. */
  readonly toolsHeight: number;
  /** How wide each tool is in proportion to the others. */
  readonly toolWidths: Readonly<Record<ToolName, number>>;
  /** Whether the list of steps below the text is unfolded. */
  readonly showsChecks: boolean;
}

/** How the page is arranged for someone who comes for the first time. */
export const initialLayout: WorkbenchLayout = {
  open: [],
  toolsHeight: 58,
  toolWidths: { editor: 40, preview: 30, picture: 30 },
  showsChecks: false,
};

/**
 * How much fits into the window: `column` one pane at a time, the text included; `single` the text, the terminals and one
 * tool; `several` all of them.
 */
export type Room = 'column' | 'single' | 'several';

const widthSchema = z.number().min(5).max(95);

const layoutSchema = z.strictObject({
  open: z.array(z.enum(toolNames)).max(toolNames.length),
  toolsHeight: z.number().min(15).max(85),
  toolWidths: z.strictObject({ editor: widthSchema, preview: widthSchema, picture: widthSchema }),
  showsChecks: z.boolean(),
});

/** The layout that a cookie's decoded value says; the initial one when it says nothing that can be used. */
export function readLayout(value: string | undefined): WorkbenchLayout {
  if (value === undefined) return initialLayout;
  try {
    const layout = layoutSchema.parse(JSON.parse(value));
    return { ...layout, open: [...new Set(layout.open)] };
  } catch {
    // Cookies may hold anything, also what another version wrote.
    return initialLayout;
  }
}

/** A layout as the value of a cookie. */
export function writeLayout(layout: WorkbenchLayout): string {
  return encodeURIComponent(JSON.stringify(layout));
}

/** Whether a pane is one that opens and closes. */
export function isTool(pane: PaneName): pane is ToolName {
  return toolNames.some((tool) => tool === pane);
}

/**
 * The tools to be seen, in the order in which they stand.
 *
 * @param view the one pane that a column shows
 */
export function shownTools(open: readonly ToolName[], room: Room, view: PaneName): readonly ToolName[] {
  if (room === 'column') return isTool(view) ? [view] : [];
  if (room === 'single') return open.slice(-1);
  return toolNames.filter((tool) => open.includes(tool));
}

/** The open tools after one more was opened, or was asked for again. */
export function withTool(open: readonly ToolName[], tool: ToolName): readonly ToolName[] {
  return [...open.filter((other) => other !== tool), tool];
}

/** The open tools after one was closed. Where only one fits, those behind it do not come to light: closed is closed. */
export function withoutTool(open: readonly ToolName[], tool: ToolName, room: Room): readonly ToolName[] {
  return room === 'single' ? [] : open.filter((other) => other !== tool);
}

/** Percent of their common width that tools standing side by side take. */
export function shares(
  tools: readonly ToolName[],
  widths: WorkbenchLayout['toolWidths'],
): ReadonlyMap<ToolName, number> {
  const total = tools.reduce((sum, tool) => sum + widths[tool], 0);
  return new Map(tools.map((tool) => [tool, (widths[tool] / total) * 100]));
}
