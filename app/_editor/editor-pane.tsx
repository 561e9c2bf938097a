'use client';
/**
 * The editor's pane: it fetches the editor when it is first shown, and says so meanwhile.
 *
 * Knows nothing about Monaco: what imports it weighs next to nothing.
 */
import { useEffect, useState } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import type { EditorWorkspace } from './editor-workspace.tsx';

type Workspace = typeof EditorWorkspace;

/** The editor and the files of the learner's home. Fills what it stands in. */
export function EditorPane() {
  const t = useSentences('editor');
  const [workspace, setWorkspace] = useState<{ readonly Workspace: Workspace } | 'loading' | 'failed'>('loading');
  const isLoading = workspace === 'loading';

  useEffect(() => {
    if (!isLoading) return;
    let isShown = true;
    import('./editor-workspace.tsx').then(
      (loaded) => isShown && setWorkspace({ Workspace: loaded.EditorWorkspace }),
      () => isShown && setWorkspace('failed'),
    );
    return () => {
      isShown = false;
    };
  }, [isLoading]);

  if (typeof workspace === 'object') return <workspace.Workspace />;
  return (
    <section
      aria-busy={isLoading}
      aria-label={t('label')}
      className="flex h-full items-center justify-center bg-surface p-6 text-center text-[14px] leading-relaxed text-ink-soft"
    >
      {isLoading ? (
        <p className="appears-late" role="status">
          {t('loading')}
        </p>
      ) : (
        <div role="alert">
          <p className="max-w-[40ch]">{t('load-failed')}</p>
          <button className="secondary mt-4" onClick={() => setWorkspace('loading')} type="button">
            {t('retry')}
          </button>
        </div>
      )}
    </section>
  );
}
