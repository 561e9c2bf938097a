/**
 * Which steps turned green while the page was open, as against those that were green when it came.
 *
 * Knows nothing about how that is celebrated.
 */
import { useState } from 'react';
import type { LessonProgress } from '#app/_lesson/step-state.ts';

/** Ids of the steps that have turned green since the page was opened. */
export function useJustPassed({ states }: LessonProgress): ReadonlySet<string> {
  const passed = [...states].filter(([, { kind }]) => kind === 'passed').map(([id]) => id);
  const [before] = useState<ReadonlySet<string>>(() => new Set(passed));
  return new Set(passed.filter((id) => !before.has(id)));
}
