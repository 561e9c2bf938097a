/**
 * Makes the blocks of a lesson's Markdown elements of their own: steps, their hints, quiz questions with their choices, theory
 * and summary cards. In a lab the hints that were not asked for are taken out, so that they are not in the page at all.
 *
 * Knows nothing about React or about progress. That blocks are written rightly has been made sure when the lesson was loaded.
 */
import type { AskedHints } from '#lessons/_scoring/score.ts';

/** Names under which the blocks arrive among the rendered elements. */
export const blockElements = {
  step: 'lesson-step',
  hints: 'lesson-hints',
  hint: 'lesson-hint',
  quiz: 'lesson-quiz',
  choice: 'quiz-choice',
  answer: 'quiz-answer',
  explanation: 'quiz-explanation',
  theory: 'lesson-theory',
  card: 'lesson-card',
} as const;

/** What the blocks depend on besides the text. */
export interface BlockOptions {
  /** Hints of a lab that may be shown; left out in a lesson, which shows all of them. */
  readonly askedHints?: AskedHints;
}

/** As much of a Markdown tree's node as is needed here. */
interface MarkdownNode {
  readonly type: string;
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string | null | undefined>> | null;
  readonly checked?: boolean | null;
  /** Lines counted from 1. */
  readonly position?: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  children?: MarkdownNode[];
  data?: object;
}

/** The plugin. */
export function lessonBlocks({ askedHints }: BlockOptions = {}) {
  return (tree: MarkdownNode, file: { readonly toString: () => string }): void => {
    const lines = file.toString().split(/\r?\n/);
    const markBlocks = (node: MarkdownNode): void => {
      const children = node.children ?? [];
      for (const [index, child] of children.entries()) {
        if (isBlock(child, 'step')) markStep(child, askedHints);
        else if (isBlock(child, 'quiz')) markQuiz(child, children.slice(index + 1));
        else if (isBlock(child, 'theory')) mark(child, blockElements.theory, { title: attribute(child, 'title') });
        else if (isBlock(child, 'card')) markCard(child, lines);
        markBlocks(child);
      }
    };
    markBlocks(tree);
  };
}

function isBlock({ type, name }: MarkdownNode, kind: string): boolean {
  return type === 'containerDirective' && name === kind;
}

function attribute(node: MarkdownNode, name: string): string {
  return node.attributes?.[name] ?? '';
}

/** The hints of a step, wherever they stand in it, come together at its end: they are shown one after another. */
function markStep(step: MarkdownNode, askedHints: AskedHints | undefined): void {
  const stepId = attribute(step, 'id');
  mark(step, blockElements.step, { stepId });
  const children = step.children ?? [];
  const hints = children.filter((child) => isBlock(child, 'hint'));
  if (hints.length === 0) return;
  for (const hint of hints) mark(hint, blockElements.hint, {});
  const costs = askedHints === undefined ? {} : { costs: hints.map((hint) => Number(attribute(hint, 'cost'))) };
  const shown = askedHints === undefined ? hints : hints.slice(0, askedHints[stepId] ?? 0);
  step.children = [
    ...children.filter((child) => !hints.includes(child)),
    element(blockElements.hints, { stepId, ...costs }, shown),
  ];
}

/**
 * The choices are the items of the task lists in it; their first paragraph is the answer, the rest explains it. A guess knows
 * the step that follows it, which shows whether it was right.
 */
function markQuiz(quiz: MarkdownNode, following: readonly MarkdownNode[]): void {
  const next = following.find((node) => isBlock(node, 'step'));
  const isGuess = quiz.attributes?.['guess'] !== undefined && next !== undefined;
  const answeredBy = isGuess ? { answeredBy: attribute(next, 'id') } : {};
  mark(quiz, blockElements.quiz, { quizId: attribute(quiz, 'id'), ...answeredBy });
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

/** A card carries its own Markdown along, for whoever wants to keep it elsewhere. */
function markCard(card: MarkdownNode, lines: readonly string[]): void {
  const { start, end } = card.position ?? { start: { line: 0 }, end: { line: 0 } };
  const markdown = lines
    .slice(start.line, end.line - 1)
    .join('\n')
    .trim();
  mark(card, blockElements.card, { title: attribute(card, 'title'), markdown });
}

function mark(node: MarkdownNode, name: string, properties: object): void {
  node.data = { ...node.data, hName: name, hProperties: properties };
}

function element(name: string, properties: object, children: MarkdownNode[]): MarkdownNode {
  return { type: 'lessonElement', children, data: { hName: name, hProperties: properties } };
}
