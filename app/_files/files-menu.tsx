'use client';
/**
 * Files into and out of the sandbox: download the home folder, upload files or a folder.
 */
import { Folder } from 'lucide-react';
import { useRef, type ChangeEvent } from 'react';
import { Popover } from '#app/_components/popover.tsx';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { filesOfInput } from './chosen-files.ts';
import { uploads, useUploadState } from './uploads.ts';

export function FilesMenu() {
  const t = useSentences('files');
  const { connection, lessonId } = useLesson();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const isSending = useUploadState().kind === 'sending';
  const sessionId = connection.session.phase === 'ready' ? connection.sessionId : null;

  const upload = ({ target }: ChangeEvent<HTMLInputElement>) => {
    if (sessionId !== null) uploads.begin(sessionId, filesOfInput(target));
    // The same files can be chosen again.
    target.value = '';
  };

  return (
    <>
      <Popover
        button={
          <>
            <Folder aria-hidden="true" size={16} />
            {t('menu')}
          </>
        }
      >
        {(close) => (
          <div className="space-y-4 text-[13.5px] leading-relaxed text-ink-soft">
            {sessionId === null && <p>{t('not-ready')}</p>}
            <div>
              <div className="flex flex-wrap gap-2">
                <button
                  className="control max-sm:min-h-11 disabled:opacity-50"
                  disabled={sessionId === null || isSending}
                  onClick={() => {
                    files.current?.click();
                    close();
                  }}
                  type="button"
                >
                  {t('upload-files')}
                </button>
                <button
                  className="control max-sm:min-h-11 disabled:opacity-50"
                  disabled={sessionId === null || isSending}
                  onClick={() => {
                    folder.current?.click();
                    close();
                  }}
                  type="button"
                >
                  {t('upload-folder')}
                </button>
              </div>
              <p className="mt-2">{isSending ? t('busy') : t('upload-text')}</p>
            </div>
            <div className="border-t border-line pt-4">
              {sessionId !== null && (
                <a
                  className="control max-sm:min-h-11"
                  download
                  href={`/api/sessions/${sessionId}/files?${new URLSearchParams({ lesson: lessonId }).toString()}`}
                  onClick={close}
                >
                  {t('download')}
                </a>
              )}
              <p className="mt-2">{t('download-text')}</p>
            </div>
          </div>
        )}
      </Popover>
      {/* Outside of what closes, so that the dialog's answer finds them. */}
      <input aria-hidden="true" className="hidden" multiple onChange={upload} ref={files} tabIndex={-1} type="file" />
      <input
        aria-hidden="true"
        className="hidden"
        onChange={upload}
        ref={(input) => {
          folder.current = input;
          // React's types do not know the attribute.
          if (input !== null) input.webkitdirectory = true;
        }}
        tabIndex={-1}
        type="file"
      />
    </>
  );
}
