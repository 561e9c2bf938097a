'use client';
/**
 * What is known of one thing, and the commands that show or change it.
 *
 * Knows nothing about how it was chosen.
 */
import { useEffect, useRef, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { CommandActions } from './command-actions.tsx';
import { describeThing } from './describe-thing.tsx';
import { usePicture, type Thing } from './picture-context.tsx';
import type { Picture } from './picture-store.ts';
import { useLesson } from '#app/_lesson/lesson-context.tsx';

interface Properties {
  readonly thing: Thing;
  readonly picture: Picture;
  readonly onClose: () => void;
}

export function Details({ thing, picture, onClose }: Properties) {
  const { t } = usePicture();
  const { language } = useLesson();
  const heading = useRef<HTMLHeadingElement>(null);
  const described = describeThing(thing, picture, t, language);

  // The keyboard goes to what was asked for; it is given back by whoever closes this.
  useEffect(() => heading.current?.focus(), [thing]);

  return (
    <aside
      aria-label={t('details', { name: described.title })}
      className="appears max-h-[60%] shrink-0 overflow-y-auto border-t-2 border-line-strong bg-surface px-4 pt-2 pb-4 shadow-2xl"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="sticky top-0 flex items-center gap-2 bg-surface">
        <h3 className="min-w-0 grow truncate py-1 text-[15px] font-semibold outline-none" ref={heading} tabIndex={-1}>
          <bdi>{described.title}</bdi>
        </h3>
        <button
          aria-label={t('close')}
          className="flex size-8 shrink-0 items-center justify-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:size-11"
          onClick={onClose}
          title={t('close')}
          type="button"
        >
          <X aria-hidden="true" size={16} />
        </button>
      </div>
      {described.facts === null ? (
        <p className="text-[13px] text-ink-soft">{t('gone')}</p>
      ) : (
        <div className="grid gap-x-6 gap-y-3 @2xl:grid-cols-2">
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] content-start gap-x-4 gap-y-1 text-[13px]">
            {described.facts.map(({ name, value }) => (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ))}
          </dl>
          <div className="min-w-0">
            <h4 className="mb-1.5 text-[12px] font-semibold text-ink-soft">{t('commands')}</h4>
            {described.commands.length === 0 ? (
              <p className="text-[13px] text-ink-soft">{t('no-commands')}</p>
            ) : (
              <ul className="space-y-1.5">
                {described.commands.map((command) => (
                  <li key={command}>
                    <CommandActions command={command} />
                  </li>
                ))}
              </ul>
            )}
          </div>
        </div>
      )}
    </aside>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 break-words">
        <bdi>{children}</bdi>
      </dd>
    </>
  );
}
