'use client';
/** What the preview shows before a port was opened: those that could be, or how a port is published. */
import { ArrowRight, CornerDownLeft } from 'lucide-react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';

/** An image that every sandbox can pull, whose page is there at once. */
const EXAMPLE = 'docker container run --detach --publish 8080:80 diamol/ch02-hello-diamol-web';

export function NothingOpen({ onOpen }: { readonly onOpen: (port: number) => void }) {
  const t = useSentences('preview');
  const { connection, insertCommand } = useLesson();
  const { ports } = connection;
  return (
    <div className="h-full overflow-y-auto p-5 sm:p-6">
      <div className="mx-auto max-w-[52ch] text-[14.5px] leading-relaxed text-ink-soft">
        <h3 className="text-[16px] font-semibold text-ink">{t(ports.length === 0 ? 'empty' : 'choose')}</h3>
        {ports.length === 0 ? (
          <>
            <p className="mt-2">{t('empty-text')}</p>
            <pre className="mt-4 rounded-lg bg-sunken px-3 py-2.5 font-mono text-[13px] whitespace-pre-wrap text-ink">
              {EXAMPLE}
            </pre>
            <p className="mt-2 text-[13.5px]">{t('empty-numbers')}</p>
            <button
              className="control mt-4 pointer-coarse:min-h-11"
              onClick={() => insertCommand(EXAMPLE)}
              type="button"
            >
              <CornerDownLeft aria-hidden="true" size={16} />
              {t('insert')}
            </button>
          </>
        ) : (
          <ul className="mt-3 space-y-2">
            {ports.map(({ port, container, containerPort }) => (
              <li key={port}>
                <button
                  className="flex min-h-11 w-full items-center gap-3 rounded-lg border border-line px-3 py-2 text-left text-ink hover:border-line-strong hover:bg-sunken"
                  onClick={() => onOpen(port)}
                  type="button"
                >
                  <span className="shrink-0 font-mono text-[14px] font-medium text-accent">:{port}</span>
                  <span className="min-w-0 grow">
                    <span className="block truncate font-medium">{container}</span>
                    <span className="block text-[13px] text-ink-soft">{t('leads-to', { containerPort })}</span>
                  </span>
                  <ArrowRight aria-hidden="true" className="shrink-0 text-ink-soft" size={16} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
