'use client';
/**
 * Counts the minutes until the sandbox is stopped, by the page's own clock.
 */
import { useEffect, useState } from 'react';
import { useLesson } from '#app/_lesson/lesson-context.tsx';
import { minutesLeft } from './usage-view.ts';

const LOOK_EVERY_MS = 5_000;

/** Minutes left, null while nothing would end the sandbox. */
export function useMinutesLeft(): number | null {
  const endsAt = useLesson().connection.timeLeft?.endsAt ?? null;
  const [minutes, setMinutes] = useState<number | null>(null);
  useEffect(() => {
    const look = () => setMinutes(endsAt === null ? null : minutesLeft(endsAt, performance.now()));
    look();
    const timer = window.setInterval(look, LOOK_EVERY_MS);
    return () => window.clearInterval(timer);
  }, [endsAt]);
  return minutes;
}
