import { describe, expect, it } from 'vitest';
import { troubleSchema } from '#protocol/trouble.ts';
import { explain, recognise } from './explain.ts';
import { fillCommand, fillSentence, say } from './rule.ts';
import { allRules } from './rules/all-rules.ts';
import type { SandboxFacts } from './sandbox-facts.ts';

const never = async <T>(): Promise<T> => Promise.reject(new Error('the sandbox does not answer'));

/** A sandbox that answers nothing. */
const silentSandbox: SandboxFacts = {
  containers: never,
  localImages: never,
  courseImages: () => [],
  networks: never,
  volumes: never,
  disk: never,
  listenerOf: never,
  files: never,
};

const hangingSandbox: SandboxFacts = { ...silentSandbox, containers: async () => new Promise(() => undefined) };

const noContainer = 'Error response from daemon: No such container: wbe';

async function explained(line: string, facts: SandboxFacts) {
  const recognised = recognise(line);
  if (recognised === null) throw new Error(`no rule for: ${line}`);
  return explain(recognised, 1, facts);
}

describe('an explanation', () => {
  it('goes out without a cause when the sandbox does not answer, or never does', async () => {
    for (const facts of [silentSandbox, hangingSandbox]) {
      const trouble = await explained(noContainer, facts);
      expect(trouble).toMatchObject({ rule: 'no-such-container', cause: null, commands: ['docker ps --all'] });
      expect(troubleSchema.safeParse(trouble).success).toBe(true);
    }
  });

  it('is not made for lines that are no errors', () => {
    for (const line of ['docker run nginx', 'Successfully built', 'not an error', 'web is not found of wanting'])
      expect(recognise(line)).toBeNull();
  });

  it('keeps what a sandbox made up out of code marks and commands', async () => {
    const line = 'The container name "/a`$(reboot)`" is already in use by container "' + '0'.repeat(64) + '"';
    const trouble = await explained(line, silentSandbox);
    expect(trouble.commands).toEqual([]);
    expect(trouble.meaning.en.split('`')).toHaveLength(3);
  });

  it('fits the protocol whatever was printed', async () => {
    const trouble = await explained(`Error: No such object: ${'x'.repeat(1_900)}`, silentSandbox);
    expect(troubleSchema.safeParse(trouble).success).toBe(true);
  });
});

describe('placeholders', () => {
  it('become code when they are names, and stay sentences when they are', () => {
    expect(fillSentence(say('{a} {b}', '{a} {b}'), { a: 'web', b: say('실행 중', 'runs') }).en).toBe('`web` runs');
  });

  it('make no command of anything but plain names', () => {
    expect(fillCommand('docker rm {name}', { name: 'web-1' })).toBe('docker rm web-1');
    for (const name of ['a b', '-f', 'a;b', '$(x)', 'a\n', ''])
      expect(fillCommand('docker rm {name}', { name })).toBeNull();
  });
});

describe('the rules', () => {
  it('have names of their own, and at least forty', () => {
    expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length);
    expect(allRules.length).toBeGreaterThanOrEqual(40);
  });

  it('say everything in Korean and English with the same placeholders', () => {
    const names = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const { id, meaning, advice } of allRules) {
      for (const { ko, en } of [meaning, advice]) {
        expect({ id, hangul: /[가-힣]/.test(ko), names: names(ko) }).toEqual({ id, hangul: true, names: names(en) });
      }
    }
  });
});
