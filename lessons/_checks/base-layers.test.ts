/** Where the layers of a base come from: the engine, or else the course registry, whose answers are made by hand here. */
import { describe, expect, it } from 'vitest';
import { layersOfBase } from './base-layers.ts';
import { anImage } from './expect-image.ts';
import { evidenceOf, imageDetails, type Facts } from './hand-made-evidence.ts';

const todo = { ko: '해 보세요', en: 'Try it' };

/** The registry's answers by path; it has nothing else. */
function evidenceWith(answers: Readonly<Record<string, object>>, facts: Facts = {}) {
  return {
    ...evidenceOf(facts),
    program: (command: readonly string[]) => {
      const answer = answers[(command.at(-1) ?? '').replace('http://127.0.0.1:65000/v2/', '')];
      return Promise.resolve(
        answer === undefined ? { exitCode: 22, output: '' } : { exitCode: 0, output: JSON.stringify(answer) },
      );
    },
  };
}

const node = {
  'diamol/node/manifests/latest': { config: { digest: 'sha256:c' } },
  'diamol/node/blobs/sha256:c': { rootfs: { diff_ids: ['sha256:1', 'sha256:2'] } },
};

describe('layersOfBase', () => {
  it('takes what the engine has', async () => {
    const kept = { imageDetails: { 'diamol/node': imageDetails({ id: 'sha256:n', layers: ['sha256:9'] }) } };
    expect(await layersOfBase(evidenceWith(node, kept), 'diamol/node', 'amd64')).toEqual(['sha256:9']);
  });

  it('asks the course registry for what a build used and the engine did not keep', async () => {
    expect(await layersOfBase(evidenceWith(node), 'diamol/node', 'amd64')).toEqual(['sha256:1', 'sha256:2']);
  });

  it('chooses by the computer from several, and knows names without a group', async () => {
    const answers = {
      'library/alpine/manifests/3.20': {
        manifests: [
          { digest: 'sha256:arm', platform: { architecture: 'arm64' } },
          { digest: 'sha256:amd', platform: { architecture: 'amd64' } },
        ],
      },
      'library/alpine/manifests/sha256:arm': { config: { digest: 'sha256:c' } },
      'library/alpine/blobs/sha256:c': { rootfs: { diff_ids: ['sha256:3'] } },
    };
    expect(await layersOfBase(evidenceWith(answers), 'alpine:3.20', 'arm64')).toEqual(['sha256:3']);
  });

  it('knows of nothing when neither has it', async () => {
    expect(await layersOfBase(evidenceWith({}), 'golden/base:1.0', 'amd64')).toBeNull();
  });
});

describe('anImage that must stand on a base without a tag in the engine', () => {
  const check = anImage({ tag: 'own', builtOn: 'diamol/node', todo });
  const built = (...layers: string[]) => ({ imageDetails: { own: imageDetails({ id: 'sha256:o', layers }) } });

  it.each([
    ['passed', node, built('sha256:1', 'sha256:2', 'sha256:3')],
    ['other-base', node, built('sha256:1', 'sha256:3')],
    ['passed', {}, built('sha256:1', 'sha256:3')],
  ])('%s', async (code, answers, facts) => {
    const outcome = await check.evaluate(evidenceWith(answers, facts));
    expect(outcome.outcome === 'passed' ? 'passed' : outcome.hint.code).toBe(code);
  });
});
