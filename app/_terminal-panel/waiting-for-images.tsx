'use client';
/**
 * What lies over the terminal while images that the lesson needs are still being built: which, and how far that is. The
 * lesson can be read meanwhile; the sandbox starts by itself.
 */
import { Check } from 'lucide-react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import type { AwaitedImages } from '#protocol/session.ts';

export function WaitingForImages({ awaited }: { readonly awaited: AwaitedImages }) {
  const t = useSentences('terminal');
  const served = awaited.images.filter(({ state }) => state === 'served').length;
  const isStuck = !awaited.working || awaited.images.some(({ state }) => state === 'failed');
  return (
    <div className="appears absolute inset-0 flex items-center justify-center overflow-y-auto bg-terminal/90 p-6">
      <div className="w-full max-w-md rounded-2xl border border-line bg-surface p-6">
        <p className="text-lg font-semibold tracking-tight" role="status">
          {t('images-title', { served, needed: awaited.images.length })}
        </p>
        <p className="mt-2 leading-relaxed text-ink-soft">{t(isStuck ? 'images-stuck' : 'images-text')}</p>
        <ul className="mt-4 divide-y divide-line border-y border-line">
          {awaited.images.map(({ reference, state }) => (
            <li className="flex items-center gap-3 py-2" key={reference}>
              <code className="min-w-0 grow font-mono break-all text-[13.5px]">{reference}</code>
              <span
                className={`flex shrink-0 items-center gap-1.5 text-[13.5px] ${state === 'served' ? 'text-positive' : 'text-ink-soft'}`}
              >
                {state === 'served' && <Check aria-hidden="true" size={16} />}
                {t(`image-${state}`)}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
