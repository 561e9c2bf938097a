import { expect, it } from 'vitest';
import { concernOf } from './event-concern.ts';

const id = 'a'.repeat(64);

function concern(type: string, action: string, attributes: Record<string, string> = {}, subject = id) {
  return concernOf({ at: 0, type, action, subject, attributes });
}

it.each(['create', 'start', 'die', 'rename', 'pause', 'health_status', 'destroy'])(
  'the event "%s" of a container concerns that container',
  (action) => {
    expect(concern('container', action)).toEqual({ sections: ['containers'], container: id });
  },
);

it('a network that is connected concerns the container, whose networks are told with it', () => {
  expect(concern('network', 'connect', { container: id }, 'f'.repeat(64))).toEqual({
    sections: ['containers'],
    container: id,
  });
});

it.each([
  ['network', 'create', 'networks'],
  ['network', 'destroy', 'networks'],
  ['volume', 'create', 'volumes'],
  ['volume', 'destroy', 'volumes'],
  ['image', 'tag', 'images'],
  ['image', 'untag', 'images'],
  ['image', 'delete', 'images'],
  ['container', 'commit', 'images'],
])('the event "%s %s" concerns the %s', (type, action, section) => {
  expect(concern(type, action)).toEqual({ sections: [section], container: null });
});

it.each([
  ['container', 'exec_start'],
  ['volume', 'mount'],
  ['daemon', 'reload'],
])('the event "%s %s" concerns nothing', (type, action) => {
  expect(concern(type, action).sections).toEqual([]);
});

it('a container that has no id of a container is nobody', () => {
  expect(concern('container', 'start', {}, '../images').sections).toEqual([]);
  expect(concern('network', 'connect', { container: 'x?all=1' }).sections).toEqual([]);
});
