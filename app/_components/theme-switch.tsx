'use client';
/**
 * Chooses the page's colours: like the system, light or dark. Works at once and is remembered.
 */
import { Contrast } from 'lucide-react';
import { chooseTheme, useChosenTheme } from './chosen-theme.ts';
import { themes, type Theme } from './preference-cookies.ts';

export function ThemeSwitch({
  theme,
  label,
  names,
}: {
  readonly theme: Theme;
  readonly label: string;
  readonly names: Readonly<Record<Theme, string>>;
}) {
  const chosen = useChosenTheme(theme);
  return (
    <div className="control relative min-h-[34px] p-0">
      <span className="pointer-events-none absolute left-2.5">
        <Contrast aria-hidden="true" size={16} />
      </span>
      <select
        aria-label={label}
        className="min-h-[32px] w-9 appearance-none rounded-lg bg-transparent pr-2.5 pl-8 text-transparent sm:w-auto sm:text-inherit"
        onChange={({ target }) => chooseTheme(themes.find((theme) => theme === target.value) ?? 'system')}
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
