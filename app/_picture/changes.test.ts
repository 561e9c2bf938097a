import { describe, expect, it } from 'vitest';
import { changesBetween } from './changes.ts';
import { emptyPicture, type Picture } from './picture-store.ts';
import { attached, container, image, network, volume } from './testing.ts';

/** "kind name …" for every change. */
function said(before: Partial<Picture>, now: Partial<Picture>): string[] {
  return changesBetween({ ...emptyPicture, ...before }, { ...emptyPicture, ...now }).map(({ kind, values }) =>
    [kind, ...Object.values(values)].join(' '),
  );
}

describe('what is said of a change', () => {
  it('a container that comes running was started, one that only is was created', () => {
    expect(said({}, { containers: [container('web'), container('job', { state: 'created' })] })).toEqual([
      'container-started web',
      'container-came job',
    ]);
  });

  it('a container that stops says with which code', () => {
    const stopped = container('web', { state: 'exited', exitCode: 137 });
    expect(said({ containers: [container('web')] }, { containers: [stopped] })).toEqual(['container-exited web 137']);
  });

  it('a container that goes was removed', () => {
    expect(said({ containers: [container('web')] }, {})).toEqual(['container-went web']);
  });

  it('health counts when it turns, networks when one is joined or left', () => {
    const before = container('web', { health: 'starting', networks: [attached('a')] });
    const now = container('web', { health: 'unhealthy', networks: [attached('b')] });
    expect(said({ containers: [before] }, { containers: [now] })).toEqual([
      'container-unhealthy web',
      'network-joined web b',
      'network-left web a',
    ]);
  });

  it('images, networks and volumes come and go by their names', () => {
    const before = { images: [image('sha256:0123456789abcdef', [])], networks: [network('old')], volumes: [] };
    const now = { images: [image('sha256:f', ['web:1'])], networks: [network('new')], volumes: [volume('data')] };
    expect(said(before, now)).toEqual([
      'image-came web:1',
      'image-went 0123456789ab',
      'network-came new',
      'network-went old',
      'volume-came data',
    ]);
  });

  it('a build begins and ends once', () => {
    const build = { id: 'b', startedAt: 0, endedAt: null, steps: [] };
    expect(said({}, { builds: [{ ...build, state: 'running' }] })).toEqual(['build-began']);
    expect(
      said({ builds: [{ ...build, state: 'running' }] }, { builds: [{ ...build, state: 'failed', endedAt: 1 }] }),
    ).toEqual(['build-broke']);
    expect(said({ builds: [{ ...build, state: 'done' }] }, { builds: [{ ...build, state: 'done' }] })).toEqual([]);
  });

  it('nothing is said when nothing has changed', () => {
    expect(said({ containers: [container('web')] }, { containers: [container('web')] })).toEqual([]);
  });
});
