'use client';
/**
 * A field in which a learner can have any command explained. Nothing of it is run.
 */
import { useId, useState } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { CommandExplanation } from './command-explanation.tsx';

/** Letters a field takes; what is longer could not be explained anyway. */
const MOST_LETTERS = 2_000;

/** A field for a command, and below it the command explained part by part as it is typed. */
export function ExplainField() {
  const t = useSentences('explanations');
  const [command, setCommand] = useState('');
  const id = useId();
  return (
    <div className="@container space-y-3">
      <label className="block text-[14px] font-medium" htmlFor={id}>
        {t('field')}
      </label>
      <input
        autoCapitalize="off"
        autoComplete="off"
        data-takes-keyboard
        className="min-h-11 w-full rounded-lg border border-line-strong bg-terminal px-3 font-mono text-[13.5px] text-ink [font-variant-ligatures:none]"
        id={id}
        maxLength={MOST_LETTERS}
        onChange={({ target }) => setCommand(target.value)}
        placeholder="docker run -d -p 8080:80 nginx"
        spellCheck={false}
        value={command}
      />
      {command.trim() === '' ? (
        <p className="text-[14px] text-ink-soft">{t('field-hint')}</p>
      ) : (
        <CommandExplanation command={command} />
      )}
    </div>
  );
}
