'use client';
/**
 * What stands in place of a text: no file is open, it is still loading, could not be opened, or is no text.
 */
import { Download } from 'lucide-react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { OpenFile } from './edited-file.ts';
import { downloadAddress } from './home-requests.ts';
import { isMissing, nameOf } from './open-files.ts';

export function FileFacts({
  file,
  sessionId,
  isWaiting,
  isNarrow,
  onRetry,
  onMake,
}: {
  readonly file: OpenFile | null;
  readonly sessionId: string | null;
  readonly isWaiting: boolean;
  readonly isNarrow: boolean;
  readonly onRetry: (path: string) => void;
  readonly onMake: (path: string) => void;
}) {
  const t = useSentences('editor');
  const { explain, language } = useLesson();
  const content = () => {
    if (isWaiting) return <p>{t('waiting')}</p>;
    if (file === null) return <p>{t(isNarrow ? 'nothing-open-narrow' : 'nothing-open')}</p>;
    const name = nameOf(file.path);
    switch (file.kind) {
      case 'text':
        return null;
      case 'loading':
        return (
          <p className="appears-late" role="status">
            {t('file-loading', { name })}
          </p>
        );
      case 'failed':
        return (
          <div role="alert">
            <p>{explain(file.code)}</p>
            <div className="mt-4 flex flex-wrap justify-center gap-2">
              <button className="control pointer-coarse:min-h-11" onClick={() => onRetry(file.path)} type="button">
                {t('retry')}
              </button>
              {isMissing(file) && (
                <button className="control pointer-coarse:min-h-11" onClick={() => onMake(file.path)} type="button">
                  {t('make-file')}
                </button>
              )}
            </div>
          </div>
        );
      case 'binary':
      case 'too-large':
        return (
          <div>
            <p>{t(file.kind, { name, size: sizeInWords(file.bytes, language) })}</p>
            {sessionId !== null && (
              <a className="control mt-4 pointer-coarse:min-h-11" download href={downloadAddress(sessionId, file.path)}>
                <Download aria-hidden size={16} />
                {t('download')}
              </a>
            )}
          </div>
        );
    }
  };
  return (
    <div className="absolute inset-0 flex items-center justify-center overflow-auto p-6 text-center text-[14px] leading-relaxed text-ink-soft">
      <div className="max-w-[44ch]">{content()}</div>
    </div>
  );
}

/** "3.4 MB", as the learner's language writes numbers. */
function sizeInWords(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = units[power] ?? 'byte';
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 });
  return format.format(bytes / 1000 ** power);
}
