/**
 * The tools of a lesson page: what each is called by, its drawing, and where its code is. The code is loaded when the tool
 * is opened for the first time.
 *
 * Knows nothing about where they stand.
 */
import { BookOpen, FileCode, Globe, Network, SquareTerminal, type LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { ToolName } from './layout.ts';
import type { PaneName } from './requests.ts';

interface Tool {
  readonly load: () => Promise<ComponentType>;
  /** Whether it stays in the page while it is closed, because it holds what cannot be had again. */
  readonly staysWhenClosed: boolean;
}

export const tools: Readonly<Record<ToolName, Tool>> = {
  editor: {
    load: async () => (await import('#app/_editor/editor-pane.tsx')).EditorPane,
    staysWhenClosed: true,
  },
  preview: {
    load: async () => (await import('#app/_preview/preview-pane.tsx')).PreviewPane,
    staysWhenClosed: true,
  },
  picture: {
    load: async () => (await import('#app/_picture/picture-pane.tsx')).PicturePane,
    staysWhenClosed: false,
  },
};

const icons: Readonly<Record<PaneName, LucideIcon>> = {
  text: BookOpen,
  editor: FileCode,
  terminal: SquareTerminal,
  preview: Globe,
  picture: Network,
};

/** The drawing of a pane; words beside it say the same. */
export function PaneIcon({ pane }: { readonly pane: PaneName }) {
  const Icon = icons[pane];
  return <Icon aria-hidden="true" className="shrink-0" size={16} />;
}
