import { describe, expect, it } from 'vitest';
import type { languages } from '#protocol/localized.ts';
import { messages } from './messages.ts';

/** "namespace.key" → the sentence. */
function sentences(language: (typeof languages)[number]): Map<string, string> {
  return new Map(
    Object.entries(messages[language]).flatMap(([namespace, entries]) =>
      Object.entries(entries).map(([key, sentence]): [string, string] => [`${namespace}.${key}`, sentence]),
    ),
  );
}

function placeholders(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}

describe('the sentences of the interface', () => {
  it('exist under the same keys in every language', () => {
    expect([...sentences('ko').keys()]).toEqual([...sentences('en').keys()]);
  });

  it('have the same placeholders in every language', () => {
    const english = sentences('en');
    for (const [key, sentence] of sentences('ko')) {
      expect({ key, placeholders: placeholders(sentence) }).toEqual({
        key,
        placeholders: placeholders(english.get(key) ?? ''),
      });
    }
  });

  it('use plain placeholders only where a page in the browser says them', () => {
    for (const [key, sentence] of [...sentences('en'), ...sentences('ko')]) {
      if (/^(product|settings|catalogue|errors)\./.test(key)) continue;
      expect({ key, rest: /[{}]/.test(sentence.replace(/\{\w+\}/g, '')) }).toEqual({ key, rest: false });
    }
  });

  it('are never empty, and Korean ones are Korean unless they are a name', () => {
    for (const [key, sentence] of sentences('en'))
      expect({ key, empty: sentence.trim() === '' }).toEqual({ key, empty: false });
    const withoutKorean = [...sentences('ko')].filter(([, sentence]) => !/[가-힣]/.test(sentence)).map(([key]) => key);
    expect(withoutKorean).toEqual(['product.name']);
  });
});
