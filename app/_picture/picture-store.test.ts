import { describe, expect, it } from 'vitest';
import { emptyPicture, mergeSections, PictureStore } from './picture-store.ts';
import { container, network } from './testing.ts';

describe('a picture that sections come for', () => {
  it('keeps the sections that did not come', () => {
    const before = mergeSections(emptyPicture, { containers: [container('web')], networks: [network('front')] });
    const now = mergeSections(before, { containers: [] });
    expect(now.containers).toEqual([]);
    expect(now.networks).toBe(before.networks);
  });

  it('keeps the very objects of what is as it was', () => {
    const before = mergeSections(emptyPicture, { containers: [container('web'), container('job')] });
    const now = mergeSections(before, { containers: [container('web'), container('job', { state: 'paused' })] });
    expect(now.containers[0]).toBe(before.containers[0]);
    expect(now.containers[1]).not.toBe(before.containers[1]);
    expect(now.containers[1]?.state).toBe('paused');
  });

  it('is the same picture when nothing has changed', () => {
    const before = mergeSections(emptyPicture, { containers: [container('web')] });
    expect(mergeSections(before, { containers: [container('web')], images: [] })).toBe(before);
  });

  it('is another one when the same things come in another order', () => {
    const before = mergeSections(emptyPicture, { containers: [container('web'), container('job')] });
    const now = mergeSections(before, { containers: [container('job'), container('web')] });
    expect(now.containers.map(({ name }) => name)).toEqual(['job', 'web']);
  });
});

describe('the store of a picture', () => {
  it('has none before the first sections, and an empty one after an empty first message', () => {
    const store = new PictureStore();
    expect(store.picture()).toBeNull();
    store.take({ containers: [], images: [], networks: [], volumes: [], builds: [] });
    expect(store.picture()).toEqual(emptyPicture);
  });

  it('tells its listeners about changes only', () => {
    const store = new PictureStore();
    let told = 0;
    const stop = store.subscribe(() => (told += 1));
    store.take({ containers: [container('web')] });
    store.take({ containers: [container('web')] });
    expect(told).toBe(1);
    stop();
    store.take({ containers: [] });
    expect(told).toBe(1);
  });

  it('knows what a container uses until a message no longer has it', () => {
    const store = new PictureStore();
    const load = { cpus: 0.5, memoryBytes: 1, memoryLimitBytes: 2 };
    store.takeLoads({ web: load });
    expect(store.loadOf('web')).toBe(load);
    store.takeLoads({ web: { ...load } });
    expect(store.loadOf('web')).toBe(load);
    store.takeLoads({});
    expect(store.loadOf('web')).toBeUndefined();
  });

  it('knows no load by a name that every object has', () => {
    expect(new PictureStore().loadOf('constructor')).toBeUndefined();
  });
});
