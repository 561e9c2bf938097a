'use client';
/**
 * What lies over the terminal while the sandbox goes to the beginning of a step.
 */
import { WaitingCover } from '#app/_components/waiting-cover.tsx';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';

export function RewindingCover() {
  const t = useSentences('session');
  const { connection, steps } = useLesson();
  const { session } = connection;
  if (session.phase !== 'rewinding') return null;
  const number = steps.findIndex(({ id }) => id === session.stepId) + 1;
  const title = session.stepId === null ? t('rewinding-undo') : t('rewinding-step', { number });
  // The shells end, so nothing that is typed could be kept.
  return <WaitingCover letsThrough={false} text={t('rewinding-text')} title={title} />;
}
