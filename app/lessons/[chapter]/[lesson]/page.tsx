/** A lesson: its text beside a terminal in a sandbox of the learner's own. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { Lesson } from '#lessons/_loader/catalogue.ts';
import { findLesson, nextLesson } from '#lessons/_loader/lessons.ts';
import { hintCosts } from '#lessons/_loader/hint-costs.ts';
import { fillVariables, variablesOf, type Variables } from '#lessons/_loader/variables.ts';
import type { AskedHints } from '#lessons/_scoring/score.ts';
import { DrydockError } from '#protocol/errors.ts';
import type { Language } from '#protocol/localized.ts';
import { LessonChanges } from '#app/_authoring/lesson-changes.tsx';
import { Header } from '#app/_components/header.tsx';
import { Announcements } from '#app/_lesson/announcements.tsx';
import { DonePanel } from '#app/_lesson/done-panel.tsx';
import { LabIntroduction } from '#app/_lesson/lab-introduction.tsx';
import { LessonProvider } from '#app/_lesson/lesson-context.tsx';
import { LessonText } from '#app/_lesson/lesson-text.tsx';
import { messages } from '#app/_messages/messages.ts';
import { currentAccount } from '#app/_server/account.ts';
import { catalogue } from '#app/_server/catalogue.ts';
import { settings } from '#app/_server/env.ts';
import { askedHintsOfLesson } from '#app/_server/hints.ts';
import { preferences } from '#app/_server/preferences.ts';
import { passedStepsOfLesson } from '#app/_server/progress.ts';
import { errorSentences, translator } from '#app/_server/translator.ts';
import { ReplacedNotice } from '#app/_session/replaced-notice.tsx';
import { RewoundNotice } from '#app/_session/rewound-notice.tsx';
import { HelpButtons } from '#app/_workbench/help-buttons.tsx';
import { Workbench } from '#app/_workbench/workbench.tsx';

interface Properties {
  readonly params: Promise<{ readonly chapter: string; readonly lesson: string }>;
}

async function readLesson({ params }: Properties) {
  const { chapter, lesson: slug } = await params;
  const course = await catalogue();
  const lesson = findLesson(course, `${chapter}/${slug}`) ?? notFound();
  const next = nextLesson(course, lesson.id);
  const number = course.parts.flatMap((part) => part.chapters).find(({ id }) => id === lesson.chapterId)?.number ?? '';
  return { lesson, next, number };
}

export async function generateMetadata(properties: Properties): Promise<Metadata> {
  const { lesson } = await readLesson(properties);
  const { language } = await preferences();
  return { title: lesson.title[language], description: lesson.summary[language] };
}

/** Without the database the lesson can still be read; the terminal tells about the trouble. */
async function learnerIfKnown(
  lesson: Lesson,
): Promise<{ passedSteps: readonly string[]; askedHints: AskedHints; variables: Variables }> {
  try {
    const account = await currentAccount();
    return {
      passedSteps: await passedStepsOfLesson(account.id, lesson.id),
      askedHints: await askedHintsOfLesson(account.id, lesson.id),
      variables: variablesOf(lesson, account.id),
    };
  } catch (error) {
    if (error instanceof DrydockError && error.code === 'progress-unavailable')
      return { passedSteps: [], askedHints: {}, variables: {} };
    throw error;
  }
}

/** Only what a lesson page says in the browser is sent there. */
function browserMessages(language: Language) {
  const { lesson, terminal, session, files, workbench, editor, preview, picture, troubles, explanations, quiz } =
    messages[language];
  return { lesson, terminal, session, files, workbench, editor, preview, picture, troubles, explanations, quiz };
}

export default async function LessonPage(properties: Properties) {
  const { lesson, next, number } = await readLesson(properties);
  const learner = await preferences();
  const { language, textWidth, workbench } = learner;
  const chapterName = translator(language, 'catalogue')(/^[0-9]/.test(number) ? 'chapter' : 'appendix-chapter', {
    number,
  });
  const { passedSteps, askedHints, variables } = await learnerIfKnown(lesson);
  const facts = {
    lessonId: lesson.id,
    language,
    steps: lesson.steps.map(({ id, title, points }) => ({ id, title, points })),
    passedSteps,
    ...(lesson.kind === 'lab' ? { lab: { hintCosts: hintCosts(lesson), askedHints } } : {}),
    wayOn: next === undefined ? { href: '/', title: null } : { href: `/lessons/${next.id}`, title: next.title },
    messages: browserMessages(language),
    errorSentences: errorSentences(language),
  };
  return (
    // The key makes the next lesson a new page with a terminal of its own.
    <LessonProvider facts={facts} key={lesson.id}>
      <div className="relative flex h-dvh flex-col overflow-clip">
        <Header preferences={learner}>
          <p className="mr-4 min-w-0 truncate text-[14px] text-ink-soft">
            {chapterName} <span aria-hidden="true">·</span> <span className="text-ink">{lesson.title[language]}</span>
          </p>
          <HelpButtons />
        </Header>
        <Workbench layout={workbench} textWidth={textWidth} title={lesson.title[language]}>
          {/* Scrolls by keyboard too. */}
          <article
            aria-labelledby="lesson-title"
            className="relative h-full overflow-y-auto px-5 pt-8 pb-16 -outline-offset-2 sm:px-8 lg:px-12"
            id="content"
            tabIndex={0}
          >
            <div className="mx-auto max-w-[68ch]">
              <p className="text-[14px] font-medium text-ink-soft">{chapterName}</p>
              <h1
                className="mt-1 mb-6 text-[28px] leading-tight font-semibold tracking-tight text-balance"
                id="lesson-title"
              >
                {lesson.title[language]}
              </h1>
              <LabIntroduction />
              <LessonText
                {...(lesson.kind === 'lab' ? { askedHints } : {})}
                address={`/lessons/${lesson.id}`}
                language={language}
                markdown={fillVariables(lesson.text[language], variables)}
              />
              <DonePanel />
            </div>
          </article>
        </Workbench>
        <RewoundNotice />
        <ReplacedNotice />
        <Announcements />
        {settings().isAuthoring && <LessonChanges sentences={messages[language].authoring} />}
      </div>
    </LessonProvider>
  );
}
