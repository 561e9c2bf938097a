/** Right lessons load; every mistake is reported with its file, line and field, all of them at once. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LessonMistakes, loadCatalogue } from './catalogue.ts';
import { changed, lessonPath, lessonsOnDisk, rightFiles, type Changes } from './lessons-on-disk.ts';
import { findLesson, nextLesson } from './lessons.ts';

const lessonYaml = `${lessonPath}/lesson.yaml`;
const korean = `${lessonPath}/ko.md`;
const english = `${lessonPath}/en.md`;

/** The lines of the message that loading with these changes throws. */
async function mistakesOf(changes: Changes): Promise<string[]> {
  await using lessons = await lessonsOnDisk(changes);
  const error: unknown = await loadCatalogue(lessons.directory).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LessonMistakes)) throw new Error(`expected LessonMistakes, got ${String(error)}`);
  return error.message.split('\n');
}

describe('loadCatalogue', () => {
  it('reads parts, chapters with their numbers, and lessons without the order prefixes of their folders', async () => {
    await using lessons = await lessonsOnDisk();
    const { parts } = await loadCatalogue(lessons.directory);
    expect(parts.map(({ id, chapters }) => [id, chapters.map(({ number }) => number)])).toEqual([
      ['part-1', ['1', '2']],
      ['appendix', ['A1']],
    ]);
    expect(parts[0]?.chapters[0]?.lessons).toEqual([]);
    expect(parts[0]?.chapters[1]?.lessons).toEqual([
      {
        id: 'ch02/first',
        chapterId: 'ch02',
        slug: 'first',
        kind: 'lesson',
        title: { ko: '처음', en: 'First' },
        summary: { ko: '처음 합니다.', en: 'You begin.' },
        minutes: 5,
        images: ['diamol/base'],
        files: null,
        start: [],
        tells: [],
        steps: [
          { id: 'one', title: { ko: '하나', en: 'One' }, points: null, covers: [] },
          { id: 'two', title: { ko: '둘', en: 'Two' }, points: null, covers: [] },
        ],
        variables: {},
        pictures: new Map(),
        text: { ko: rightFiles[korean], en: rightFiles[english] },
      },
    ]);
  });

  it('does not look into the author folder', async () => {
    await using lessons = await lessonsOnDisk({ [`${lessonPath}/author/checks.ts`]: 'throw new Error("loaded");' });
    await expect(loadCatalogue(lessons.directory)).resolves.toBeDefined();
  });

  it('accepts the lessons that are shipped', async () => {
    const { parts } = await loadCatalogue(path.resolve(import.meta.dirname, '..'));
    expect(parts.map(({ id, chapters }) => [id, chapters.length])).toEqual([
      ['part-1', 6],
      ['part-2', 5],
      ['part-3', 5],
      ['part-4', 6],
      ['appendix', 6],
    ]);
  });
});

describe('a mistake in lesson.yaml', () => {
  it.each([
    [
      'a title that is missing in one language',
      changed(lessonYaml, '{ ko: 하나, en: One }', '{ en: One }'),
      `lessons/${lessonYaml}:7: steps[0].title.ko: is missing`,
    ],
    [
      'a step without a title',
      changed(lessonYaml, '  - id: two\n    title: { ko: 둘, en: Two }\n', '  - id: two\n'),
      `lessons/${lessonYaml}:8: steps[1].title: is missing`,
    ],
    [
      'an unknown field, with the nearest right one',
      changed(lessonYaml, 'minutes: 5', 'minuets: 5\nminutes: 5'),
      `lessons/${lessonYaml}:3: minuets: is not a known field; did you mean "minutes"?`,
    ],
    [
      'an unknown field deep inside',
      changed(lessonYaml, 'title: { ko: 둘, en: Two }', 'title: { ko: 둘, en: Two }\n    titel: x'),
      `lessons/${lessonYaml}:10: steps[1].titel: is not a known field; did you mean "title"?`,
    ],
    [
      'a value of the wrong kind',
      changed(lessonYaml, 'minutes: 5', 'minutes: soon'),
      `lessons/${lessonYaml}:3: minutes: must be a whole number of minutes`,
    ],
    [
      'a step id with capitals',
      changed(lessonYaml, '- id: one', '- id: One'),
      `lessons/${lessonYaml}:6: steps[0].id: must be lower-case words joined by "-", at most 64 letters`,
    ],
    [
      'a step id used twice',
      changed(lessonYaml, '- id: two', '- id: one'),
      `lessons/${lessonYaml}:8: steps[1].id: "one" is already used in line 6`,
    ],
    [
      'a sentence that is empty',
      changed(lessonYaml, 'en: First', 'en: " "'),
      `lessons/${lessonYaml}:1: title.en: is empty`,
    ],
    ['a missing file', { [lessonYaml]: undefined }, `lessons/${lessonYaml}:1: this file is missing`],
  ])('is told with file, line and field: %s', async (_, changes, expected) => {
    expect(await mistakesOf(changes)).toContain(expected);
  });

  it('is told with its line when it is not YAML at all', async () => {
    const [first] = await mistakesOf(changed(lessonYaml, 'minutes: 5', 'minutes: [5'));
    expect(first).toMatch(/^lessons\/ch02\.run\/010\.first\/lesson\.yaml:4: is not right YAML: /);
  });

  it('is told with its line when a field stands twice', async () => {
    const [first] = await mistakesOf(changed(lessonYaml, 'minutes: 5', 'minutes: 5\nminutes: 6'));
    expect(first).toMatch(/^lessons\/ch02\.run\/010\.first\/lesson\.yaml:4: is not right YAML: /);
  });
});

describe('the points of a lab', () => {
  const points = (one: string, two: string, kind = 'kind: lab') =>
    changed(
      lessonYaml,
      `  - id: one
    title: { ko: 하나, en: One }
  - id: two
    title: { ko: 둘, en: Two }
`,
      `  - id: one
    title: { ko: 하나, en: One }
${one}  - id: two
    title: { ko: 둘, en: Two }
${two}${kind}
`,
    );

  it.each([
    [
      'make too little',
      points('    points: 40\n', '    points: 50\n'),
      `lessons/${lessonYaml}:5: steps: the points of all steps make 90; they must make 100`,
    ],
    [
      'are missing',
      points('    points: 40\n', ''),
      `lessons/${lessonYaml}:9: steps[1].points: is missing; every step of a lab is worth something`,
    ],
    [
      'stand in a lesson',
      points('    points: 40\n', '', ''),
      `lessons/${lessonYaml}:8: steps[0].points: is for labs only; add "kind: lab", or leave it out`,
    ],
  ])('are told with file and line when they %s', async (_, changes, expected) => {
    expect(await mistakesOf(changes)).toContain(expected);
  });
});

describe('a mistake in the text', () => {
  const twoBlock = ':::step{id="two"}';
  it.each([
    ['a language that is missing', { [english]: undefined }, `lessons/${english}:1: this file is missing`],
    ['an empty text', { [korean]: '\n' }, `lessons/${korean}:1: this file is empty`],
    [
      'a step that is not in the text',
      { [english]: 'Text.\n\n:::step{id="one"}\n\n```sh run\ndocker one\n```\n\n:::\n' },
      `lessons/${english}:9: step two: has no :::step{id="two"} block`,
    ],
    [
      'a step that lesson.yaml does not have',
      changed(korean, twoBlock, ':::step{id="tow"}'),
      `lessons/${korean}:11: step tow: lesson.yaml has no such step; did you mean "two"?`,
    ],
    [
      'a step that stands twice',
      changed(korean, twoBlock, ':::step{id="one"}'),
      `lessons/${korean}:11: step one: stands twice, first in line 3`,
    ],
    [
      'steps out of order',
      { [english]: (rightFiles[english] ?? '').replaceAll('one', '1').replaceAll('two', 'one').replaceAll('1', 'two') },
      `lessons/${english}:11: step one: out of order: in lesson.yaml it comes before "two"`,
    ],
    [
      'a step that is never closed',
      changed(english, 'docker two\n```\n\n:::', 'docker two\n```'),
      `lessons/${english}:11: step two: this block is never closed by a line with :::`,
    ],
    [
      'a step inside another',
      changed(english, 'docker one\n```\n\n:::', 'docker one\n```\n'),
      `lessons/${english}:10: step two: begins inside step "one", which is not closed yet`,
    ],
    [
      'a step without an id',
      changed(english, twoBlock, ':::step'),
      `lessons/${english}:11: :::step: must be written as :::step{id="…"}`,
    ],
    [
      'an unknown kind of block',
      changed(english, twoBlock, ':::stpe{id="two"}'),
      `lessons/${english}:11: :::stpe: this kind of block is not known; did you mean "step"?`,
    ],
    [
      'code that is never closed',
      changed(english, 'docker two\n```', 'docker two'),
      `lessons/${english}:13: \`\`\`: this code block is never closed`,
    ],
    [
      'a wrong word beside the language of code',
      changed(english, 'sh run\ndocker two', 'sh rnu\ndocker two'),
      `lessons/${english}:13: \`\`\`: "rnu" after the language of a code block is not known; did you mean "run"?`,
    ],
    [
      'commands that differ between the languages',
      changed(english, 'docker two', 'docker three'),
      `lessons/${english}:11: step two: its commands to run differ from those in ko.md, line 11`,
    ],
    [
      'a word that would not be shown',
      changed(english, 'Text.', 'Use base:latest here.'),
      `lessons/${english}:1: :latest: would not be shown: put a space after the colon or the words in \`backquotes\``,
    ],
  ])('is told with file, line and field: %s', async (_, changes, expected) => {
    expect(await mistakesOf(changes)).toContain(expected);
  });

  it.each([
    [
      'a hint outside of a step',
      changed(english, 'Text.', ':::hint\nTry.\n:::'),
      `lessons/${english}:1: :::hint: stands outside of a step`,
    ],
    [
      'a hint in a step that would be closed by it',
      changed(english, 'docker one\n```\n', 'docker one\n```\n\n:::hint\nTry.\n:::\n'),
      `lessons/${english}:9: :::hint: needs a step with more colons around it: ::::step{id="one"} … ::::`,
    ],
    [
      'a quiz without a right choice',
      changed(english, 'Text.', ':::quiz{id="what"}\nWhat?\n\n- [ ] A\n\n  No.\n\n- [ ] B\n\n  No.\n\n:::'),
      `lessons/${english}:1: quiz what: has no right choice: mark it with [x]`,
    ],
    [
      'a choice that is not explained',
      changed(english, 'Text.', ':::quiz{id="what"}\nWhat?\n\n- [x] A\n\n- [ ] B\n\n  No.\n\n:::'),
      `lessons/${english}:1: quiz what: choice 1 is not explained: indent a paragraph below it`,
    ],
    [
      'a quiz that only one language has',
      changed(english, 'Text.', ':::quiz{id="what"}\nWhat?\n\n- [x] A\n\n  Yes.\n\n- [ ] B\n\n  No.\n\n:::'),
      `lessons/${english}:1: quiz what: is not in ko.md`,
    ],
    [
      'a variable that lesson.yaml does not have',
      changed(english, 'Text.', 'Hello {{leaner}}.'),
      `lessons/${english}:1: {{leaner}}: lesson.yaml has no such variable; did you mean "learner"?`,
    ],
    [
      'a picture that is not there',
      changed(english, 'Text.', '![Layers](pictures/layers.svg)'),
      `lessons/${english}:1: pictures/layers.svg: there is no such file in the folder of the lesson`,
    ],
    [
      'a picture from elsewhere',
      changed(english, 'Text.', '![Layers](https://example.org/layers.svg)'),
      `lessons/${english}:1: https://example.org/layers.svg: is no picture of the lesson: write pictures/ and a name in small letters that ends in .svg, .png or .webp`,
    ],
    [
      'a picture without an alternative text',
      changed(english, 'Text.', '![](pictures/layers.svg)'),
      `lessons/${english}:1: pictures/layers.svg: has no alternative text: say in the brackets what the picture shows`,
    ],
    [
      'code for a file outside of the home',
      changed(english, 'sh run\ndocker two', 'sh file=../x\ndocker two'),
      `lessons/${english}:13: \`\`\`: "../x" is no path below the learner's home, such as web/Dockerfile`,
    ],
    [
      'code that belongs somewhere in no file',
      changed(english, 'sh run\ndocker two', 'sh put=end\ndocker two'),
      `lessons/${english}:13: \`\`\`: says where in a file it belongs, but not in which: file=… is missing`,
    ],
  ])('is told with file, line and field: %s', async (_, changes, expected) => {
    expect(await mistakesOf(changes)).toContain(expected);
  });

  it('is none when hints, quizzes, files, pictures and variables are written rightly', async () => {
    const more = (step: string) =>
      `::::step{id="${step}"}\n\n:::hint\nLook at \`docker --help\`.\n:::\n\n\`\`\`sh run\ndocker tag x {{learner}}/{{colour}}\n\`\`\`\n\n::::\n\n`;
    const text = `![Layers](pictures/layers.svg)\n\n${more('one')}${more('two')}\`\`\`dockerfile file=web/Dockerfile below="FROM base"\nRUN true\n\`\`\`\n\n:::quiz{id="what"}\n\nWhat?\n\n- [x] A\n\n  Yes.\n\n- [ ] B\n\n  No.\n\n:::\n`;
    await using lessons = await lessonsOnDisk({
      ...changed(lessonYaml, 'minutes: 5', 'minutes: 5\nvariables: { colour: [red, green] }'),
      [korean]: text,
      [english]: text,
      [`${lessonPath}/pictures/layers.svg`]: '<svg/>',
    });
    const lesson = findLesson(await loadCatalogue(lessons.directory), 'ch02/first');
    expect([...(lesson?.pictures.keys() ?? [])]).toEqual(['layers.svg']);
    expect(lesson?.variables).toEqual({ colour: ['red', 'green'] });
  });

  it('is not seen in code, where anything may stand', async () => {
    const code = 'Text with `base:latest`.\n\n```md\n:::step{id="other"}\nbase:latest\n```';
    await using lessons = await lessonsOnDisk(changed(english, 'Text.', code));
    await expect(loadCatalogue(lessons.directory)).resolves.toBeDefined();
  });
});

describe('a mistake in the folders', () => {
  const copyOfLesson = (to: string): Changes =>
    Object.fromEntries(Object.entries(rightFiles).map(([name, text]) => [name.replace(lessonPath, to), text]));

  it.each([
    [
      'a lesson name used twice',
      copyOfLesson('ch02.run/020.first'),
      'lessons/ch02.run/020.first:1: the lesson name "first" is already used by "010.first"',
    ],
    [
      'a chapter that the catalogue does not have',
      copyOfLesson('ch03.more/010.first'),
      'lessons/ch03.more:1: chapter "ch03" is not in catalogue.yaml; did you mean "ch01"?',
    ],
    [
      'a chapter with two folders',
      copyOfLesson('ch02.walk/010.first'),
      'lessons/ch02.walk:1: chapter "ch02" already has the folder "ch02.run"',
    ],
    [
      'a lesson folder without its order',
      copyOfLesson('ch02.run/second'),
      'lessons/ch02.run/second:1: a lesson folder is named like "010.first-container": three digits, a dot, its name',
    ],
    [
      'a chapter folder without its id',
      copyOfLesson('run/010.first'),
      'lessons/run:1: a chapter folder is named like "ch02.run-containers", the appendix like "a1.networks"',
    ],
  ])('is told with the folder: %s', async (_, changes, expected) => {
    expect(await mistakesOf(changes)).toContain(expected);
  });
});

describe('a mistake in catalogue.yaml', () => {
  it.each([
    [
      'a chapter without a summary',
      changed('catalogue.yaml', '        summary: { ko: 실행합니다., en: You run. }\n', ''),
      'lessons/catalogue.yaml:8: parts[0].chapters[1].summary: is missing',
    ],
    [
      'a chapter id used twice',
      changed('catalogue.yaml', '- id: a1', '- id: ch01'),
      'lessons/catalogue.yaml:14: parts[1].chapters[0].id: "ch01" is already used in line 5',
    ],
    ['a missing file', { 'catalogue.yaml': undefined }, 'lessons/catalogue.yaml:1: this file is missing'],
  ])('is told with file, line and field: %s', async (_, changes, expected) => {
    expect(await mistakesOf(changes)).toContain(expected);
  });
});

it('reports the mistakes of several files at once', async () => {
  const changes = {
    ...changed(lessonYaml, 'minutes: 5', 'minutes: 0'),
    [english]: undefined,
    ...changed(korean, ':::step{id="two"}', ':::stepp{id="two"}'),
  };
  expect((await mistakesOf(changes)).map((line) => line.split(': ')[0])).toEqual([
    `lessons/${lessonYaml}:3`,
    `lessons/${korean}:11`,
    `lessons/${korean}:17`,
    `lessons/${english}:1`,
  ]);
});

describe('finding lessons', () => {
  const second = Object.fromEntries(
    Object.entries(rightFiles).map(([name, text]) => [name.replace(lessonPath, 'a1.more/010.last'), text]),
  );

  it('goes from one chapter to the next and ends with the last lesson', async () => {
    await using lessons = await lessonsOnDisk(second);
    const catalogue = await loadCatalogue(lessons.directory);
    expect(findLesson(catalogue, 'a1/last')?.slug).toBe('last');
    expect(nextLesson(catalogue, 'ch02/first')?.id).toBe('a1/last');
    expect(nextLesson(catalogue, 'a1/last')).toBeUndefined();
  });

  it('finds nothing for an unknown id', async () => {
    await using lessons = await lessonsOnDisk();
    const catalogue = await loadCatalogue(lessons.directory);
    expect(findLesson(catalogue, 'ch02/other')).toBeUndefined();
    expect(nextLesson(catalogue, 'ch02/other')).toBeUndefined();
  });
});
