'use client';
/**
 * The text in the sandbox beside the learner's own, line by line. The learner's can still be edited.
 *
 * Knows nothing about which of them will stay.
 */
import { useEffect, useRef } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { currentAppearance } from '#app/_terminal/appearance.ts';
import { textOptions } from './code-area.tsx';
import type { EditorSession } from './editor-session.ts';
import { themeName } from './editor-themes.ts';
import { languageOfFile } from './language-of-file.ts';

export function TextComparison({
  session,
  path,
  theirs,
}: {
  readonly session: EditorSession;
  readonly path: string;
  readonly theirs: string;
}) {
  const t = useSentences('editor');
  const host = useRef<HTMLDivElement>(null);
  const { monaco, buffers } = session;

  useEffect(() => {
    const element = host.current;
    let end = () => {};
    // Monaco reports it as an error when a comparison goes while it is being made, as React's trial run of effects would.
    const frame = requestAnimationFrame(() => {
      const modified = buffers.model(path);
      if (element === null || modified === null) return;
      const original = monaco.editor.createModel(theirs, languageOfFile(path));
      const comparison = monaco.editor.createDiffEditor(element, {
        ...textOptions,
        renderGutterMenu: false,
        renderMarginRevertIcon: false,
        theme: themeName(currentAppearance()),
        originalAriaLabel: t('compare-theirs'),
        modifiedAriaLabel: t('compare-mine'),
      });
      comparison.setModel({ original, modified });
      comparison.getModifiedEditor().focus();
      end = () => {
        comparison.dispose();
        original.dispose();
      };
    });
    return () => {
      cancelAnimationFrame(frame);
      end();
    };
  }, [monaco, buffers, path, theirs, t]);

  return (
    <div className="absolute inset-0 flex flex-col">
      <p className="flex shrink-0 justify-between border-b border-line bg-sunken px-3 py-1 text-[12.5px] text-ink-soft">
        <span>− {t('compare-theirs')}</span>
        <span>+ {t('compare-mine')}</span>
      </p>
      <div className="min-h-0 grow" ref={host} />
    </div>
  );
}
