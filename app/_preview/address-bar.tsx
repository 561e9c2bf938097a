'use client';
/**
 * Where a preview is and where it can go: back, forward, again, a typed path, a tab of its own.
 *
 * Only paths that were opened from here are known; the page's own links are the browser's affair.
 */
import { ArrowLeft, ArrowRight, ExternalLink, RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { loadedAgain, pathOf, stepped, typedPath, wentTo, type OpenPort } from './addresses.ts';

export function AddressBar({
  page,
  onChange,
  onNewTab,
}: {
  readonly page: OpenPort;
  readonly onChange: (page: OpenPort) => void;
  readonly onNewTab: () => void;
}) {
  const t = useSentences('preview');
  const back = stepped(page, -1);
  const forward = stepped(page, 1);
  const path = pathOf(page);
  return (
    <div className="@container shrink-0">
      <div className="flex items-center gap-0.5 border-b border-line bg-surface px-1.5 py-1">
        <BarButton isDisabled={back === page} label={t('back')} onClick={() => onChange(back)}>
          <ArrowLeft aria-hidden="true" size={16} />
        </BarButton>
        <BarButton isDisabled={forward === page} label={t('forward')} onClick={() => onChange(forward)}>
          <ArrowRight aria-hidden="true" size={16} />
        </BarButton>
        <BarButton label={t('reload', { path })} onClick={() => onChange(loadedAgain(page))}>
          <RotateCw aria-hidden="true" size={16} />
        </BarButton>
        <PathField
          key={`${String(page.port)} ${String(page.visit)}`}
          onGo={(typed) => onChange(wentTo(page, typedPath(typed)))}
          path={path}
          port={page.port}
        />
        <BarButton label={t('new-tab')} onClick={onNewTab}>
          <ExternalLink aria-hidden="true" size={16} />
        </BarButton>
      </div>
    </div>
  );
}

function PathField({
  port,
  path,
  onGo,
}: {
  readonly port: number;
  readonly path: string;
  readonly onGo: (typed: string) => void;
}) {
  const t = useSentences('preview');
  const [typed, setTyped] = useState(path);
  return (
    <form
      className="mx-1 flex min-h-8 min-w-0 grow items-center overflow-hidden rounded-lg border border-line-strong bg-sunken pl-2.5 font-mono text-[13px] focus-within:border-accent pointer-coarse:min-h-11"
      onSubmit={(event) => {
        event.preventDefault();
        onGo(typed);
      }}
    >
      <span aria-hidden="true" className="hidden shrink-0 text-ink-soft @sm:inline">
        localhost
      </span>
      <span aria-hidden="true" className="shrink-0 text-ink-soft">
        :{port}
      </span>
      <input
        aria-label={t('address', { port })}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        className="h-full min-w-0 grow rounded-r-lg bg-transparent py-1 pr-2 text-ink"
        enterKeyHint="go"
        maxLength={2_000}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped(path);
        }}
        spellCheck={false}
        title={t('address-note')}
        value={typed}
      />
    </form>
  );
}

function BarButton({
  label,
  isDisabled = false,
  onClick,
  children,
}: {
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      // Stays in reach of the keyboard, which would be lost when the way ends.
      aria-disabled={isDisabled}
      aria-label={label}
      className="flex size-8 shrink-0 items-center justify-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink aria-disabled:cursor-default aria-disabled:opacity-40 aria-disabled:hover:bg-transparent pointer-coarse:size-11"
      onClick={() => {
        if (!isDisabled) onClick();
      }}
      title={label}
      type="button"
    >
      {children}
    </button>
  );
}
