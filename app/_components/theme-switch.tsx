'use client';
/**
 * Chooses the page's colours: like the system, light or dark. Works at once and is remembered.
 */
import { useState } from 'react';
import { AppearanceIcon } from './icons.tsx';
import { rememberPreference, themes, type Theme } from './preference-cookies.ts';

export function ThemeSwitch({
  theme,
  label,
  names,
}: {
  readonly theme: Theme;
  readonly label: string;
  readonly names: Readonly<Record<Theme, string>>;
}) {
  const [chosen, setChosen] = useState(theme);
  return (
    <div className="control relative min-h-[34px] p-0">
      <span className="pointer-events-none absolute left-2.5">
        <AppearanceIcon />
      </span>
      <select
        aria-label={label}
        className="min-h-[32px] w-9 appearance-none rounded-lg bg-transparent pr-2.5 pl-8 text-transparent sm:w-auto sm:text-inherit"
        onChange={({ target }) => {
          const choice = themes.find((candidate) => candidate === target.value) ?? 'system';
          setChosen(choice);
          rememberPreference('theme', choice);
          if (choice === 'system') delete document.documentElement.dataset['theme'];
          else document.documentElement.dataset['theme'] = choice;
        }}
        value={chosen}
      >
        {themes.map((choice) => (
          <option className="bg-surface text-ink" key={choice} value={choice}>
            {names[choice]}
          </option>
        ))}
      </select>
    </div>
  );
}
