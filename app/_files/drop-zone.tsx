'use client';
/**
 * Takes files that are dropped onto what it holds and uploads them into the learner's home. Says so while something is dragged
 * over it. Whoever works by keyboard uses the files menu.
 */
import { useState, type DragEvent, type ReactNode } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { filesOfDrop, hasFiles } from './chosen-files.ts';
import { UploadNotice } from './upload-notice.tsx';
import { uploads } from './uploads.ts';

export function DropZone({ children }: { readonly children: ReactNode }) {
  const t = useSentences('files');
  const { connection } = useLesson();
  const [isOver, setIsOver] = useState(false);
  const sessionId = connection.session.phase === 'ready' ? connection.sessionId : null;

  const over = (event: DragEvent) => {
    if (!hasFiles(event.dataTransfer)) return;
    // Otherwise the browser would leave the page for the dropped file, also while there is no sandbox.
    event.preventDefault();
    event.dataTransfer.dropEffect = sessionId === null ? 'none' : 'copy';
    setIsOver(true);
  };
  const leave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setIsOver(false);
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    setIsOver(false);
    if (sessionId === null) return;
    void filesOfDrop(event.dataTransfer).then((files) => uploads.begin(sessionId, files));
  };

  return (
    <div
      className="relative flex min-h-0 grow flex-col"
      onDragEnterCapture={over}
      onDragLeaveCapture={leave}
      onDragOverCapture={over}
      onDropCapture={drop}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-2 z-20 flex items-center justify-center rounded-xl border-2 border-dashed border-accent bg-accent-soft/90 p-6">
          <p className="text-center text-[15px] font-semibold text-ink">
            {t(sessionId === null ? 'not-ready' : 'drop')}
          </p>
        </div>
      )}
      <UploadNotice />
    </div>
  );
}
