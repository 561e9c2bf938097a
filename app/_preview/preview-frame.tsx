'use client';
/**
 * The frame of one port. Each visit is a new frame, so that the lesson page's own way back is not filled with the pages of
 * the preview; whoever uses this gives it a new key.
 */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ErrorCode } from '#protocol/errors.ts';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { enter, requestPreview } from './preview-door.ts';

/**
 * What a page in the frame may do. It is of another site than ours, so being of its own origin gives it nothing of ours; it
 * may not navigate the lesson page.
 */
const PERMISSIONS = 'allow-scripts allow-forms allow-same-origin allow-popups allow-modals allow-downloads';

type FrameState = 'opening' | 'there' | { readonly refusal: ErrorCode };

export function PreviewFrame({
  sessionId,
  port,
  path,
  onAgain,
}: {
  readonly sessionId: string;
  readonly port: number;
  readonly path: string;
  readonly onAgain: () => void;
}) {
  const t = useSentences('preview');
  const { language, explain } = useLesson();
  const [state, setState] = useState<FrameState>('opening');
  const [name] = useState(() => `preview-${crypto.randomUUID()}`);
  const element = useRef<HTMLIFrameElement>(null);
  const isAsking = useRef(false);

  const open = async (frame: HTMLIFrameElement) => {
    if (isAsking.current) return;
    isAsking.current = true;
    setState('opening');
    const answer = await requestPreview(sessionId, port);
    isAsking.current = false;
    // Out of the page there is no frame of that name, and the form would open a tab. Back in it, it is empty again.
    if (!frame.isConnected) return;
    if (typeof answer === 'string') setState({ refusal: answer });
    else enter(answer, { path, language, target: name });
  };

  const loaded = useEffectEvent((frame: HTMLIFrameElement) => {
    // A frame is empty when it comes into the page, also after it was moved to another place in it. What is empty is of our
    // own origin; a preview is not, and is hidden from us.
    if (frame.contentDocument === null) setState('there');
    else void open(frame);
  });
  useEffect(() => {
    const frame = element.current;
    if (frame === null) return;
    const handleLoad = () => loaded(frame);
    // React is deaf while it changes the page, and that is when an empty frame has loaded.
    frame.addEventListener('load', handleLoad);
    if (frame.isConnected) handleLoad();
    return () => frame.removeEventListener('load', handleLoad);
  }, []);

  return (
    <div className="relative h-full">
      <iframe
        className="block h-full w-full"
        name={name}
        ref={element}
        referrerPolicy="no-referrer"
        sandbox={PERMISSIONS}
        title={t('frame', { port })}
      />
      {state === 'opening' && (
        <p
          className="appears-late pointer-events-none absolute inset-x-0 top-0 bg-surface p-4 text-[14px] text-ink-soft"
          role="status"
        >
          {t('opening', { port })}
        </p>
      )}
      {typeof state === 'object' && (
        <div className="absolute inset-0 overflow-y-auto bg-surface p-6" role="alert">
          <p className="font-semibold">{t('refused')}</p>
          <p className="mt-2 mb-4 max-w-[60ch] text-[14.5px] leading-relaxed text-ink-soft">{explain(state.refusal)}</p>
          <button className="secondary" onClick={onAgain} type="button">
            {t('again')}
          </button>
        </div>
      )}
    </div>
  );
}
