/**
 * Makes the blocks of a lesson's Markdown elements of their own: steps, their hints, and quiz questions with their choices.
 *
 * Knows nothing about React or about progress. That blocks are written rightly has been made sure when the lesson was loaded.
 */

/** Names under which the blocks arrive among the rendered elements. */
export const blockElements = {
  step: 'lesson-step',
  hints: 'lesson-hints',
  hint: 'lesson-hint',
  quiz: 'lesson-quiz',
  choice: 'quiz-choice',
  answer: 'quiz-answer',
  explanation: 'quiz-explanation',
} as const;

/** As much of a Markdown tree's node as is needed here. */
interface MarkdownNode {
  readonly type: string;
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string | null | undefined>> | null;
  readonly checked?: boolean | null;
  children?: MarkdownNode[];
  data?: object;
}

/** The plugin. */
export function lessonBlocks() {
  return markBlocks;
}

function markBlocks(node: MarkdownNode): void {
  if (node.type === 'containerDirective') {
    if (node.name === 'step') markStep(node);
    else if (node.name === 'quiz') markQuiz(node);
  }
  for (const child of node.children ?? []) markBlocks(child);
}

/** The hints of a step, wherever they stand in it, come together at its end: they are shown one after another. */
function markStep(step: MarkdownNode): void {
  mark(step, blockElements.step, { stepId: step.attributes?.['id'] ?? '' });
  const children = step.children ?? [];
  const hints = children.filter(({ type, name }) => type === 'containerDirective' && name === 'hint');
  if (hints.length === 0) return;
  for (const hint of hints) mark(hint, blockElements.hint, {});
  step.children = [
    ...children.filter((child) => !hints.includes(child)),
    element(blockElements.hints, { stepId: step.attributes?.['id'] ?? '' }, hints),
  ];
}

/** The choices are the items of the task lists in it; their first paragraph is the answer, the rest explains it. */
function markQuiz(quiz: MarkdownNode): void {
  mark(quiz, blockElements.quiz, { quizId: quiz.attributes?.['id'] ?? '' });
  quiz.children = (quiz.children ?? []).flatMap((child) => {
    const items = child.type === 'list' ? (child.children ?? []) : [];
    if (items.length === 0 || !items.every(({ checked }) => typeof checked === 'boolean')) return [child];
    return items.map(({ checked, children: [answer, ...rest] = [] }) =>
      element(blockElements.choice, { isRight: checked === true }, [
        element(blockElements.answer, {}, answer?.children ?? []),
        element(blockElements.explanation, {}, rest),
      ]),
    );
  });
}

function mark(node: MarkdownNode, name: string, properties: object): void {
  node.data = { ...node.data, hName: name, hProperties: properties };
}

function element(name: string, properties: object, children: MarkdownNode[]): MarkdownNode {
  return { type: 'lessonElement', children, data: { hName: name, hProperties: properties } };
}
