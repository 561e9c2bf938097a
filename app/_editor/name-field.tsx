'use client';
/**
 * Asks for a name in place of a row of the tree. Enter or leaving it takes the name, Escape does not.
 */
import { useEffect, useRef, useState } from 'react';

export function NameField({
  label,
  value,
  onEnd,
}: {
  readonly label: string;
  readonly value: string;
  /** With null nothing is changed. */
  readonly onEnd: (name: string | null) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const hasEnded = useRef(false);
  const [name, setName] = useState(value);

  useEffect(() => {
    const input = field.current;
    if (input === null) return;
    input.focus();
    // The name without its ending, which mostly stays.
    const start = input.value.lastIndexOf('/') + 1;
    const dot = input.value.lastIndexOf('.');
    input.setSelectionRange(start, dot > start ? dot : input.value.length);
  }, []);

  const end = (taken: string | null) => {
    if (hasEnded.current) return;
    hasEnded.current = true;
    onEnd(taken === null || taken.trim() === '' || taken === value ? null : taken);
  };

  return (
    <input
      aria-label={label}
      autoCapitalize="off"
      autoComplete="off"
      className="h-7 w-full min-w-0 rounded border border-accent bg-surface px-1.5 -outline-offset-2 text-[13.5px] text-ink pointer-coarse:h-11"
      onBlur={() => end(name)}
      onChange={({ target }) => setName(target.value)}
      onKeyDown={(event) => {
        // The tree around it has other uses for these keys.
        event.stopPropagation();
        // While Hangul is put together, Enter ends the syllable.
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') end(name);
        else if (event.key === 'Escape') end(null);
      }}
      ref={field}
      spellCheck={false}
      value={name}
    />
  );
}
