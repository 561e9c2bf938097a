'use client';
/**
 * Code that belongs into one of the learner's files: a click opens the file in the editor, another puts the code where it
 * belongs. The editor's undo takes it back.
 */
import { FileInput, FilePen } from 'lucide-react';
import type { FileSnippet } from '#lessons/_loader/code-fence.ts';
import { CodeText } from './code-text.tsx';
import { useLesson, useSentences } from './lesson-context.tsx';

export function FileSnippetBlock({ code, file }: { readonly code: string; readonly file: FileSnippet }) {
  const t = useSentences('lesson');
  const { requests } = useLesson();
  const open = (put: boolean) => {
    requests.files.ask({ path: file.path, put: put ? { text: code, place: file.place } : null });
    requests.panes.ask('editor');
  };
  return (
    <figure className="overflow-hidden rounded-lg border border-line">
      <figcaption className="flex flex-wrap items-center gap-1.5 border-b border-line bg-surface px-3 py-1.5">
        <code className="mr-auto font-mono text-[13px] text-ink-soft">{file.path}</code>
        <button className="control max-sm:min-h-11" onClick={() => open(false)} type="button">
          <FilePen aria-hidden="true" size={16} />
          {t('file-open')}
        </button>
        <button className="control max-sm:min-h-11" data-put onClick={() => open(true)} type="button">
          <FileInput aria-hidden="true" size={16} />
          {t('file-put')}
        </button>
      </figcaption>
      <CodeText code={code} isFramed={false} />
    </figure>
  );
}
