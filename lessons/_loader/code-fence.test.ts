import { describe, expect, it } from 'vitest';
import { readCodeFence } from './code-fence.ts';

describe('the first line of a code block', () => {
  it.each([
    ['sh', { language: 'sh', runs: false, file: null, diagram: null }],
    ['sh run', { language: 'sh', runs: true, file: null, diagram: null }],
    [
      'dockerfile file=web/Dockerfile',
      { language: 'dockerfile', runs: false, file: { path: 'web/Dockerfile', place: 'whole' }, diagram: null },
    ],
    [
      'yaml file=compose.yaml put=end',
      { language: 'yaml', runs: false, file: { path: 'compose.yaml', place: 'end' }, diagram: null },
    ],
    [
      'dockerfile file=Dockerfile below="COPY . /web"',
      {
        language: 'dockerfile',
        runs: false,
        file: { path: 'Dockerfile', place: { below: 'COPY . /web' } },
        diagram: null,
      },
    ],
    ['diagram flow', { language: 'diagram', runs: false, file: null, diagram: 'flow' }],
  ])('%s', (info, expected) => {
    expect(readCodeFence(info)).toEqual(expected);
  });

  it.each([
    'sh rum',
    'sh run=1',
    'sh file=',
    'sh file=/etc/passwd',
    'sh file=a/../b',
    'sh file=a run',
    'sh put=end',
    'sh put=middle file=a',
    'diagram',
    'diagram flows',
  ])('is refused with a sentence for the author: %s', (info) => {
    expect(readCodeFence(info)).toHaveProperty('problem');
  });
});
