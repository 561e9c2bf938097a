'use client';
/**
 * What stands beside the story of a lesson: theory, which can only be told, and the card of commands to keep.
 *
 * Knows nothing about steps.
 */
import './asides.css';
import { useId, type ReactNode } from 'react';
import { BookOpen, ClipboardList } from 'lucide-react';
import { useCopying } from '#app/_components/copying.ts';
import { useSentences } from './lesson-context.tsx';

export function Theory({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const t = useSentences('lesson');
  const id = useId();
  return (
    <aside aria-labelledby={id} className="my-7 rounded-xl bg-sunken px-5 py-4" data-theory="">
      <p className="flex items-center gap-1.5 text-[12.5px] font-semibold text-ink-soft">
        <BookOpen aria-hidden="true" size={16} />
        {t('theory')}
      </p>
      <h3 className="mt-1.5!" id={id}>
        {title}
      </h3>
      <div className="mt-2 space-y-3 text-[15px] leading-relaxed">{children}</div>
    </aside>
  );
}

export function SummaryCard({
  title,
  markdown,
  children,
}: {
  readonly title: string;
  /** What the card says, as it is copied. */
  readonly markdown: string;
  readonly children: ReactNode;
}) {
  const t = useSentences('lesson');
  const id = useId();
  const { result, Icon, copy } = useCopying(`### ${title}\n\n${markdown}\n`);
  return (
    <section
      aria-labelledby={id}
      className="my-8 overflow-hidden rounded-xl border border-line-strong bg-surface"
      data-card=""
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-accent-soft px-5 py-3.5">
        <div className="min-w-0 grow">
          <p className="flex items-center gap-1.5 text-[12.5px] font-semibold text-accent">
            <ClipboardList aria-hidden="true" size={16} />
            {t('card')}
          </p>
          <h3 className="mt-0.5!" id={id}>
            {title}
          </h3>
        </div>
        <button className="control bg-surface max-sm:min-h-11" onClick={copy} type="button">
          <Icon aria-hidden="true" size={16} />
          <span aria-live="polite">{t(result ?? 'card-copy')}</span>
        </button>
      </div>
      <div className="@container">
        <div className="card-text space-y-3 px-5 py-4">{children}</div>
      </div>
    </section>
  );
}
