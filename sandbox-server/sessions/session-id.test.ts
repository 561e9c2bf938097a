import { expect, it } from 'vitest';
import { sessionIdSchema } from '#protocol/session.ts';
import { sessionIdOf } from './session-id.ts';

const owner = { accountId: 'alice', lessonId: 'ch02/first-container' };
const secret = 'a'.repeat(64);

it('W5: a session has the same id of 128 bits again after a restart', () => {
  expect(sessionIdSchema.parse(sessionIdOf(owner, secret))).toBe(sessionIdOf({ ...owner }, secret));
});

it('W5: whoever does not have the secret cannot tell the id of a session, even of a known learner and lesson', () => {
  const others = [
    sessionIdOf(owner, `${secret.slice(1)}b`),
    sessionIdOf({ ...owner, accountId: 'bob' }, secret),
    sessionIdOf({ ...owner, lessonId: 'ch02/other' }, secret),
    sessionIdOf({ accountId: 'alic', lessonId: 'ech02/first-container' }, secret),
  ];
  expect(new Set([sessionIdOf(owner, secret), ...others]).size).toBe(5);
});
