import { describe, expect, it } from 'vitest';
import { preferredLanguage } from './preferred-language.ts';

describe('preferredLanguage', () => {
  it.each([
    ['ko-KR,ko;q=0.9,en-US;q=0.8', 'ko'],
    ['en;q=0.5,ko;q=0.7', 'ko'],
    ['de,fr;q=0.9,ko;q=0.2', 'ko'],
    ['en-GB', 'en'],
    ['ko;q=0', 'en'],
    ['kok-IN', 'en'],
    ['de', 'en'],
    [';;,,q=', 'en'],
    [null, 'en'],
  ])('of %j is %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
