import { describe, expect, it } from 'vitest';
import type { ClientMessage, ServerMessage } from '#protocol/messages.ts';
import { SessionFeed } from './session-feed.ts';

const changed: ServerMessage = { type: 'files-changed', folders: ['src'] };

describe('the news of a sandbox', () => {
  it('reach those who asked for their type, until they stop', () => {
    const feed = new SessionFeed();
    const heard: unknown[] = [];
    const stop = feed.on('files-changed', ({ folders }) => heard.push(folders));
    feed.receive(changed);
    feed.receive({ type: 'loads', loads: {} });
    stop();
    feed.receive(changed);
    expect(heard).toEqual([['src']]);
  });
});

describe('a watched subject', () => {
  it('is asked for once, however many watch it, and given up with the last of them', () => {
    const feed = new SessionFeed();
    const told: ClientMessage[] = [];
    feed.opened((message) => told.push(message));
    const stopOne = feed.watch('files');
    const stopOther = feed.watch('files');
    stopOne();
    stopOne();
    expect(told).toEqual([{ type: 'watch', subject: 'files', isOn: true }]);
    stopOther();
    expect(told).toEqual([
      { type: 'watch', subject: 'files', isOn: true },
      { type: 'watch', subject: 'files', isOn: false },
    ]);
  });

  it('is asked for again by every new connection as long as it is watched', () => {
    const feed = new SessionFeed();
    const stop = feed.watch('picture');
    feed.watch('files')();
    const first: ClientMessage[] = [];
    feed.opened((message) => first.push(message));
    feed.closed();
    const second: ClientMessage[] = [];
    feed.opened((message) => second.push(message));
    stop();
    expect(first).toEqual([{ type: 'watch', subject: 'picture', isOn: true }]);
    expect(second).toEqual([...first, { type: 'watch', subject: 'picture', isOn: false }]);
  });

  it('that nobody watches any more is not asked for when the connection is lost', () => {
    const feed = new SessionFeed();
    const told: ClientMessage[] = [];
    feed.opened((message) => told.push(message));
    const stop = feed.watch('picture');
    feed.closed();
    stop();
    feed.opened((message) => told.push(message));
    expect(told).toEqual([{ type: 'watch', subject: 'picture', isOn: true }]);
  });
});
