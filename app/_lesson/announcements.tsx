'use client';
/**
 * Says politely, for those who do not see the page, what has just changed: a step passed, or a new hint.
 */
import { useEffect, useRef, useState } from 'react';
import { useLesson, useSentences } from './lesson-context.tsx';

export function Announcements() {
  const t = useSentences('lesson');
  const { steps, language, progress, connection, lab } = useLesson();
  const [announcement, setAnnouncement] = useState('');
  const before = useRef(progress);

  useEffect(() => {
    const previous = before.current;
    before.current = progress;
    for (const [index, { id, title }] of steps.entries()) {
      const state = progress.states.get(id);
      const earlier = previous.states.get(id);
      const number = index + 1;
      if (state?.kind === 'passed' && earlier?.kind !== 'passed') {
        const all = progress.currentStepId === null ? ` ${t(lab === null ? 'done-title' : 'done-lab-title')}` : '';
        const values = { number, title: title[language], score: lab?.score ?? 0 };
        setAnnouncement(
          lab === null ? `${t('announce-passed', values)}.${all}` : `${t('announce-goal-passed', values)}${all}`,
        );
        return;
      }
      if (state?.kind === 'wrong-move' && (earlier?.kind !== 'wrong-move' || earlier.hint.code !== state.hint.code)) {
        setAnnouncement(
          t(lab === null ? 'announce-hint' : 'announce-goal-hint', { number, hint: state.hint.text[language] }),
        );
      }
    }
  }, [progress, connection, steps, language, lab, t]);

  return (
    <p aria-live="polite" className="sr-only" role="status">
      {announcement}
    </p>
  );
}
