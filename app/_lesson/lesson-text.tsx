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
import { DIAGRAM_LANGUAGE, readCodeFence } from '#lessons/_loader/code-fence.ts';
import type { AskedHints } from '#lessons/_scoring/score.ts';
import type { Language } from '#protocol/localized.ts';
import { DiagramFigure } from '#app/_diagrams/diagram-figure.tsx';
import { CodeText } from './code-text.tsx';
import { CommandLine } from './command-line.tsx';
import { FileSnippetBlock } from './file-snippet.tsx';
import { SummaryCard, Theory } from './asides.tsx';
import { Hints } from './hints.tsx';
import { LabHints } from './lab-hints.tsx';
import { blockElements, lessonBlocks } from './lesson-blocks.ts';
import { commandsOf } from './lesson-markdown.ts';
import { Quiz, QuizAnswer, QuizChoice, QuizExplanation } from './quiz.tsx';
import { StepCard } from './step-card.tsx';

type Element = NonNullable<ExtraProps['node']>;

const SHORT_CODE_LETTERS = 24;

const stepPropertiesSchema = z.object({ stepId: z.string() });
const hintsPropertiesSchema = z.object({ stepId: z.string(), costs: z.array(z.number()).optional() });
const quizPropertiesSchema = z.object({ answeredBy: z.string().optional() });
const theoryPropertiesSchema = z.object({ title: z.string() });
const cardPropertiesSchema = z.object({ title: z.string(), markdown: z.string() });
const choicePropertiesSchema = z.object({ isRight: z.boolean() });

function CodeBlock({ node, language }: { readonly language: Language } & ExtraProps) {
  const code = node?.children.find((child): child is Element => child.type === 'element' && child.tagName === 'code');
  const text = code?.children.map((child) => (child.type === 'text' ? child.value : '')).join('') ?? '';
  // The loader has read it in the same way and found nothing wrong.
  const isDiagram = z
    .array(z.string())
    .safeParse(code?.properties['className'])
    .data?.includes(`language-${DIAGRAM_LANGUAGE}`);
  const fence = readCodeFence(`${isDiagram === true ? DIAGRAM_LANGUAGE : 'code'} ${code?.data?.meta ?? ''}`);
  if ('problem' in fence) return <CodeText code={text} isFramed />;
  if (fence.diagram !== null) return <DiagramFigure kind={fence.diagram} language={language} text={text} />;
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

/** Short code, and each short word of longer code, stays on one line: an option such as `--rm` broken in two cannot be read. */
function InlineCode({ children }: { readonly children?: ReactNode }) {
  if (typeof children !== 'string') return <code className="inline-code">{children}</code>;
  if (children.length <= SHORT_CODE_LETTERS) return <code className="inline-code whitespace-nowrap">{children}</code>;
  return (
    <code className="inline-code box-decoration-clone">
      {children.split(/( +)/).map((word, index) =>
        word.length > SHORT_CODE_LETTERS || word.trim() === '' ? (
          word
        ) : (
          <span className="whitespace-nowrap" key={index}>
            {word}
          </span>
        ),
      )}
    </code>
  );
}

type BlockElement = (props: { children?: ReactNode } & ExtraProps) => ReactNode;

const blocks: Record<(typeof blockElements)[keyof typeof blockElements], BlockElement> = {
  [blockElements.step]: ({ node, children }) => (
    <StepCard stepId={stepPropertiesSchema.parse(node?.properties).stepId}>{children}</StepCard>
  ),
  [blockElements.hints]: ({ node, children }) => {
    const { stepId, costs } = hintsPropertiesSchema.parse(node?.properties);
    if (costs === undefined) return <Hints>{children}</Hints>;
    return (
      <LabHints costs={costs} stepId={stepId}>
        {children}
      </LabHints>
    );
  },
  [blockElements.hint]: ({ children }) => <div className="space-y-2">{children}</div>,
  [blockElements.quiz]: ({ node, children }) => (
    <Quiz answeredBy={quizPropertiesSchema.parse(node?.properties).answeredBy ?? null}>{children}</Quiz>
  ),
  [blockElements.choice]: ({ node, children }) => (
    <QuizChoice isRight={choicePropertiesSchema.parse(node?.properties).isRight}>{children}</QuizChoice>
  ),
  [blockElements.answer]: ({ children }) => <QuizAnswer>{children}</QuizAnswer>,
  [blockElements.explanation]: ({ children }) => <QuizExplanation>{children}</QuizExplanation>,
  [blockElements.theory]: ({ node, children }) => (
    <Theory title={theoryPropertiesSchema.parse(node?.properties).title}>{children}</Theory>
  ),
  [blockElements.card]: ({ node, children }) => (
    <SummaryCard {...cardPropertiesSchema.parse(node?.properties)}>{children}</SummaryCard>
  ),
};

const components: Components & typeof blocks = {
  ...blocks,
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
  /** Of the words that the interface adds to it. */
  readonly language: Language;
  /** Only in a lab: the hints that may be in the page. */
  readonly askedHints?: AskedHints;
}

export function LessonText({ markdown, address, language, askedHints }: LessonTextProperties) {
  const img: Components['img'] = ({ src, alt }) => (
    <img
      alt={alt}
      className="mx-auto my-6 max-w-full"
      decoding="async"
      src={typeof src === 'string' ? `${address}/${src}` : undefined}
    />
  );
  const pre: Components['pre'] = ({ node }) => <CodeBlock language={language} {...(node && { node })} />;
  return (
    <div className="prose">
      <Markdown
        components={{ ...components, img, pre }}
        remarkPlugins={[remarkGfm, remarkDirective, [lessonBlocks, askedHints === undefined ? {} : { askedHints }]]}
      >
        {markdown}
      </Markdown>
    </div>
  );
}
