/**
 * One chapter in the catalogue, with its lessons or the word that it is coming.
 */
import { Check, FlaskConical } from 'lucide-react';
import Link from 'next/link';
import type { Chapter, Lesson } from '#lessons/_loader/catalogue.ts';
import type { Language } from '#protocol/localized.ts';
import { FULL_SCORE } from '#lessons/_scoring/score.ts';
import type { KeptProgress } from '#app/_server/kept-progress.ts';
import { scoreOf } from '#app/_server/score.ts';
import { translator } from '#app/_server/translator.ts';

interface Properties {
  readonly chapter: Chapter;
  readonly language: Language;
  /** Null when progress cannot be read; it is then not shown, rather than shown as none. */
  readonly progress: KeptProgress | null;
}

export function ChapterCard({ chapter, language, progress }: Properties) {
  const t = translator(language, 'catalogue');
  const isOpen = chapter.lessons.length > 0;
  const kind = /^[0-9]/.test(chapter.number) ? 'chapter' : 'appendix-chapter';
  return (
    <li
      className={`flex scroll-mt-6 flex-col rounded-xl border p-5 target:outline-2 target:outline-offset-2 target:outline-accent ${
        isOpen ? 'border-line-strong bg-surface shadow-[0_1px_3px_rgb(0_0_0/0.06)]' : 'border-line bg-transparent'
      }`}
      id={chapter.id}
    >
      <div className="flex items-center justify-between gap-3 text-[13px] font-medium text-ink-soft">
        <span>{t(kind, { number: chapter.number })}</span>
        {!isOpen && <span className="rounded-full bg-sunken px-2.5 py-0.5">{t('coming')}</span>}
      </div>
      <h3 className={`mt-2 text-[17px] leading-snug font-semibold tracking-tight ${isOpen ? '' : 'text-ink-soft'}`}>
        {chapter.title[language]}
      </h3>
      <p className="mt-1.5 text-[14.5px] leading-relaxed text-ink-soft">{chapter.summary[language]}</p>
      {isOpen && (
        <ul className="mt-4 space-y-2">
          {chapter.lessons.map((lesson) => (
            <LessonLink key={lesson.id} language={language} lesson={lesson} progress={progress} />
          ))}
        </ul>
      )}
    </li>
  );
}

function LessonLink({ lesson, language, progress }: { readonly lesson: Lesson } & Omit<Properties, 'chapter'>) {
  const t = translator(language, 'catalogue');
  const total = lesson.steps.length;
  const passedSteps = progress?.passed.get(lesson.id) ?? new Set<string>();
  const passed = lesson.steps.filter(({ id }) => passedSteps.has(id)).length;
  const isDone = passed === total;
  const score = scoreOf(lesson, passedSteps, progress?.asked.get(lesson.id) ?? {});
  return (
    <li>
      <Link
        className="block rounded-lg border border-line bg-canvas px-3.5 py-3 transition-colors hover:border-accent hover:bg-accent-soft"
        href={`/lessons/${lesson.id}`}
      >
        <span className="block font-medium text-accent">{lesson.title[language]}</span>
        <span className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-ink-soft">
          {score !== null && (
            <span className="flex items-center gap-1.5 font-medium">
              <FlaskConical aria-hidden="true" size={16} />
              {t('lab')}
            </span>
          )}
          <span>{t('minutes', { minutes: lesson.minutes })}</span>
          {progress !== null && (
            <span className={`flex items-center gap-1.5 ${isDone ? 'font-medium text-positive' : ''}`}>
              {isDone && <Check aria-hidden="true" size={16} />}
              {score !== null
                ? t('score', { score, full: FULL_SCORE })
                : isDone
                  ? t('done')
                  : t('steps', { passed, total })}
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}
