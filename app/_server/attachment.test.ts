import { expect, it } from 'vitest';
import { attachment } from './attachment.ts';

it('names a plain file in both forms', () => {
  expect(attachment('Dockerfile')).toBe(`attachment; filename="Dockerfile"; filename*=UTF-8''Dockerfile`);
});

it('writes other scripts in percent form and something readable beside it', () => {
  expect(attachment('글 1.txt')).toBe(`attachment; filename="_ 1.txt"; filename*=UTF-8''%EA%B8%80%201.txt`);
});

it('lets no name end the header or its quotation', () => {
  expect(attachment(`a"; x='(1)*\r\nb: c`)).toBe(
    `attachment; filename="a_; x='(1)*__b: c"; filename*=UTF-8''a%22%3B%20x%3D%27%281%29%2A%0D%0Ab%3A%20c`,
  );
});
