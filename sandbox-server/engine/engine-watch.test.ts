import { expect, it } from 'vitest';
import { kindsOf } from './engine-watch.ts';

it.each([
  ['container', 'start', ['containers', 'events']],
  ['image', 'tag', ['images', 'events']],
  ['network', 'create', ['networks', 'events']],
  ['network', 'disconnect', ['containers', 'networks', 'events']],
  ['volume', 'destroy', ['volumes', 'events']],
  ['builder', 'prune', ['events']],
])('a %s event "%s" may have changed %j', (type, action, kinds) => {
  expect(kindsOf({ at: 1, type, action, subject: 'x', attributes: {} })).toEqual(kinds);
});
