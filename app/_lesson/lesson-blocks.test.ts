import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import Markdown from 'react-markdown';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import { describe, expect, it } from 'vitest';
import { lessonBlocks } from './lesson-blocks.ts';

/** The elements that a text becomes, without line breaks. */
function html(markdown: string): string {
  const remarkPlugins = [remarkGfm, remarkDirective, lessonBlocks];
  return renderToStaticMarkup(createElement(Markdown, { remarkPlugins }, markdown)).replaceAll('\n', '');
}

describe('a step', () => {
  it('becomes an element that knows its id', () => {
    expect(html(':::step{id="one"}\n\nDo it.\n\n:::')).toBe('<lesson-step stepId="one"><p>Do it.</p></lesson-step>');
  });

  it('has its hints at the end, in their order', () => {
    const step = '::::step{id="one"}\n\n:::hint\nFirst.\n:::\n\nDo it.\n\n:::hint\nSecond.\n:::\n\n::::';
    expect(html(step)).toBe(
      '<lesson-step stepId="one"><p>Do it.</p><lesson-hints stepId="one">' +
        '<lesson-hint><p>First.</p></lesson-hint><lesson-hint><p>Second.</p></lesson-hint></lesson-hints></lesson-step>',
    );
  });
});

describe('a quiz question', () => {
  it('has its choices with the answer apart from what explains it', () => {
    const quiz = ':::quiz{id="what"}\n\nWhat?\n\n- [ ] `A`\n\n  No.\n\n- [x] B\n\n  Yes.\n\n  Because.\n\n:::';
    expect(html(quiz)).toBe(
      '<lesson-quiz quizId="what"><p>What?</p>' +
        '<quiz-choice><quiz-answer><code>A</code></quiz-answer><quiz-explanation><p>No.</p></quiz-explanation></quiz-choice>' +
        '<quiz-choice isRight=""><quiz-answer>B</quiz-answer>' +
        '<quiz-explanation><p>Yes.</p><p>Because.</p></quiz-explanation></quiz-choice></lesson-quiz>',
    );
  });

  it('may have a list that is no list of choices', () => {
    expect(html(':::quiz{id="what"}\n\n- one\n\n:::')).toBe(
      '<lesson-quiz quizId="what"><ul><li>one</li></ul></lesson-quiz>',
    );
  });
});
