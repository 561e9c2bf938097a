/** Every command that a lesson tells its learner to run can be explained. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allFacts } from './all-facts.ts';
import { explainCommand } from './explain-command.ts';

const lessons = fileURLToPath(new URL('..', import.meta.url));

/** The blocks marked `sh run` of every lesson, each with the file it stands in. */
const blocks = readdirSync(lessons, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|\/)(en|ko)\.md$/.test(path))
  .flatMap((path) => {
    const text = readFileSync(join(lessons, path), 'utf8');
    // A learner's own words take the place of variables before a command is shown.
    return [...text.matchAll(/^\s*```sh run[^\n]*\n(.*?)^\s*```/gms)].map(({ 1: block = '' }): [string, string] => [
      path,
      block.trim().replace(/\{\{[\w-]+\}\}/g, 'word'),
    ]);
  });

describe('the facts about commands', () => {
  it('are looked for in lessons that exist', () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  it.each(blocks)('explain every command and flag of %s: %s', (_path, block) => {
    const unknown = explainCommand(block)
      .parts.filter(({ kind, explanation }) => ['command', 'subcommand', 'flag'].includes(kind) && explanation === null)
      .map(({ text }) => text);
    expect(unknown).toEqual([]);
  });

  it('name each command and each of its flags once', () => {
    const names = allFacts.flatMap((facts) => facts.names);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    for (const facts of allFacts) {
      const flags = facts.flags.flatMap((flag) => flag.names);
      expect({ names: facts.names, twice: flags.filter((flag, index) => flags.indexOf(flag) !== index) }).toEqual({
        names: facts.names,
        twice: [],
      });
    }
  });

  it('give every subcommand a command above it, so that every word of it is explained', () => {
    const names = new Set(allFacts.flatMap((facts) => facts.names));
    const orphans = [...names].filter((name) => name.includes(' ') && !names.has(name.slice(0, name.lastIndexOf(' '))));
    expect(orphans).toEqual([]);
  });

  it('say everything as whole sentences in both languages', () => {
    const texts = allFacts.flatMap((facts) => [facts, ...facts.flags, ...facts.arguments].map(({ text }) => text));
    for (const { ko, en } of texts) {
      expect(ko).toMatch(/^(?=.*[가-힣]).*니다\.$/);
      expect(en).toMatch(/^[^가-힣]+\.$/);
    }
  });
});
