/**
 * Reads the data of a diagram in a lesson's Markdown, and tells how it is built apart from its words.
 *
 * Knows nothing about how a diagram is drawn.
 */
import { diagramSchemas, type Diagram, type DiagramKind } from '#lessons/_schema/diagram.ts';
import { readYamlText, type YamlProblem } from './yaml-file.ts';

/** A diagram as found in the text. */
export interface DiagramBlock {
  readonly kind: DiagramKind;
  /** Of the first line of its block. */
  readonly line: number;
  /** Equal for two diagrams that differ in nothing but the words a reader sees. */
  readonly structure: string;
}

/** The diagram whose data is the YAML `text`, or what is wrong with it; lines are counted within the text. */
export function readDiagram(
  kind: DiagramKind,
  text: string,
): { readonly diagram: Diagram } | { readonly problems: readonly YamlProblem[] } {
  switch (kind) {
    case 'layers': {
      const read = readYamlText(text, diagramSchemas.layers, 'text');
      return 'value' in read ? { diagram: { kind, data: read.value } } : read;
    }
    case 'writable-layer': {
      const read = readYamlText(text, diagramSchemas['writable-layer'], 'text');
      return 'value' in read ? { diagram: { kind, data: read.value } } : read;
    }
    case 'networks': {
      const read = readYamlText(text, diagramSchemas.networks, 'text');
      return 'value' in read ? { diagram: { kind, data: read.value } } : read;
    }
    case 'mounts': {
      const read = readYamlText(text, diagramSchemas.mounts, 'text');
      return 'value' in read ? { diagram: { kind, data: read.value } } : read;
    }
    case 'flow': {
      const read = readYamlText(text, diagramSchemas.flow, 'text');
      return 'value' in read ? { diagram: { kind, data: read.value } } : read;
    }
    case 'compare': {
      const read = readYamlText(text, diagramSchemas.compare, 'text');
      return 'value' in read ? { diagram: { kind, data: read.value } } : read;
    }
  }
}

/** Reads a whole block whose first line is `line` of the lesson's text; lines of problems are those of the lesson's text. */
export function readDiagramBlock(
  kind: DiagramKind,
  text: string,
  line: number,
): { readonly block: DiagramBlock } | { readonly problems: readonly YamlProblem[] } {
  const read = readDiagram(kind, text);
  if ('diagram' in read) return { block: { kind, line, structure: structureOf(read.diagram.data) } };
  return {
    problems: read.problems.map(({ line: inner, field, problem }) => ({
      // A whole diagram that is empty is told at its first line.
      line: field === '' && text.trim() === '' ? line : line + inner,
      field: `diagram ${kind}`,
      problem: field === '' ? problem : `${field}: ${problem}`,
    })),
  };
}

/** Values under these fields name things and choose looks: they are the same in every language. */
const untranslated = new Set([
  'id',
  'from',
  'to',
  'state',
  'action',
  'reach',
  'type',
  'access',
  'tone',
  'published',
  'port',
]);

function structureOf(data: object): string {
  return JSON.stringify(data, (field, value: unknown) => {
    // States go by the ids of what they belong to.
    if (field === 'states') return JSON.stringify(value);
    return typeof value === 'string' && !untranslated.has(field) ? '' : value;
  });
}
