import { describe, expect, it } from 'vitest';
import { drawImages, formatImageBytes, layerHeight, shortInstruction } from './layers.ts';
import { container, image, layer } from './testing.ts';

describe('images as stacks', () => {
  it('give a shared layer the same number everywhere and count the images that have it', () => {
    const [web, api] = drawImages(
      [image('web', ['web'], [layer('base'), layer('web')]), image('api', ['api'], [layer('base'), layer('api')])],
      [],
    );
    expect(web?.stack.map(({ images }) => images)).toEqual([1, 2]);
    expect(web?.stack[1]?.number).toBe(api?.stack[1]?.number);
    expect(web?.stack[0]?.number).not.toBe(api?.stack[0]?.number);
  });

  it('keep the numbers of layers when an image before them goes', () => {
    const numbers = new Map<string, number>();
    const [web, api] = [image('web', ['web'], [layer('web')]), image('api', ['api'], [layer('api')])];
    const before = drawImages([web, api], [], numbers)[1]?.stack[0]?.number;
    expect(drawImages([api], [], numbers)[0]?.stack[0]?.number).toBe(before);
    expect(before).toBe(1);
  });

  it('count only the bytes that no other image has as its own', () => {
    const [web] = drawImages(
      [image('web', ['web'], [layer('base', 70), layer('web', 5)]), image('api', ['api'], [layer('base', 70)])],
      [],
    );
    expect(web?.ownBytes).toBe(5);
  });

  it('do not take a layer that an image has twice for a shared one', () => {
    const [web] = drawImages([image('web', ['web'], [layer('same'), layer('same')])], []);
    expect(web?.stack.map(({ images }) => images)).toEqual([1, 1]);
  });

  it('leave out instructions that changed no file and lay the newest on top', () => {
    const [web] = drawImages([image('web', ['web'], [layer('old'), layer(null), layer('new')])], []);
    expect(web?.stack.map((drawn) => drawn.layer.digest)).toEqual(['new', 'old']);
  });

  it('tell which containers were made of an image', () => {
    const job = container('job', { imageId: 'sha256:web' });
    const [web] = drawImages([image('sha256:web', ['web'])], [job, container('other')]);
    expect(web?.users).toEqual([job]);
  });

  it('stand last without a name', () => {
    const drawn = drawImages([image('dangling', []), image('web', ['web'])], []);
    expect(drawn.map((one) => one.image.id)).toEqual(['web', 'dangling']);
  });
});

describe('the height of a layer', () => {
  it('grows with its size between a least and a most', () => {
    const heights = [0, 10_000, 1e6, 1e8, 1e9, 1e12].map(layerHeight);
    expect(heights).toEqual([...heights].sort((one, other) => one - other));
    expect(heights[0]).toBe(24);
    expect(heights.at(-1)).toBe(64);
    expect(heights[2]).toBeGreaterThan(24);
  });
});

describe('what a layer is called', () => {
  it.each([
    ['/bin/sh -c #(nop)  COPY file:1 in /', 'COPY file:1 in /'],
    ['/bin/sh -c apt-get update', 'RUN apt-get update'],
    ['RUN /bin/sh -c npm   ci # buildkit', 'RUN npm ci'],
    ['COPY . . # buildkit', 'COPY . .'],
  ])('%s → %s', (instruction, short) => {
    expect(shortInstruction(instruction)).toBe(short);
  });

  it.each([
    [0, '0B'],
    [4_200, '4.2kB'],
    [999_600, '1MB'],
    [77_800_000, '77.8MB'],
  ])('%i bytes are %s', (bytes, text) => {
    expect(formatImageBytes(bytes)).toBe(text);
  });
});
