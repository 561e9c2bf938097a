/** Theory, cards, guesses and the hints of labs: what is written rightly loads, and each mistake is told with its line. */
import { describe, expect, it } from 'vitest';
import { hintCosts } from './hint-costs.ts';
import { scanLessonText } from './lesson-text.ts';
import { compareKind, compareTexts } from './text-comparison.ts';

/** A step with this inside. */
const step = (inside: string) => `::::step{id="one"}\n\n${inside}\n\n::::\n`;

/** What is wrong with a text, as `line: field: problem`. */
function problems(text: string, kind: 'lesson' | 'lab' = 'lesson'): string[] {
  const scanned = scanLessonText(text);
  return [...scanned.problems, ...compareKind(scanned, kind)].map(
    ({ line, field, problem }) => `${String(line)}: ${field}: ${problem}`,
  );
}

/** What differs between two texts. */
function differences(one: string, other: string): string[] {
  return compareTexts(scanLessonText(one), scanLessonText(other), 'ko.md', 9).map(
    ({ line, field, problem }) => `${String(line)}: ${field}: ${problem}`,
  );
}

describe('theory and cards', () => {
  const theory = ':::theory{title="Windows"}\nOnly there.\n:::\n';
  const card = ':::card{title="Commands"}\n| a | b |\n| - | - |\n:::\n';

  it('are found in their order', () => {
    const { asides, problems: found } = scanLessonText(`${theory}\n${card}`);
    expect(found).toEqual([]);
    expect(asides.map(({ kind, title }) => [kind, title])).toEqual([
      ['theory', 'Windows'],
      ['card', 'Commands'],
    ]);
  });

  it.each([':::theory', ':::theory{title=" "}', ':::theory{id="x"}'])('need a title: %s', (line) => {
    expect(problems(`${line}\nText.\n:::`)).toContain('1: :::theory: must be written as :::theory{title="…"}');
  });

  it('do not stand in a step', () => {
    expect(problems(step(card))).toContain('3: card: begins inside step "one", which is not closed yet');
  });

  it('must be closed', () => {
    expect(problems(':::card{title="Commands"}\nText.')).toEqual([
      '1: card Commands: this block is never closed by a line with :::',
    ]);
  });

  it('come in the same order in both languages, whatever their titles', () => {
    expect(differences(theory + card, theory.replace('Windows', '윈도') + card)).toEqual([]);
    const told = '9: :::theory and :::card: are others, or in another order, than those in ko.md';
    expect(differences(theory + card, card + theory)).toEqual([told]);
    expect(differences(theory, '')).toEqual([told]);
  });
});

describe('a hint of a lab', () => {
  const hint = (braces: string) => step(`:::hint${braces}\nTry.\n:::`);

  it('says what it costs', () => {
    expect(problems(hint('{cost="5"}'), 'lab')).toEqual([]);
    expect(problems(hint(''), 'lab')).toEqual(['3: :::hint: needs its cost in a lab: :::hint{cost="5"}']);
  });

  it.each(['0', '51', '5000'])('does not cost %s', (cost) => {
    expect(problems(hint(`{cost="${cost}"}`), 'lab')).toEqual([
      '3: :::hint: its cost must be a whole number of points from 1 to 50',
    ]);
  });

  it.each(['{cost="2.5"}', '{cost=5}', '{price="5"}'])('is not written as :::hint%s', (braces) => {
    expect(problems(hint(braces), 'lab')).toEqual([
      '3: :::hint: must be written as :::hint or, in a lab, :::hint{cost="5"}',
    ]);
  });

  it('costs the same in both languages', () => {
    expect(differences(hint('{cost="5"}'), hint('{cost="6"}'))).toEqual([
      '1: step one: its hints cost something else in ko.md, line 1',
    ]);
  });

  it('is reckoned with what its text says', () => {
    const text = `${step(':::hint{cost="5"}\nTry.\n:::\n\n:::hint{cost="10"}\nTry.\n:::')}:::step{id="two"}\n:::\n`;
    expect(hintCosts({ text: { en: text } })).toEqual({ one: [5, 10], two: [] });
  });

  it('costs nothing in a lesson', () => {
    expect(problems(hint(''))).toEqual([]);
    expect(problems(hint('{cost="5"}'))).toEqual(['3: :::hint: costs something in labs only: write :::hint']);
  });
});

describe('a goal of a lab', () => {
  const command = '```sh run\ndocker ps\n```';

  it('tells no commands to run, except in a hint that is paid for', () => {
    expect(problems(step(command), 'lab')).toEqual([
      '1: step one: tells commands to run, which a goal of a lab does not',
    ]);
    expect(problems(step(`:::hint{cost="5"}\n\n${command}\n\n:::`), 'lab')).toEqual([]);
  });
});

describe('a quiz that asks for a guess', () => {
  const quiz = (braces: string) => `:::quiz{${braces}}\nWhat?\n\n- [x] A\n\n  Yes.\n\n- [ ] B\n\n  No.\n\n:::\n\n`;

  it('stands before the step that answers it', () => {
    expect(problems(quiz('id="q" guess') + step('Do.'))).toEqual([]);
    expect(problems(step('Do.') + quiz('id="q" guess'))).toEqual([
      '6: quiz q: asks for a guess, but no step follows that would answer it',
    ]);
    expect(problems(step('Do.') + quiz('id="q"'))).toEqual([]);
  });

  it('asks for it in both languages', () => {
    expect(differences(quiz('id="q" guess'), quiz('id="q"'))).toEqual([
      '1: quiz q: only one of it and ko.md, line 1, asks for a guess',
    ]);
  });

  it('is told what else may stand in its braces', () => {
    expect(problems(quiz('id="q" gues') + step('Do.'))).toContain(
      '1: :::quiz: must be written as :::quiz{id="…"} or, before a step, :::quiz{id="…" guess}',
    );
  });
});
