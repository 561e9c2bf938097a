'use client';
/**
 * The text of one open file, in Monaco. Keeps for each file where the cursor was.
 *
 * Knows nothing about saving.
 */
import type { editor } from 'monaco-editor';
import { useEffect, useRef } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { currentAppearance, watchAppearance } from '#app/_terminal/appearance.ts';
import type { EditorSession, Revealed } from './editor-session.ts';
import { themeName } from './editor-themes.ts';

/** Settings that every view of a text shares. */
export const textOptions: editor.IEditorOptions = {
  automaticLayout: true,
  fontFamily: "'JetBrains Mono', 'D2Coding', 'Noto Sans Mono CJK KR', ui-monospace, monospace",
  fontLigatures: false,
  fontSize: 13.5,
  lineHeight: 21,
  minimap: { enabled: false },
  // What stands in a file may come from anywhere; it is nothing to follow.
  links: false,
  scrollBeyondLastLine: false,
  // Lists and explanations may be larger than the pane.
  fixedOverflowWidgets: true,
  padding: { top: 8, bottom: 8 },
  stickyScroll: { enabled: false },
  // Hangul is nobody's attempt to pass for Latin letters.
  unicodeHighlight: { ambiguousCharacters: false },
  wordWrap: 'on',
  wrappingIndent: 'indent',
};

export function CodeArea({
  session,
  path,
  revealed,
}: {
  readonly session: EditorSession;
  /** The file to show, null for none. */
  readonly path: string | null;
  readonly revealed: Revealed | null;
}) {
  const t = useSentences('editor');
  const host = useRef<HTMLDivElement>(null);
  const code = useRef<editor.IStandaloneCodeEditor | null>(null);
  const views = useRef(new Map<string, editor.ICodeEditorViewState | null>());
  const { monaco, buffers } = session;

  useEffect(() => {
    if (host.current === null) return;
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const created = monaco.editor.create(host.current, {
      ...textOptions,
      model: null,
      cursorBlinking: isCalm ? 'solid' : 'blink',
      theme: themeName(currentAppearance()),
    });
    code.current = created;
    const stop = watchAppearance((appearance) => monaco.editor.setTheme(themeName(appearance)));
    return () => {
      stop();
      code.current = null;
      created.dispose();
    };
  }, [monaco]);

  useEffect(() => {
    const shown = code.current;
    if (shown === null) return;
    const known = views.current;
    shown.setModel(path === null ? null : buffers.model(path));
    if (path === null) return;
    shown.updateOptions({ ariaLabel: t('code', { path }) });
    shown.restoreViewState(known.get(path) ?? null);
    return () => {
      // Closed in the meantime: it begins at its first line when it is opened again.
      if (buffers.model(path) === null) known.delete(path);
      else known.set(path, shown.saveViewState());
    };
  }, [monaco, buffers, path, t]);

  useEffect(() => {
    const shown = code.current;
    if (shown === null || revealed === null || revealed.path !== path) return;
    if (revealed.line !== null) {
      shown.setPosition({ lineNumber: revealed.line, column: 1 });
      shown.revealLineInCenterIfOutsideViewport(revealed.line);
    }
    shown.focus();
    // Each request is a new object, so that the same line can be shown twice.
  }, [revealed, path]);

  return <div className="h-full w-full" data-testid="editor-text" ref={host} />;
}
