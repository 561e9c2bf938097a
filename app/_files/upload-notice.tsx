'use client';
/**
 * How the upload of this page stands, in a corner of the terminal.
 */
import { Check, TriangleAlert } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { uploads, useUploadState } from './uploads.ts';

/** Names that are listed; the others are counted. */
const MOST_NAMES = 6;

export function UploadNotice() {
  const t = useSentences('files');
  const { explain } = useLesson();
  const upload = useUploadState();
  // How an upload into another lesson's sandbox ended is no news on this page.
  useEffect(() => () => uploads.dismiss(), []);
  switch (upload.kind) {
    case 'none':
      return null;
    case 'sending':
      return <Sending count={upload.count} sent={upload.sent} />;
    case 'done':
      return (
        <Notice role="status">
          <p className="flex items-center gap-2 font-semibold text-positive">
            <Check aria-hidden="true" size={16} />
            {t('done')}
          </p>
          {upload.isRenamed && <p className="mt-1.5 text-ink-soft">{t('renamed')}</p>}
          <ul className="mt-2 space-y-0.5">
            {upload.names.slice(0, MOST_NAMES).map((name) => (
              <li className="truncate font-mono text-[13px]" key={name} title={name}>
                <bdi>{name}</bdi>
              </li>
            ))}
            {upload.names.length > MOST_NAMES && (
              <li className="text-ink-soft">{t('more', { count: upload.names.length - MOST_NAMES })}</li>
            )}
          </ul>
        </Notice>
      );
    case 'failed':
      return (
        <Notice role="alert">
          <p className="flex items-center gap-2 font-semibold text-danger">
            <TriangleAlert aria-hidden="true" size={16} />
            {t('failed')}
          </p>
          <p className="mt-1.5 leading-relaxed">{explain(upload.code)}</p>
        </Notice>
      );
    case 'cancelled':
    case 'empty':
      return (
        <Notice role="status">
          <p className="leading-relaxed">{t(upload.kind)}</p>
        </Notice>
      );
  }
}

function Sending({ count, sent }: { readonly count: number; readonly sent: number }) {
  const t = useSentences('files');
  const percent = Math.floor(sent * 100);
  const isPlacing = sent >= 1;
  return (
    <Corner>
      {/* Said aloud at the beginning and when all is sent; the percents between are the progress bar's. */}
      <p aria-hidden="true">{isPlacing ? t('placing', { count }) : t('uploading', { count, percent })}</p>
      <p className="sr-only" role="status">
        {isPlacing ? t('placing', { count }) : t('uploading', { count, percent: 0 })}
      </p>
      <div
        aria-label={t('progress')}
        aria-valuemax={100}
        aria-valuemin={0}
        aria-valuenow={percent}
        className="mt-2.5 h-1.5 overflow-hidden rounded-full bg-line"
        role="progressbar"
      >
        <div
          className={`h-full rounded-full bg-accent ${isPlacing ? 'animate-pulse' : ''}`}
          style={{ width: `${String(percent)}%` }}
        />
      </div>
      {!isPlacing && (
        <button className="control mt-3 max-sm:min-h-11" onClick={() => uploads.cancel()} type="button">
          {t('cancel')}
        </button>
      )}
    </Corner>
  );
}

function Notice({ role, children }: { readonly role: 'status' | 'alert'; readonly children: ReactNode }) {
  const t = useSentences('files');
  return (
    <Corner>
      <div role={role}>{children}</div>
      <button className="control mt-3 max-sm:min-h-11" onClick={() => uploads.dismiss()} type="button">
        {t('dismiss')}
      </button>
    </Corner>
  );
}

function Corner({ children }: { readonly children: ReactNode }) {
  return (
    <div className="appears absolute right-3 bottom-3 z-20 w-[min(20rem,calc(100%-1.5rem))] rounded-xl border border-line bg-surface p-4 text-[14px] text-ink shadow-2xl">
      {children}
    </div>
  );
}
