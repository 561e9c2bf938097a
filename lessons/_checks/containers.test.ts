import { describe, expect, it } from 'vitest';
import {
  containersOf,
  endedWell,
  lastPulledAt,
  removedContainers,
  restartedContainers,
  wasToldToStart,
} from './containers.ts';
import { container, containerEvent, image, pullEvent, request } from './hand-made-evidence.ts';

const hello = 'diamol/ch02-hello-diamol';

describe('containersOf', () => {
  it('finds containers whatever way the image was written', () => {
    const found = [
      container({ id: 'a' }),
      container({ id: 'b', image: `docker.io/${hello}:latest` }),
      container({ id: 'c', image: 'hello', imageId: 'sha256:hello' }),
      container({ id: 'd', image: 'diamol/base', imageId: 'sha256:base' }),
    ];
    const images = [image({ id: 'sha256:hello', tags: [`${hello}:latest`] })];
    expect(containersOf(hello, found, images).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('endedWell', () => {
  it('needs an end and the exit code 0', () => {
    expect(endedWell(container({ id: 'a' }))).toBe(true);
    expect(endedWell(container({ id: 'a', exitCode: 3 }))).toBe(false);
    expect(endedWell(container({ id: 'a', status: 'running' }))).toBe(false);
    expect(endedWell(container({ id: 'a', status: 'created' }))).toBe(false);
  });
});

describe('wasToldToStart', () => {
  it('recognises the container by its name and by the start of its id', () => {
    const found = container({ id: 'aaa111', name: 'hello' });
    expect(wasToldToStart(found, [request(1, 'POST /containers/hello/start')])).toBe(true);
    expect(wasToldToStart(found, [request(1, 'POST /containers/aaa/start')])).toBe(true);
    expect(wasToldToStart(found, [request(1, 'POST /containers/other/start')])).toBe(false);
    expect(wasToldToStart(found, [request(1, 'POST /containers/hello/stop')])).toBe(false);
  });
});

describe('lastPulledAt', () => {
  it('tells the time of the last of several pulls, of this image only', () => {
    const events = [pullEvent(1, hello), pullEvent(5, hello), pullEvent(9, 'diamol/base')];
    expect(lastPulledAt(hello, events)).toBe(5);
  });

  it('is unknown when the image was never pulled', () => {
    expect(lastPulledAt(hello, [pullEvent(9, 'diamol/base')])).toBeUndefined();
  });
});

describe('removedContainers', () => {
  const events = [containerEvent(10, 'create', 'aaa111'), containerEvent(20, 'destroy', 'aaa111')];

  it('says that a container went by itself when nobody asked for its removal', () => {
    const gone = { id: 'aaa111', name: 'name-of-aaa111', createdAt: 10, removedAt: 20, byItself: true };
    expect(removedContainers(hello, events, [])).toEqual([gone]);
  });

  it.each([
    'DELETE /containers/aaa111',
    'DELETE /containers/aaa?force=1',
    'DELETE /containers/name-of-aaa111',
    'POST /containers/prune',
  ])('knows that %s removed it', (line) => {
    expect(removedContainers(hello, events, [request(19, line)])).toMatchObject([{ byItself: false }]);
  });

  it('leaves containers of other images out', () => {
    expect(removedContainers('diamol/base', events, [])).toEqual([]);
  });
});

describe('restartedContainers', () => {
  it('are those that were started a second time', () => {
    const events = [
      containerEvent(1, 'create', 'a'),
      containerEvent(2, 'start', 'a'),
      containerEvent(3, 'create', 'b'),
      containerEvent(4, 'start', 'b'),
      containerEvent(5, 'start', 'a'),
    ];
    expect([...restartedContainers(events)]).toEqual(['a']);
  });

  it('are those, too, that an engine starts which does not remember making them', () => {
    expect([...restartedContainers([containerEvent(1, 'start', 'a')])]).toEqual(['a']);
  });
});
