'use client';
/**
 * Ties the open files and the file tree of a page to its sandbox: they begin when it is ready, follow its news, and keep what
 * is unsaved when it goes.
 *
 * Knows nothing about how any of it looks.
 */
import { useEffect, useRef, useState } from 'react';
import { useLesson } from '#app/_lesson/lesson-context.tsx';
import type { FileRequest } from '#app/_workbench/requests.ts';
import { Drafts } from './drafts.ts';
import { FileTree } from './file-tree.ts';
import { homeOf, type Home } from './home-requests.ts';
import { MonacoBuffers } from './monaco-buffers.ts';
import { readyMonaco } from './monaco.ts';
import type { Monaco } from './monaco-type.ts';
import { isMissing, OpenFiles } from './open-files.ts';
import { placedText } from './placed-text.ts';
import { readTabs, rememberTabs } from './remembered-tabs.ts';

/** What an editor works with. */
export interface EditorSession {
  readonly monaco: Monaco;
  readonly home: Home;
  readonly tree: FileTree;
  readonly files: OpenFiles;
  readonly buffers: MonacoBuffers;
}

/** A line of a file that the learner is to see, with the keyboard in it. */
export interface Revealed {
  readonly path: string;
  /** From 1; null leaves the cursor where it is. */
  readonly line: number | null;
}

/** The editor of this page; null until it is there. */
export function useEditorSession(): {
  readonly session: EditorSession | null;
  /** The sandbox whose files these are; null while it is not running. */
  readonly sessionId: string | null;
  readonly revealed: Revealed | null;
  readonly reveal: (revealed: Revealed) => void;
} {
  const { feed, requests, connection, lessonId, language } = useLesson();
  const sessionId = connection.session.phase === 'ready' ? connection.sessionId : null;
  const isReachable = sessionId !== null && connection.link === 'open';
  const currentId = useRef(sessionId);
  const [session, setSession] = useState<EditorSession | null>(null);
  const [restored, setRestored] = useState<EditorSession | null>(null);
  const [revealed, setRevealed] = useState<Revealed | null>(null);

  useEffect(() => {
    currentId.current = sessionId;
  }, [sessionId]);

  useEffect(() => {
    const monaco = readyMonaco(language);
    const home = homeOf(() => currentId.current);
    const buffers: MonacoBuffers = new MonacoBuffers(monaco, (path) => files.file(path)?.edited());
    const files = new OpenFiles({ home, buffers, drafts: new Drafts(lessonId) });
    const tree = new FileTree(home);
    const begun: EditorSession = { monaco, home, buffers, files, tree };
    const stopWatching = feed.watch('files');
    const stopHearing = feed.on('files-changed', ({ folders }) => {
      tree.changedIn(folders);
      void files.changedIn(folders);
    });
    const leave = () => {
      if (document.visibilityState === 'hidden') void files.saveAll();
      files.keepDrafts();
    };
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('pagehide', leave);
    setSession(begun);
    return () => {
      stopWatching();
      stopHearing();
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('pagehide', leave);
      setSession(null);
      void files.dispose();
    };
  }, [feed, lessonId, language]);

  // Each time the sandbox can be reached; the first time with what was open at the last visit.
  const isRestored = useRef<EditorSession | null>(null);
  useEffect(() => {
    if (session === null || !isReachable) return;
    void session.tree.refresh('');
    session.tree.changedIn(null);
    if (isRestored.current === session) {
      void session.files.reconnected();
      return;
    }
    isRestored.current = session;
    const { paths, current } = readTabs(lessonId);
    void session.files.restore(paths, current);
    setRestored(session);
  }, [session, isReachable, lessonId]);

  useEffect(() => {
    if (restored === null) return;
    return restored.files.subscribe(() => {
      const { files, current } = restored.files.view;
      rememberTabs(lessonId, { paths: files.map(({ path }) => path), current });
    });
  }, [restored, lessonId]);

  useEffect(() => {
    if (restored === null) return;
    return requests.files.take((request) => void perform(restored, request).then(setRevealed));
  }, [restored, requests]);

  return { session, sessionId, revealed, reveal: setRevealed };
}

/** Opens the file and puts the text where it belongs. */
async function perform({ files, buffers }: EditorSession, { path, put }: FileRequest): Promise<Revealed> {
  const opened = await files.open(path);
  if (put === null) return { path, line: null };
  if (isMissing(opened)) files.begin(path);
  else if (opened.kind !== 'text') return { path, line: null };
  const edit = placedText(buffers.read(path), put);
  const line = edit === null ? null : buffers.apply(path, edit);
  void files.file(path)?.save();
  return { path, line };
}
