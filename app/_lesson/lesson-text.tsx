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
import { CommandLine } from './command-line.tsx';
import { commandsOf, STEP_ELEMENT, stepBlocks } from './lesson-markdown.ts';
import { StepCard } from './step-card.tsx';

type Element = NonNullable<ExtraProps['node']>;

const SHORT_CODE_LETTERS = 24;

const stepPropertiesSchema = z.object({ stepId: z.string() });

/** Whether a code block is marked to be run, and what stands in it. */
function readBlock(pre: Element | undefined): { readonly code: string; readonly runs: boolean } {
  const code = pre?.children.find((child): child is Element => child.type === 'element' && child.tagName === 'code');
  const text = code?.children.map((child) => (child.type === 'text' ? child.value : '')).join('') ?? '';
  return { code: text, runs: /(^|\s)run(\s|$)/.test(code?.data?.meta ?? '') };
}

function CodeBlock({ node }: { readonly children?: ReactNode } & ExtraProps) {
  const { code, runs } = readBlock(node);
  if (runs) {
    return (
      <div className="space-y-2">
        {commandsOf(code).map((command, index) => (
          <CommandLine command={command} key={index} />
        ))}
      </div>
    );
  }
  return (
    <pre
      className="overflow-x-auto rounded-lg border border-line bg-sunken px-4 py-3 font-mono text-[13.5px] leading-relaxed"
      // A block that scrolls must be reachable by keyboard.
      tabIndex={0}
    >
      {code.replace(/\n$/, '')}
    </pre>
  );
}

/** Short code stays on one line: an option such as `--rm` broken in two cannot be read. */
function InlineCode({ children }: { readonly children?: ReactNode }) {
  const isShort = typeof children === 'string' && children.length <= SHORT_CODE_LETTERS;
  return <code className={`inline-code ${isShort ? 'whitespace-nowrap' : ''}`}>{children}</code>;
}

const components: Components &
  Record<typeof STEP_ELEMENT, (props: { children?: ReactNode } & ExtraProps) => ReactNode> = {
  pre: CodeBlock,
  code: ({ children }) => <InlineCode>{children}</InlineCode>,
  // The page's own heading is the lesson's title.
  h1: ({ children }) => <h2>{children}</h2>,
  a: ({ href, children }) => (
    <a href={href} rel="noopener noreferrer" target={href?.startsWith('http') ? '_blank' : undefined}>
      {children}
    </a>
  ),
  [STEP_ELEMENT]: ({ node, children }) => (
    <StepCard stepId={stepPropertiesSchema.parse(node?.properties).stepId}>{children}</StepCard>
  ),
};

export function LessonText({ markdown }: { readonly markdown: string }) {
  return (
    <div className="prose">
      <Markdown components={components} remarkPlugins={[remarkGfm, remarkDirective, stepBlocks]}>
        {markdown}
      </Markdown>
    </div>
  );
}
