/**
 * A lesson's Markdown as a page, made on the server. Raw HTML in it stays text.
 *
 * Knows nothing about progress: the step cards find theirs in the page around them.
 */
import type { ReactNode } from 'react';
import Markdown, { type Components, type ExtraProps } from 'react-markdown';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import { z } from 'zod';
import { readCodeFence } from '#lessons/_loader/code-fence.ts';
import { CodeText } from './code-text.tsx';
import { CommandLine } from './command-line.tsx';
import { FileSnippetBlock } from './file-snippet.tsx';
import { Hints } from './hints.tsx';
import { blockElements, lessonBlocks } from './lesson-blocks.ts';
import { commandsOf } from './lesson-markdown.ts';
import { Quiz, QuizAnswer, QuizChoice, QuizExplanation } from './quiz.tsx';
import { StepCard } from './step-card.tsx';

type Element = NonNullable<ExtraProps['node']>;

const SHORT_CODE_LETTERS = 24;

const stepPropertiesSchema = z.object({ stepId: z.string() });
const choicePropertiesSchema = z.object({ isRight: z.boolean() });

function CodeBlock({ node }: { readonly children?: ReactNode } & ExtraProps) {
  const code = node?.children.find((child): child is Element => child.type === 'element' && child.tagName === 'code');
  const text = code?.children.map((child) => (child.type === 'text' ? child.value : '')).join('') ?? '';
  // The loader has read it in the same way and found nothing wrong.
  const fence = readCodeFence(`code ${code?.data?.meta ?? ''}`);
  if ('problem' in fence) return <CodeText code={text} isFramed />;
  if (fence.file !== null) return <FileSnippetBlock code={text} file={fence.file} />;
  if (!fence.runs) return <CodeText code={text} isFramed />;
  return (
    <div className="space-y-2">
      {commandsOf(text).map((command, index) => (
        <CommandLine command={command} key={index} />
      ))}
    </div>
  );
}

/** Short code stays on one line: an option such as `--rm` broken in two cannot be read. */
function InlineCode({ children }: { readonly children?: ReactNode }) {
  const isShort = typeof children === 'string' && children.length <= SHORT_CODE_LETTERS;
  return <code className={`inline-code ${isShort ? 'whitespace-nowrap' : ''}`}>{children}</code>;
}

type BlockElement = (props: { children?: ReactNode } & ExtraProps) => ReactNode;

const blocks: Record<(typeof blockElements)[keyof typeof blockElements], BlockElement> = {
  [blockElements.step]: ({ node, children }) => (
    <StepCard stepId={stepPropertiesSchema.parse(node?.properties).stepId}>{children}</StepCard>
  ),
  [blockElements.hints]: ({ children }) => <Hints>{children}</Hints>,
  [blockElements.hint]: ({ children }) => <div className="space-y-2">{children}</div>,
  [blockElements.quiz]: ({ children }) => <Quiz>{children}</Quiz>,
  [blockElements.choice]: ({ node, children }) => (
    <QuizChoice isRight={choicePropertiesSchema.parse(node?.properties).isRight}>{children}</QuizChoice>
  ),
  [blockElements.answer]: ({ children }) => <QuizAnswer>{children}</QuizAnswer>,
  [blockElements.explanation]: ({ children }) => <QuizExplanation>{children}</QuizExplanation>,
};

const components: Components & typeof blocks = {
  ...blocks,
  pre: CodeBlock,
  code: ({ children }) => <InlineCode>{children}</InlineCode>,
  // The page's own heading is the lesson's title.
  h1: ({ children }) => <h2>{children}</h2>,
  a: ({ href, children }) => (
    <a href={href} rel="noopener noreferrer" target={href?.startsWith('http') ? '_blank' : undefined}>
      {children}
    </a>
  ),
};

export interface LessonTextProperties {
  readonly markdown: string;
  /** Address below which the lesson's pictures are. */
  readonly address: string;
}

export function LessonText({ markdown, address }: LessonTextProperties) {
  const img: Components['img'] = ({ src, alt }) => (
    <img
      alt={alt}
      className="mx-auto my-6 max-w-full"
      decoding="async"
      src={typeof src === 'string' ? `${address}/${src}` : undefined}
    />
  );
  return (
    <div className="prose">
      <Markdown components={{ ...components, img }} remarkPlugins={[remarkGfm, remarkDirective, lessonBlocks]}>
        {markdown}
      </Markdown>
    </div>
  );
}
