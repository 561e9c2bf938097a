import { describe, expect, it } from 'vitest';
import { familiarReference, isSameImage, shownText } from './image-reference.ts';

describe('isSameImage', () => {
  it.each([
    ['diamol/base', 'diamol/base:latest'],
    ['diamol/base', 'docker.io/diamol/base'],
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx', 'library/nginx'],
    ['index.docker.io/diamol/base', 'diamol/base'],
  ])('takes %s and %s for the same', (a, b) => {
    expect(isSameImage(a, b)).toBe(true);
  });

  it.each([
    ['diamol/base', 'diamol/base:1.0'],
    ['diamol/base', 'base'],
    ['diamol/ch02-hello-diamol', 'diamol/ch02-hello-diamol-web'],
    ['localhost:5000/diamol/base', 'diamol/base'],
    ['localhost:5000/library/nginx', 'nginx'],
  ])('tells %s from %s', (a, b) => {
    expect(isSameImage(a, b)).toBe(false);
  });
});

describe('familiarReference', () => {
  it('keeps a tag other than latest, and the port of a registry', () => {
    expect(familiarReference('docker.io/diamol/base:2')).toBe('diamol/base:2');
    expect(familiarReference('localhost:5000/base')).toBe('localhost:5000/base');
  });
});

describe('shownText', () => {
  it('drops control characters and marks that turn the direction of writing', () => {
    expect(shownText('evil\u001b[31m\n\u202ename')).toBe('evil[31mname');
  });

  it('cuts what is too long for a sentence', () => {
    expect(shownText('a'.repeat(500))).toBe(`${'a'.repeat(120)}…`);
  });
});
