'use client';
/**
 * The preview: web pages that the learner's containers publish, each port in a tab of its own.
 *
 * Knows nothing about how pages get here; see preview-door.ts and sandbox-server/preview.
 */
import { Plug } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ErrorCode } from '#protocol/errors.ts';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { AddressBar } from './address-bar.tsx';
import { closed, loadedAgain, nothingOpen, pathOf, shown, type OpenPort } from './addresses.ts';
import { NothingOpen } from './nothing-open.tsx';
import { panelId, PortTabs, tabId } from './port-tabs.tsx';
import { enter, requestPreview } from './preview-door.ts';
import { PreviewFrame } from './preview-frame.tsx';

export function PreviewPane() {
  const t = useSentences('preview');
  const { connection, requests, language, explain } = useLesson();
  const [ports, setPorts] = useState(nothingOpen);
  const [trouble, setTrouble] = useState<ErrorCode | null>(null);
  const pane = useRef<HTMLDivElement>(null);
  const sessionId = connection.session.phase === 'ready' ? connection.sessionId : null;

  const show = (port: number) => {
    setTrouble(null);
    setPorts((before) => shown(before, port));
  };
  const requested = useEffectEvent(show);
  useEffect(() => requests.ports.take((port) => requested(port)), [requests]);

  const close = (port: number) => {
    const after = closed(ports, port);
    setPorts(after);
    // The keyboard stays in the pane.
    requestAnimationFrame(() => {
      const next = after.current === null ? null : pane.current?.querySelector<HTMLElement>(`#${tabId(after.current)}`);
      (next ?? pane.current)?.focus();
    });
  };
  const change = (page: OpenPort) => {
    setTrouble(null);
    setPorts((before) => ({ ...before, open: before.open.map((one) => (one.port === page.port ? page : one)) }));
  };
  const openTab = async (page: OpenPort) => {
    if (sessionId === null) return;
    const answer = await requestPreview(sessionId, page.port);
    if (typeof answer === 'string') setTrouble(answer);
    else enter(answer, { path: pathOf(page), language, target: '_blank' });
  };

  const nameOf = (port: number) => connection.ports.find((published) => published.port === port)?.container ?? null;
  const current = ports.open.find(({ port }) => port === ports.current);
  return (
    <div className="flex h-full flex-col bg-surface -outline-offset-2" ref={pane} tabIndex={-1}>
      {current === undefined ? (
        <NothingOpen onOpen={show} />
      ) : (
        <>
          <PortTabs nameOf={nameOf} onClose={close} onShow={show} ports={ports} />
          <AddressBar onChange={change} onNewTab={() => void openTab(current)} page={current} />
          {trouble !== null && (
            <p className="border-b border-line bg-caution-soft px-4 py-2 text-[13.5px] text-ink" role="alert">
              {explain(trouble)}
            </p>
          )}
        </>
      )}
      {ports.open.map((page) => {
        const isPublished = nameOf(page.port) !== null;
        return (
          <div
            aria-labelledby={tabId(page.port)}
            className="flex min-h-0 grow flex-col"
            hidden={page.port !== ports.current}
            id={panelId(page.port)}
            key={page.port}
            role="tabpanel"
          >
            <p className="contents" role="status">
              {!isPublished && sessionId !== null && (
                <span className="flex items-start gap-2 border-b border-line bg-caution-soft px-4 py-2 text-[13.5px] text-ink">
                  <Plug aria-hidden="true" className="mt-0.5 shrink-0 text-caution" size={16} />
                  <span>{t('closed', { port: page.port })}</span>
                </span>
              )}
            </p>
            <div className="min-h-0 grow">
              {sessionId === null ? (
                <p className="p-6 text-[14.5px] leading-relaxed text-ink-soft" role="status">
                  {t('not-ready')}
                </p>
              ) : (
                // When a port closes the door says why, and when it opens the page is there again.
                <PreviewFrame
                  key={`${sessionId} ${String(page.visit)} ${String(isPublished)}`}
                  onAgain={() => change(loadedAgain(page))}
                  path={pathOf(page)}
                  port={page.port}
                  sessionId={sessionId}
                />
              )}
            </div>
          </div>
        );
      })}
    </div>
  );
}
