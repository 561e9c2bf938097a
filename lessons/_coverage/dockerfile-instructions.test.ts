/** Instructions of a Dockerfile are found as the builder would find them. */
import { describe, expect, it } from 'vitest';
import { instructionsOf, isDockerfile } from './dockerfile-instructions.ts';

describe('instructionsOf', () => {
  it('finds instructions in order, in whatever letters', () => {
    const found = instructionsOf(
      '# FROM nothing\nfrom golang AS builder\n\nCOPY --chown=app --from=builder /web /web\n',
    );
    expect(found.map(({ keyword, text }) => [keyword, text])).toEqual([
      ['FROM', 'from golang AS builder'],
      ['COPY', 'COPY --chown=app --from=builder /web /web'],
    ]);
    expect([...(found[1]?.flags ?? [])]).toEqual([
      ['--chown', 'app'],
      ['--from', 'builder'],
    ]);
  });

  it('takes flags only before the first word that is none', () => {
    expect([...(instructionsOf('HEALTHCHECK CMD curl --fail=1 http://localhost')[0]?.flags ?? [])]).toEqual([]);
  });

  it('joins continued lines, with comments in between', () => {
    expect(
      instructionsOf('RUN apt-get update && \\\n# then\n  apt-get install curl\nUSER app').map(({ text }) => text),
    ).toEqual(['RUN apt-get update && apt-get install curl', 'USER app']);
  });

  it('does not look for instructions inside of a here-document', () => {
    expect(instructionsOf('RUN <<EOF\nUSER app\nEOF\nENV A=1').map(({ keyword }) => keyword)).toEqual(['RUN', 'ENV']);
  });

  it('leaves out what is no instruction', () => {
    expect(instructionsOf('FORM diamol/base\n...')).toEqual([]);
  });
});

it.each([
  ['Dockerfile', true],
  ['web/Dockerfile', true],
  ['web/Dockerfile.v2', true],
  ['web/prod.Dockerfile', true],
  ['web/Dockerfile/notes', false],
  ['web/app.js', false],
])('says whether %s is a Dockerfile', (path, expected) => {
  expect(isDockerfile(path)).toBe(expected);
});
