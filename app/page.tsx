/** The catalogue: every chapter of the course, what there is of it, and how far the learner is. */
import { ArrowRight, Check } from 'lucide-react';
import Link from 'next/link';
import type { Catalogue } from '#lessons/_loader/catalogue.ts';
import { lessonsInOrder } from '#lessons/_loader/lessons.ts';
import type { Language } from '#protocol/localized.ts';
import { DrydockError } from '#protocol/errors.ts';
import { ChapterCard } from './_components/chapter-card.tsx';
import { Header } from './_components/header.tsx';
import { currentAccount } from './_server/account.ts';
import { catalogue } from './_server/catalogue.ts';
import { keptProgress, type KeptProgress } from './_server/kept-progress.ts';
import { preferences } from './_server/preferences.ts';
import { translator } from './_server/translator.ts';

/** Null when the database does not answer: the catalogue is worth showing without it. */
async function progressIfKnown(): Promise<KeptProgress | null> {
  try {
    return await keptProgress((await currentAccount()).id);
  } catch (error) {
    if (error instanceof DrydockError && error.code === 'progress-unavailable') return null;
    throw error;
  }
}

export default async function CataloguePage() {
  const learner = await preferences();
  const { language } = learner;
  const course = await catalogue();
  const progress = await progressIfKnown();
  const t = translator(language, 'catalogue');
  return (
    <>
      <Header preferences={learner} />
      <main className="mx-auto max-w-6xl px-5 pb-24 sm:px-8" id="content">
        <div className="max-w-2xl pt-14 pb-12 sm:pt-20">
          <h1 className="text-4xl leading-tight font-semibold tracking-tight text-balance sm:text-5xl">
            {t('heading')}
          </h1>
          <p className="mt-5 text-lg leading-relaxed text-ink-soft">{t('introduction')}</p>
          <WayIn course={course} language={language} progress={progress} />
          {progress === null && (
            <p className="mt-6 rounded-lg bg-caution-soft px-4 py-3 leading-relaxed text-caution" role="status">
              {t('progress-unavailable')}
            </p>
          )}
        </div>
        {course.parts.map((part, index) => (
          <section aria-labelledby={part.id} className="mt-12" key={part.id}>
            <h2
              className="mb-5 flex flex-wrap items-baseline gap-x-3 gap-y-1 text-xl font-semibold tracking-tight"
              id={part.id}
            >
              {part.id !== 'appendix' && (
                <span className="text-[15px] font-medium text-ink-soft">{t('part', { number: index + 1 })}</span>
              )}
              {part.title[language]}
            </h2>
            <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {part.chapters.map((chapter) => (
                <ChapterCard chapter={chapter} key={chapter.id} language={language} progress={progress} />
              ))}
            </ul>
          </section>
        ))}
      </main>
    </>
  );
}

/** The one obvious thing to do: begin, or go on. */
function WayIn({
  course,
  language,
  progress,
}: {
  readonly course: Catalogue;
  readonly language: Language;
  readonly progress: KeptProgress | null;
}) {
  const t = translator(language, 'catalogue');
  const lessons = lessonsInOrder(course);
  const first = lessons[0];
  if (first === undefined) return null;
  const hasBegun = progress !== null && progress.passed.size > 0;
  const next = lessons.find((lesson) =>
    lesson.steps.some(({ id }) => progress?.passed.get(lesson.id)?.has(id) !== true),
  );
  if (next === undefined) {
    return (
      <p className="mt-8 flex items-center gap-2 font-medium text-positive">
        <Check aria-hidden="true" size={16} />
        {t('all-done')}
      </p>
    );
  }
  const number = course.parts.flatMap((part) => part.chapters).find(({ id }) => id === first.chapterId)?.number ?? '';
  return (
    <Link className="primary mt-8" href={`/lessons/${next.id}`}>
      {hasBegun ? t('resume', { title: next.title[language] }) : t('start', { number })}
      <ArrowRight aria-hidden="true" size={16} />
    </Link>
  );
}
