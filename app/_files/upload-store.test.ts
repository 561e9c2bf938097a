import { expect, it } from 'vitest';
import type { UploadEnd } from './upload-request.ts';
import { UploadStore } from './upload-store.ts';

/** A store whose requests the test answers. */
function storeWithRequests() {
  const requests: { sent: (part: number) => void; end: (end: UploadEnd) => void; cancelled: boolean }[] = [];
  const store = new UploadStore((_sessionId, _archive, onSent) => {
    const { promise, resolve } = withResolver();
    const request = { sent: onSent, end: resolve, cancelled: false };
    requests.push(request);
    return {
      ended: promise,
      cancel: () => {
        request.cancelled = true;
        resolve({ kind: 'cancelled' });
      },
    };
  });
  return { store, requests };
}

function withResolver() {
  let resolve: (end: UploadEnd) => void = () => undefined;
  const promise = new Promise<UploadEnd>((settle) => (resolve = settle));
  return { promise, resolve };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const files = [
  { path: 'web/a', file: new File(['1'], 'a') },
  { path: 'web/b', file: new File(['2'], 'b') },
];

it('an upload tells how far it is, and where it went', async () => {
  const { store, requests } = storeWithRequests();
  const seen: string[] = [];
  store.subscribe(() => seen.push(store.state.kind));
  store.begin('s', files);
  requests[0]?.sent(0.5);
  expect(store.state).toEqual({ kind: 'sending', count: 2, sent: 0.5 });
  requests[0]?.end({ kind: 'done', names: ['web'] });
  await settled();
  expect(store.state).toEqual({ kind: 'done', names: ['web'], isRenamed: false });
  expect(seen).toEqual(['sending', 'sending', 'done']);
});

it('a new name is noticed', async () => {
  const { store, requests } = storeWithRequests();
  store.begin('s', files);
  requests[0]?.end({ kind: 'done', names: ['web (2)'] });
  await settled();
  expect(store.state).toMatchObject({ isRenamed: true });
});

it('a second upload does not begin while the first is on its way', () => {
  const { store, requests } = storeWithRequests();
  expect(store.begin('s', files)).toBe(true);
  expect(store.begin('s', files)).toBe(false);
  expect(requests).toHaveLength(1);
});

it('an upload that is cancelled ends, and another can begin', async () => {
  const { store, requests } = storeWithRequests();
  store.begin('s', files);
  store.cancel();
  await settled();
  expect(requests[0]?.cancelled).toBe(true);
  expect(store.state).toEqual({ kind: 'cancelled' });
  expect(store.begin('s', files)).toBe(true);
});

it('what cannot be uploaded is told without a request', () => {
  const { store, requests } = storeWithRequests();
  store.begin('s', []);
  expect(store.state).toEqual({ kind: 'empty' });
  store.begin('s', [{ path: '../a', file: new File([], 'a') }]);
  expect(store.state).toEqual({ kind: 'failed', code: 'upload-refused' });
  store.dismiss();
  expect(store.state).toEqual({ kind: 'none' });
  expect(requests).toHaveLength(0);
});
