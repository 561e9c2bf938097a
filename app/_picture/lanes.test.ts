import { describe, expect, it } from 'vitest';
import { laneGroups } from './lanes.ts';
import { attached, container, network } from './testing.ts';

const bridge = network('bridge', { builtIn: true });

/** "project/network: residents (guests)" for every lane. */
function drawn(picture: Parameters<typeof laneGroups>[0]): string[] {
  return laneGroups(picture).flatMap(({ project, lanes }) =>
    lanes.map(({ name, residents, guests }) => {
      const names = (placed: typeof residents) => placed.map((one) => one.container.name).join(' ');
      return `${project ?? '-'}/${name ?? '-'}: ${names(residents)} (${names(guests)})`;
    }),
  );
}

describe('the lanes', () => {
  it('draw a container on two networks once, in the one that a person made, and mark it in the other', () => {
    const web = container('web', { networks: [attached('bridge'), attached('front')] });
    expect(drawn({ containers: [web], networks: [bridge, network('front')] })).toEqual([
      '-/front: web ()',
      '-/bridge:  (web)',
    ]);
  });

  it('name the other networks of a container where it is drawn', () => {
    const web = container('web', { networks: [attached('front'), attached('back')] });
    const lanes = laneGroups({ containers: [web], networks: [network('front'), network('back')] })[0]?.lanes;
    expect(lanes?.find(({ name }) => name === 'back')?.residents[0]?.elsewhere).toEqual(['front']);
  });

  it('leave out built-in networks that nobody is on, and keep empty ones that a person made', () => {
    expect(drawn({ containers: [], networks: [bridge, network('front')] })).toEqual(['-/front:  ()']);
  });

  it('put containers without a network last', () => {
    const web = container('web', { networks: [attached('bridge')] });
    expect(drawn({ containers: [container('alone'), web], networks: [bridge] })).toEqual([
      '-/bridge: web ()',
      '-/-: alone ()',
    ]);
  });

  it('keep the networks of a compose project together, before all others', () => {
    const networks = [
      network('a'),
      network('shop_front', { project: 'shop' }),
      network('shop_back', { project: 'shop' }),
    ];
    expect(drawn({ containers: [], networks })).toEqual(['shop/shop_back:  ()', 'shop/shop_front:  ()', '-/a:  ()']);
  });

  it('draw a network that only a container tells about', () => {
    const web = container('web', { networks: [attached('new')] });
    expect(drawn({ containers: [web], networks: [] })).toEqual(['-/new: web ()']);
  });
});
