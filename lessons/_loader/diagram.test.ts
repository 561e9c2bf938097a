/** Diagrams are read as their author wrote them; every mistake in one is told with its line in the lesson and its field. */
import { describe, expect, it } from 'vitest';
import { diagramKinds, type DiagramKind } from '#lessons/_schema/diagram.ts';
import { readDiagram, readDiagramBlock } from './diagram.ts';
import { diagramExamples } from './diagram-examples.ts';
import { scanLessonText } from './lesson-text.ts';
import { compareTexts } from './text-comparison.ts';

/** The mistakes of an example in which `right` was replaced, as they are told for a block whose first line is line 10. */
function mistakesOf(kind: DiagramKind, right: string, wrong: string): string[] {
  const example = diagramExamples[kind];
  if (!example.includes(right)) throw new Error(`The example of ${kind} has no "${right}".`);
  const read = readDiagramBlock(kind, example.replace(right, wrong), 10);
  if (!('problems' in read)) throw new Error('expected mistakes');
  return read.problems.map(({ line, field, problem }) => `${String(line)}: ${field}: ${problem}`);
}

const asText = (kind: DiagramKind, data: string) => `# Title\n\n\`\`\`diagram ${kind}\n${data}\`\`\`\n`;

describe('readDiagram', () => {
  it.each(diagramKinds)('reads a right diagram: %s', (kind) => {
    expect(readDiagram(kind, diagramExamples[kind])).toMatchObject({ diagram: { kind } });
  });

  it('leaves every value as the author wrote it', () => {
    const read = readDiagram(
      'flow',
      diagramExamples.flow.replace('name: Registry', 'name: 1.10').replace('name: Run', 'name: no'),
    );
    expect(read).toMatchObject({ diagram: { data: { items: [{}, {}, { name: '1.10' }, { name: 'no' }] } } });
  });
});

describe('a mistake in a diagram', () => {
  it.each<[string, DiagramKind, string, string, string]>([
    [
      'an unknown field, with the nearest right one',
      'layers',
      'note: 75 MB',
      'nota: 75 MB',
      '15: diagram layers: images[0].nota: is not a known field; did you mean "note"?',
    ],
    [
      'an unknown state, with the nearest right one',
      'layers',
      'state: cached',
      'state: cahced',
      '17: diagram layers: images[0].layers[0].state: "cahced" is not known here; did you mean "cached"?',
    ],
    [
      'a text that is missing',
      'layers',
      'alt: Two stacks that stand on one layer.\n',
      '',
      '11: diagram layers: alt: is missing',
    ],
    [
      'a frame about a layer that is not there',
      'layers',
      'states: { start: changed }',
      'states: { strat: changed }',
      '26: diagram layers: frames[0].states.strat: nothing in the diagram is named "strat"; did you mean "start"?',
    ],
    [
      'a shared layer with another instruction',
      'layers',
      'id: pong',
      'id: start',
      '24: diagram layers: images[1].layers[1].instruction: has another instruction than "start" in web-ping: CMD ["node", "/web/app.js"]',
    ],
    [
      'an action that does not exist',
      'writable-layer',
      'action: copy',
      'action: move',
      '19: diagram writable-layer: containers[0].does[0].action: "move" is not known here; it can be "read", "copy", "write", "delete"',
    ],
    [
      'a port that leads to no container',
      'networks',
      'to: web, port',
      'to: wep, port',
      '13: diagram networks: host.ports[0].to: nothing in the diagram is named "wep"; did you mean "web"?',
    ],
    [
      'an arrow that begins nowhere',
      'networks',
      'from: db',
      'from: dp',
      '24: diagram networks: arrows[1].from: nothing in the diagram is named "dp"; did you mean "db"?',
    ],
    [
      'a volume without a name',
      'mounts',
      'source: todo-data, target: /data',
      'target: /data',
      '17: diagram mounts: containers[0].mounts[0].source: is missing',
    ],
    [
      'a tmpfs with a source',
      'mounts',
      'type: tmpfs,',
      'type: tmpfs, source: x,',
      '19: diagram mounts: containers[0].mounts[2].source: a tmpfs has no source: it lies in memory',
    ],
    [
      'an item that stands twice',
      'flow',
      'id: tag',
      'id: build',
      '15: diagram flow: items[1].id: "build" stands twice',
    ],
    [
      'a box that is neither one nor several',
      'compare',
      '{ name: Hypervisor, note: shares it out }',
      '{ note: shares it out }',
      '18: diagram compare: columns[0].boxes[1].name: is missing: a box has a name, or boxes beside',
    ],
    [
      'too few columns',
      'compare',
      '  - name: Containers\n    boxes:\n',
      '',
      '13: diagram compare: columns: needs at least 2',
    ],
  ])('is told with its line and field: %s', (_, kind, right, wrong, expected) => {
    expect(mistakesOf(kind, right, wrong)).toContain(expected);
  });

  it('is told with its line when it is not YAML at all', () => {
    expect(mistakesOf('flow', 'items:', 'items: [')[0]).toMatch(/^1\d: diagram flow: is not right YAML: /);
  });
});

describe('a layer that only some images share', () => {
  const image = (name: string, ...ids: string[]) =>
    `  - { name: ${name}, layers: [${ids.map((id) => `{ id: ${id}, instruction: RUN ${id} }`).join(', ')}] }\n`;
  const problemsOf = (...images: string[]) => {
    const read = readDiagram('layers', `caption: c\nalt: a\nimages:\n${images.join('')}`);
    return 'problems' in read ? read.problems : [];
  };

  it('must lie on the same layers everywhere, as in the engine', () => {
    expect(problemsOf(image('one', 'x', 'z'), image('two', 'y', 'z'))).toMatchObject([
      { line: 5, problem: '"z" can only be shared with one when all layers below it are' },
    ]);
    expect(problemsOf(image('one', 'x', 'z'), image('two', 'x', 'z'))).toEqual([]);
  });

  it('must belong to images that stand next to one another, as one box could not be drawn', () => {
    expect(problemsOf(image('one', 'x'), image('two', 'y'), image('three', 'x'))).toMatchObject([
      { line: 6, problem: '"x" is shared with one: put the two images next to one another' },
    ]);
  });
});

describe('diagrams in a lesson', () => {
  it('are found with their kind and line, and are neither commands nor files', () => {
    const found = scanLessonText(asText('flow', diagramExamples.flow));
    expect(found).toMatchObject({ diagrams: [{ kind: 'flow', line: 3 }], otherCommands: [], files: [], problems: [] });
  });

  it('report a mistake with its line in the lesson', () => {
    const text = asText('flow', diagramExamples.flow.replace('caption:', 'captoin:'));
    expect(scanLessonText(text).problems).toContainEqual({
      line: 4,
      field: 'diagram flow',
      problem: 'captoin: is not a known field; did you mean "caption"?',
    });
  });

  it('may differ in words between the languages, but not in what is drawn', () => {
    const english = scanLessonText(asText('flow', diagramExamples.flow));
    const korean = (data: string) => compareTexts(scanLessonText(asText('flow', data)), english, 'en.md', 9);
    expect(
      korean(diagramExamples.flow.replace('name: Build', 'name: 빌드').replace('label: push', 'label: 올리기')),
    ).toEqual([]);
    const problem = 'is built in another way in en.md, line 3: only the words may differ';
    for (const [right, wrong] of [
      ['state: done', 'state: active'],
      [', label: push', ''],
      ['build: active', 'tag: active'],
      ['from: run, to: build', 'from: run, to: tag'],
    ] as const)
      expect(korean(diagramExamples.flow.replace(right, wrong))).toEqual([{ line: 3, field: 'diagram flow', problem }]);
  });

  it('must be of the same kinds in the same order in both languages', () => {
    const english = scanLessonText(asText('flow', diagramExamples.flow));
    const other = scanLessonText(asText('compare', diagramExamples.compare));
    const none = scanLessonText('# Title\n');
    expect(compareTexts(other, english, 'en.md', 9)).toEqual([
      { line: 3, field: 'diagram compare', problem: 'is "flow" in en.md, line 3' },
    ]);
    expect(compareTexts(none, english, 'en.md', 9)).toEqual([
      { line: 9, field: 'diagrams', problem: 'there are 0, but 1 in en.md: flow' },
    ]);
  });
});
