import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import Markdown from 'react-markdown';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import { describe, expect, it } from 'vitest';
import { lessonBlocks, type BlockOptions } from './lesson-blocks.ts';

/** The elements that a text becomes, without line breaks. */
function html(markdown: string, options: BlockOptions = {}): string {
  const blocks: [typeof lessonBlocks, BlockOptions] = [lessonBlocks, options];
  const remarkPlugins = [remarkGfm, remarkDirective, blocks];
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

describe('a goal of a lab', () => {
  const goal =
    '::::step{id="one"}\n\n:::hint{cost="5"}\nFirst.\n:::\n\n:::hint{cost="10"}\nSecond.\n:::\n\n:::hint{cost="20"}\nThird.\n:::\n\n::::';
  const shown = (hints: string) =>
    `<lesson-step stepId="one"><lesson-hints stepId="one" costs="5 10 20">${hints}</lesson-hints></lesson-step>`;

  it('has none of its hints until they were asked for, but what all of them cost', () => {
    expect(html(goal, { askedHints: {} })).toBe(shown(''));
    expect(html(goal, { askedHints: { other: 3 } })).toBe(shown(''));
  });

  it('has the hints that were asked for', () => {
    const two = '<lesson-hint><p>First.</p></lesson-hint><lesson-hint><p>Second.</p></lesson-hint>';
    expect(html(goal, { askedHints: { one: 2 } })).toBe(shown(two));
  });
});

describe('a card', () => {
  it('carries its title and its own Markdown along', () => {
    expect(html('Text.\n\n:::card{title="Keep"}\n\n- `ls`\n- `ps`\n\n:::\n\nMore.')).toBe(
      '<p>Text.</p><lesson-card title="Keep" markdown="- `ls`- `ps`"><ul><li><code>ls</code></li>' +
        '<li><code>ps</code></li></ul></lesson-card><p>More.</p>',
    );
  });
});

describe('theory', () => {
  it('has a title', () => {
    expect(html(':::theory{title="Windows"}\nOnly there.\n:::')).toBe(
      '<lesson-theory title="Windows"><p>Only there.</p></lesson-theory>',
    );
  });
});

describe('a quiz question that asks for a guess', () => {
  const quiz = ':::quiz{id="what" guess}\n\nWhat?\n\n:::';

  it('knows the step after it, which answers it', () => {
    expect(html(`:::step{id="one"}\n:::\n\n${quiz}\n\nText.\n\n:::step{id="two"}\n:::`)).toContain(
      '<lesson-quiz quizId="what" answeredBy="two">',
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
