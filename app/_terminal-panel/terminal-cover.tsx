'use client';
/**
 * What lies over the terminal while there is no sandbox: it is being prepared, was stopped, or could not be opened.
 */
import { useEffect, useState, type ReactNode } from 'react';
import { WaitingCover } from '#app/_components/waiting-cover.tsx';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { QueueCover } from '#app/_session/queue-cover.tsx';
import { RewindingCover } from '#app/_session/rewinding-cover.tsx';
import type { ErrorCode } from '#protocol/errors.ts';
import { WaitingForImages } from './waiting-for-images.tsx';

/** Refusals that mean the page is of another version or under a wrong address; trying the same again cannot help. */
const needsReload: ReadonlySet<string> = new Set<ErrorCode>([
  'protocol-mismatch',
  'message-invalid',
  'bad-request',
  'unauthorized',
  'wrong-host',
  'wrong-origin',
]);

export function TerminalCover({ isStartingOver }: { readonly isStartingOver: boolean }) {
  const t = useSentences('terminal');
  const { connection, terminal, explain } = useLesson();
  const { session, refusal } = connection;
  const failure = refusal ?? (session.phase === 'failed' ? session.code : null);
  if (isStartingOver) return <Preparing key="again" />;
  if (failure !== null) {
    const reloads = needsReload.has(failure);
    return (
      <Cover text={explain(failure)} title={t('failed')}>
        <button
          className="primary"
          onClick={() => (reloads ? window.location.reload() : terminal?.retry())}
          type="button"
        >
          {t(reloads ? 'reload' : 'retry')}
        </button>
      </Cover>
    );
  }
  if (session.phase === 'stopped') {
    return (
      <Cover text={t(`stopped-${session.reason}`)} title={t('stopped')}>
        <button className="primary" onClick={() => terminal?.retry()} type="button">
          {t('start-again')}
        </button>
      </Cover>
    );
  }
  if (session.phase === 'waiting-for-images') return <WaitingForImages awaited={session.awaited} />;
  if (session.phase === 'queued') return <QueueCover place={session.place} />;
  if (session.phase === 'rewinding') return <RewindingCover />;
  if (session.phase !== 'ready') return <Preparing key="first" />;
  return null;
}

function Cover({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="appears absolute inset-0 flex items-center justify-center bg-terminal/90 p-6" role="alert">
      <div className="max-w-md rounded-2xl border border-line bg-surface p-6">
        <p className="text-lg font-semibold tracking-tight">{title}</p>
        <p className="mt-2 mb-5 leading-relaxed text-ink-soft">{text}</p>
        {children}
      </div>
    </div>
  );
}

/** Lets keys and clicks through: what is typed meanwhile is kept. */
function Preparing() {
  const t = useSentences('terminal');
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setSeconds((elapsed) => elapsed + 1), 1_000);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <WaitingCover letsThrough text={t('preparing-text')} title={t('preparing')}>
      {/* Silent for screen readers: a voice counting seconds helps nobody. */}
      <p aria-hidden="true" className="mt-3 font-mono text-[13px] text-ink-soft tabular-nums">
        {t('elapsed', { seconds })}
      </p>
    </WaitingCover>
  );
}
