'use client';
/**
 * Looks for text in a terminal and its scrollback. Enter goes to the hit before, as the newest lines are at the bottom;
 * Shift+Enter to the one behind; Escape leaves.
 */
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import type { ShownScreen } from '#app/_terminal/open-terminal.ts';
import type { FindDirection, FindResults } from '#app/_terminal/xterm-find.ts';

export function FindField({ screen, onClose }: { readonly screen: ShownScreen; readonly onClose: () => void }) {
  const t = useSentences('terminal');
  const [text, setText] = useState('');
  const [results, setResults] = useState<FindResults>({ count: 0, current: 0 });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    return () => screen.endFind();
  }, [screen]);

  const find = (direction: FindDirection, what = text) => screen.find(what, direction, setResults);
  const leave = () => {
    onClose();
    screen.focus();
  };
  return (
    <search
      aria-label={t('find')}
      className="absolute top-2 right-4 z-20 flex max-w-[calc(100%-2rem)] items-center gap-1 rounded-xl border border-line-strong bg-surface p-1 pl-3 shadow-lg"
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        leave();
      }}
    >
      <input
        aria-label={t('find-what')}
        autoComplete="off"
        className="min-w-0 grow bg-transparent py-1 text-[14px] text-ink"
        onChange={({ target }) => {
          setText(target.value);
          find('again', target.value);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229 || event.key !== 'Enter') return;
          event.preventDefault();
          find(event.shiftKey ? 'next' : 'previous');
        }}
        placeholder={t('find-what')}
        ref={field}
        spellCheck={false}
        value={text}
      />
      <span className="shrink-0 px-1 text-[12.5px] text-ink-soft tabular-nums" role="status">
        {text === '' ? '' : t('find-results', { current: results.current, count: results.count })}
      </span>
      <button
        aria-label={t('find-previous')}
        className="control"
        onClick={() => find('previous')}
        title={t('find-previous')}
        type="button"
      >
        <ChevronUp aria-hidden="true" size={16} />
      </button>
      <button
        aria-label={t('find-next')}
        className="control"
        onClick={() => find('next')}
        title={t('find-next')}
        type="button"
      >
        <ChevronDown aria-hidden="true" size={16} />
      </button>
      <button aria-label={t('find-close')} className="control" onClick={leave} title={t('find-close')} type="button">
        <X aria-hidden="true" size={16} />
      </button>
    </search>
  );
}
