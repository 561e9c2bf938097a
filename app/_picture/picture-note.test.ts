import { describe, expect, it } from 'vitest';
import { pictureNote } from './picture-note.ts';

const live = { link: 'open', session: { phase: 'ready' }, engine: 'up' } as const;

describe('what keeps the picture from being live', () => {
  it('is nothing while the sandbox is ready and connected', () => {
    expect(pictureNote(live)).toBeNull();
  });

  it('is the connection, the engine, the start or the stop', () => {
    expect(pictureNote({ ...live, link: 'reconnecting' })).toBe('note-offline');
    expect(pictureNote({ ...live, engine: 'down' })).toBe('note-engine-down');
    expect(pictureNote({ ...live, session: { phase: 'creating' } })).toBe('note-starting');
    expect(pictureNote({ ...live, link: 'connecting' })).toBe('note-starting');
    expect(pictureNote({ ...live, link: 'closed' })).toBe('note-stopped');
  });

  it('is the stop rather than the connection that ended with it', () => {
    const stopped = { phase: 'stopped', reason: 'idle' } as const;
    expect(pictureNote({ ...live, link: 'reconnecting', session: stopped })).toBe('note-stopped');
  });
});
