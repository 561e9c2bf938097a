'use client';
/**
 * A thin line above the terminal about trouble that passes by itself.
 */
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';

export function TerminalBanner() {
  const t = useSentences('terminal');
  const { connection, explain } = useLesson();
  const { link, notice, engine, session, inputLost } = connection;
  const sentences: string[] = [];
  if (notice !== null) sentences.push(explain(notice));
  else if (link === 'reconnecting') sentences.push(t('reconnecting'));
  if (engine === 'down' && link === 'open' && session.phase === 'ready') sentences.push(t('engine-down'));
  if (inputLost) sentences.push(t('input-lost'));
  return (
    <div role="status">
      {sentences.map((sentence) => (
        <p
          className="appears-late border-b border-line bg-caution-soft px-4 py-2 text-[13.5px] leading-snug text-caution"
          key={sentence}
        >
          {sentence}
        </p>
      ))}
    </div>
  );
}
