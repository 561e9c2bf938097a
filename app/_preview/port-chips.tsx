'use client';
/** A chip for every published port: it comes when the port opens, opens its page, and goes with the port. */
import { Globe } from 'lucide-react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';

export function PortChips() {
  const t = useSentences('preview');
  const { connection, requests } = useLesson();
  const { ports } = connection;
  return (
    <>
      {ports.length > 0 && (
        <ul aria-label={t('chips')} className="flex items-center gap-1.5 py-1">
          {ports.map(({ port, container, containerPort }) => (
            <li className="shrink-0" key={port}>
              <button
                aria-label={t('chip', { port, container })}
                className="inline-flex min-h-7 max-w-48 items-center gap-1.5 rounded-full border border-line bg-accent-soft px-2.5 text-[12.5px] font-medium text-ink -outline-offset-2 hover:border-accent pointer-coarse:min-h-11"
                onClick={() => {
                  requests.panes.ask('preview');
                  requests.ports.ask(port);
                }}
                title={`${container}: ${t('leads-to', { containerPort })}`}
                type="button"
              >
                <Globe aria-hidden="true" className="shrink-0 text-accent" size={14} />
                <span className="shrink-0 font-mono">{port}</span>
                <span className="truncate text-ink-soft">{container}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="sr-only" role="status">
        {ports.length > 0 && t('announced', { ports: ports.map(({ port }) => port).join(', ') })}
      </p>
    </>
  );
}
