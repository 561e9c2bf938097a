/**
 * How many sandboxes are kept ready, by the operator's timetable, e.g. `1; Mon-Fri 08:30-12:00 = 20; Sat 10:00-11:00 = 5`:
 * the number for any other time first, then times with numbers of their own, the first that fits counting.
 *
 * Knows nothing about sandboxes.
 */
import { z } from 'zod';

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const day = `(${dayNames.join('|')})`;
const rulePattern = new RegExp(`^${day}(?:-${day})? (\\d{2}):(\\d{2})-(\\d{2}):(\\d{2}) ?= ?(\\d{1,3})$`);

/** Sandboxes to keep ready at a time of the server's own time zone. */
export type PoolSchedule = (now: Date) => number;

interface Rule {
  readonly days: ReadonlySet<number>;
  /** Minutes since midnight; `until` is not part of it. */
  readonly from: number;
  readonly until: number;
  readonly count: number;
}

/** The words of the operator. */
export const poolScheduleSchema = z.string().transform((text, context): PoolSchedule => {
  const [always = '', ...rest] = text.split(';').map((part) => part.trim());
  const others = rest.filter((part) => part !== '');
  const rules = others.map(parseRule);
  const broken = others.find((_, index) => rules[index] === undefined);
  if (!/^\d{1,3}$/.test(always) || broken !== undefined) {
    context.addIssue({
      code: 'custom',
      message: `"${broken ?? always}" is not understood; write for example "1" or "1; Mon-Fri 08:30-12:00 = 20"`,
    });
    return z.NEVER;
  }
  return (now) => {
    const minutes = now.getHours() * 60 + now.getMinutes();
    const rule = rules.find((candidate) => candidate && fits(candidate, now.getDay(), minutes));
    return rule?.count ?? Number(always);
  };
});

function parseRule(text: string): Rule | undefined {
  const match = rulePattern.exec(text);
  if (!match) return undefined;
  const [, first = '', last = first, fromHour, fromMinute, untilHour, untilMinute, count] = match;
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const until = Number(untilHour) * 60 + Number(untilMinute);
  if (from >= until || until > 24 * 60 || Number(fromMinute) > 59 || Number(untilMinute) > 59) return undefined;
  return { days: daysBetween(dayNames.indexOf(first), dayNames.indexOf(last)), from, until, count: Number(count) };
}

/** Both included; "Fri-Mon" goes over the weekend. */
function daysBetween(first: number, last: number): ReadonlySet<number> {
  const length = ((last - first + 7) % 7) + 1;
  return new Set(Array.from({ length }, (_, index) => (first + index) % 7));
}

function fits({ days, from, until }: Rule, today: number, minutes: number): boolean {
  return days.has(today) && minutes >= from && minutes < until;
}
