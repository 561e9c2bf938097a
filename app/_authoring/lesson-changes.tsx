'use client';
/**
 * On the page of a lesson that is being written: shows what was saved as soon as it was, and names what is wrong in the
 * files. The page is made anew around its terminals and editors, which go on.
 *
 * Stands on no page of a learner's. Knows nothing about what changed.
 */
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { lessonNewsSchema, type LessonMistake } from '#protocol/authoring.ts';
import { fill } from '#app/_messages/fill.ts';
import type { Messages } from '#app/_messages/messages.ts';

export function LessonChanges({ sentences }: { readonly sentences: Messages['authoring'] }) {
  const { mistakes, isLost } = useLessonNews();
  const count = mistakes.length;
  return (
    <div
      className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-4"
      data-testid="lesson-changes"
      role="status"
    >
      {(count > 0 || isLost) && (
        <div
          className="pointer-events-auto max-h-[45dvh] w-full max-w-3xl overflow-y-auto rounded-xl border border-line bg-surface px-4 py-3 text-[14px] shadow-2xl"
          tabIndex={0}
        >
          {isLost && <p className="font-semibold text-caution">{sentences['lost']}</p>}
          {count > 0 && (
            <>
              <p className="font-semibold text-danger">
                {count === 1 ? sentences['title-one'] : fill(sentences['title-many'], { count })}
              </p>
              <p className="mt-0.5 text-ink-soft">{sentences['kept']}</p>
              <ul className="mt-2 space-y-2" lang="en">
                {mistakes.map((mistake, index) => (
                  <li className="rounded-lg bg-sunken px-3 py-2" key={index}>
                    <MistakeLines mistake={mistake} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </div>
  );
}

function MistakeLines({ mistake: { file, line, field, problem } }: { readonly mistake: LessonMistake }) {
  return (
    <>
      <p className="font-mono text-[12.5px] break-all text-ink-soft">
        {file}:{line}
      </p>
      <p className="break-words">
        {field !== '' && <code className="font-mono text-[13px]">{field}</code>}
        {field !== '' && ': '}
        {problem}
      </p>
    </>
  );
}

/** What is wrong in the files now, and whether anybody watches them. Makes the page anew when something was saved. */
function useLessonNews(): { readonly mistakes: readonly LessonMistake[]; readonly isLost: boolean } {
  const router = useRouter();
  const [mistakes, setMistakes] = useState<readonly LessonMistake[]>([]);
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The page was made a moment ago; only what comes after the first news, or after a gap, is new to it.
    let isFirst = true;
    const listen = () => {
      source = new EventSource('/api/lessons/changes');
      source.onmessage = ({ data }) => {
        const news = lessonNewsSchema.safeParse(asJson(String(data)));
        if (!news.success) return;
        setIsLost(false);
        setMistakes(news.data.mistakes);
        if (!isFirst) router.refresh();
        isFirst = false;
      };
      source.onerror = () => {
        setIsLost(true);
        // Browsers themselves try again after a broken connection, but not after an answer that was an error.
        source?.close();
        timer = setTimeout(listen, RETRY_MS);
      };
    };
    listen();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, [router]);
  return { mistakes, isLost };
}

/** Milliseconds between two tries to hear of changes again. */
const RETRY_MS = 1_500;

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
