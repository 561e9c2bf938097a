/**
 * The two things our Markdown has beyond the usual: step blocks, and code blocks whose lines are commands to run.
 *
 * Knows nothing about React or about progress.
 */
/** Name under which a step block arrives among the rendered elements; its property `stepId` says which step. */
export const STEP_ELEMENT = 'lesson-step';

/** As much of a Markdown tree's node as is needed here. */
interface MarkdownNode {
  readonly type: string;
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string | null | undefined>> | null;
  readonly children?: readonly MarkdownNode[];
  data?: object;
}

/** Makes `:::step{id="…"}` an element of its own. The lesson loader has made sure that there is no other directive. */
export function stepBlocks() {
  return markSteps;
}

function markSteps(node: MarkdownNode): void {
  if (node.type === 'containerDirective' && node.name === 'step') {
    node.data = { ...node.data, hName: STEP_ELEMENT, hProperties: { stepId: node.attributes?.['id'] ?? '' } };
  }
  for (const child of node.children ?? []) markSteps(child);
}

/**
 * The commands of a block that is marked `sh run`, one for each line; a line that ends with a backslash goes on in the next.
 */
export function commandsOf(code: string): readonly string[] {
  return code
    .replace(/\\\r?\n\s*/g, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** A hint or title split at `backquotes`: every second piece is code. */
export function codePieces(sentence: string): readonly { readonly text: string; readonly isCode: boolean }[] {
  return sentence
    .split('`')
    .map((text, index) => ({ text, isCode: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
