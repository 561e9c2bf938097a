import { expect, it } from 'vitest';
import { poolScheduleSchema } from './pool-schedule.ts';

const saturdayMorning = new Date(2026, 10, 21, 10, 30);
const saturdayNoon = new Date(2026, 10, 21, 12, 0);
const mondayMorning = new Date(2026, 10, 23, 10, 30);

it('keeps one number when there is only one', () => {
  expect(poolScheduleSchema.parse('3')(mondayMorning)).toBe(3);
});

it('keeps other numbers at the times named, the end not included', () => {
  const schedule = poolScheduleSchema.parse('1; Mon-Fri 08:30-12:00 = 20; Sat 10:00-12:00=5');
  expect(schedule(mondayMorning)).toBe(20);
  expect(schedule(saturdayMorning)).toBe(5);
  expect(schedule(saturdayNoon)).toBe(1);
});

it('passes over what stands empty between two semicolons', () => {
  const schedule = poolScheduleSchema.parse('1;; Mon-Fri 08:30-12:00 = 20;');
  expect(schedule(mondayMorning)).toBe(20);
});

it('reads a range of days over the end of the week', () => {
  const schedule = poolScheduleSchema.parse('0; Fri-Mon 10:00-11:00 = 7');
  expect(schedule(saturdayMorning)).toBe(7);
  expect(schedule(mondayMorning)).toBe(7);
  expect(schedule(new Date(2026, 10, 24, 10, 30))).toBe(0);
});

it.each([
  '',
  'many',
  '1; Mon 10:00 = 3',
  '1; Mon 12:00-10:00 = 3',
  '1; Mon 10:00-10:70 = 3',
  '1; Noday 10:00-11:00 = 3',
])('refuses %j and says how it is written', (text) => {
  const parsed = poolScheduleSchema.safeParse(text);
  expect(parsed.error?.issues[0]?.message).toContain('write for example');
});
