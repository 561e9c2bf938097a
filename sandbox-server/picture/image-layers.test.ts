import { describe, expect, it } from 'vitest';
import { instructionOf, picturedLayers, type HistoryEntry } from './image-layers.ts';

/** Newest first, as the engine tells it, from the order of a Dockerfile. */
function history(...entries: readonly (readonly [createdBy: string, bytes: number])[]): HistoryEntry[] {
  return entries.map(([createdBy, bytes]) => ({ created: 1_700_000_000, createdBy, bytes })).reverse();
}

function digests(entries: readonly HistoryEntry[], layers: readonly string[]) {
  return picturedLayers(entries, layers).map(({ instruction, digest }) => [instruction, digest]);
}

describe('the layers of an image', () => {
  it('belong to the instructions that changed files, oldest first', () => {
    const entries = history(
      ['/bin/sh -c #(nop) COPY dir:9003 in / ', 25_000],
      ['/bin/sh -c #(nop)  CMD ["sh"]', 0],
      ['ENV A=1', 0],
      ['RUN /bin/sh -c make # buildkit', 3],
    );
    expect(digests(entries, ['base', 'made'])).toEqual([
      ['COPY dir:9003 in /', 'base'],
      ['CMD ["sh"]', null],
      ['ENV A=1', null],
      ['RUN make', 'made'],
    ]);
  });

  it('also belong to instructions that made something without bytes', () => {
    const entries = history(
      ['COPY a / # buildkit', 7],
      ['WORKDIR /app', 0],
      ['ENV A=1', 0],
      ['RUN /bin/sh -c true # buildkit', 0],
    );
    expect(digests(entries, ['a', 'folder', 'nothing'])).toEqual([
      ['COPY a /', 'a'],
      ['WORKDIR /app', 'folder'],
      ['ENV A=1', null],
      ['RUN true', 'nothing'],
    ]);
  });

  it('are given by the legacy builder to nothing that changed nothing', () => {
    const entries = history(['/bin/sh -c true', 0], ['/bin/sh -c #(nop) COPY file:1 in / ', 9], ['WORKDIR /app', 0]);
    expect(digests(entries, ['copied', 'folder'])).toEqual([
      ['RUN true', null],
      ['COPY file:1 in /', 'copied'],
      ['WORKDIR /app', 'folder'],
    ]);
  });

  it('are kept when the history tells nothing of them', () => {
    expect(digests([], ['imported'])).toEqual([['', 'imported']]);
  });

  it('run out when the history tells of more than there are', () => {
    expect(digests(history(['COPY a /', 1], ['COPY b /', 2]), ['only'])).toEqual([
      ['COPY a /', 'only'],
      ['COPY b /', null],
    ]);
  });

  it('are at most as many as the picture holds', () => {
    const many = Array.from({ length: 5_000 }, () => 'x'.repeat(1_000));
    const layers = picturedLayers([], many);
    expect(layers).toHaveLength(200);
    expect(layers[0]?.digest).toHaveLength(300);
  });
});

describe('an instruction', () => {
  it.each([
    ['RUN |2 A=1 B=2 /bin/sh -c echo $A # buildkit', 'RUN echo $A'],
    ['|1 A=1 /bin/sh -c echo $A', 'RUN echo $A'],
    ['/bin/sh -c #(nop)  EXPOSE 80', 'EXPOSE 80'],
    ['CMD ["nginx" "-g" "daemon off;"]', 'CMD ["nginx" "-g" "daemon off;"]'],
    ['', ''],
  ])('%j reads as in a Dockerfile', (createdBy, instruction) => {
    expect(instructionOf(createdBy)).toBe(instruction);
  });
});
