import { describe, expect, it } from 'vitest';
import { image, pullEvent, request } from './hand-made-evidence.ts';
import { containerLists, imageLists, missingImages, requestedImages, wasPulledToRun } from './requests.ts';

const hello = 'diamol/ch02-hello-diamol';
const pullOf = (image: string, tag = 'latest'): string =>
  `POST /images/create?fromImage=${encodeURIComponent(image)}&tag=${encodeURIComponent(tag)}`;

describe('requestedImages', () => {
  it('tells the image in its shortest form', () => {
    const requests = [request(1, pullOf('diamol/base')), request(2, pullOf('diamol/base', '2'))];
    expect(requestedImages(requests)).toEqual([
      { at: 1, image: 'diamol/base' },
      { at: 2, image: 'diamol/base:2' },
    ]);
  });

  it('writes a digest with @', () => {
    expect(requestedImages([request(1, pullOf('diamol/base', 'sha256:abc'))])).toEqual([
      { at: 1, image: 'diamol/base@sha256:abc' },
    ]);
  });

  it('leaves imports from a file out, which use the same path', () => {
    expect(requestedImages([request(1, 'POST /images/create?fromSrc=-&repo=mine')])).toEqual([]);
  });
});

describe('missingImages', () => {
  it('names the misspelled image and the nearest right one', () => {
    const requests = [request(7, pullOf('diamol/ch02-helo-diamol'))];
    expect(missingImages([hello, 'diamol/base'], requests, [], [])).toEqual([
      { at: 7, image: 'diamol/ch02-helo-diamol', nearest: hello },
    ]);
  });

  it('names a tag that does not exist', () => {
    expect(missingImages([hello], [request(7, pullOf(hello, '9'))], [], [])).toEqual([
      { at: 7, image: `${hello}:9`, nearest: hello },
    ]);
  });

  it('names nothing when no name is near', () => {
    const requests = [request(7, pullOf('hello-world'))];
    expect(missingImages([hello], requests, [], [])).toEqual([{ at: 7, image: 'hello-world', nearest: undefined }]);
  });

  it('leaves out images that were pulled, that are there, or that are known to exist', () => {
    const requests = [request(1, pullOf('one')), request(2, pullOf('two')), request(3, pullOf(hello))];
    const images = [image({ id: 'sha256:2', tags: ['two:latest'] })];
    expect(missingImages([hello], requests, [pullEvent(1, 'one')], images)).toEqual([]);
  });
});

describe('wasPulledToRun', () => {
  it('holds when the pull follows at once on the attempt to make a container', () => {
    expect(wasPulledToRun(hello, [request(100, 'POST /containers/create'), request(102, pullOf(hello))])).toBe(true);
  });

  it('does not hold for a pull alone, nor for one long after another container', () => {
    expect(wasPulledToRun(hello, [request(102, pullOf(hello))])).toBe(false);
    expect(wasPulledToRun(hello, [request(100, 'POST /containers/create'), request(9000, pullOf(hello))])).toBe(false);
  });

  it('does not hold when another image was asked for in between', () => {
    const requests = [request(1, 'POST /containers/create'), request(2, pullOf('wrong')), request(3, pullOf(hello))];
    expect(wasPulledToRun(hello, requests)).toBe(false);
  });
});

describe('containerLists', () => {
  it('tells lists of all containers from lists of running ones as the engine does', () => {
    const lines = ['', '?all=1', '?all=true', '?all=0', '?all=false', '?limit=2'];
    const requests = lines.map((query, at) => request(at, `GET /containers/json${query}`));
    expect(containerLists(requests).map(({ all }) => all)).toEqual([false, true, true, false, false, false]);
  });

  it('takes neither the facts of one container nor other methods for a list', () => {
    const requests = [request(1, 'GET /containers/abc/json'), request(2, 'POST /containers/json')];
    expect(containerLists(requests)).toEqual([]);
  });
});

describe('imageLists', () => {
  it('tells when images were listed', () => {
    expect(imageLists([request(4, 'GET /images/json'), request(5, 'GET /images/abc/json')])).toEqual([{ at: 4 }]);
  });
});
