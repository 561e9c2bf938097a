import { describe, expect, it } from 'vitest';
import { afterSaveEvent, canBeSent, savesByItself, type SaveState } from './save-state.ts';

const theirs = { version: '2', text: 'theirs' };

describe('the state of an edited text', () => {
  it('is edited again when a key was pressed while it was on its way', () => {
    const pressed = afterSaveEvent({ kind: 'saving', isEdited: false }, { kind: 'edited' });
    expect(afterSaveEvent(pressed, { kind: 'written' })).toEqual({ kind: 'edited' });
  });

  it('is saved when nothing happened while it was on its way', () => {
    expect(afterSaveEvent({ kind: 'saving', isEdited: false }, { kind: 'written' })).toEqual({ kind: 'saved' });
  });

  it('stays in conflict however much is typed', () => {
    const conflict: SaveState = { kind: 'conflict', theirs };
    expect(afterSaveEvent(conflict, { kind: 'edited' })).toBe(conflict);
    expect(canBeSent(conflict)).toBe(false);
  });

  it('becomes edited when the learner keeps theirs in a conflict', () => {
    expect(afterSaveEvent({ kind: 'conflict', theirs }, { kind: 'kept' })).toEqual({ kind: 'edited' });
  });

  it('is not made again by typing when the file is gone, only by an explicit wish', () => {
    const gone = afterSaveEvent({ kind: 'gone' }, { kind: 'edited' });
    expect(savesByItself(gone)).toBe(false);
    expect(canBeSent(gone)).toBe(true);
  });

  it('is sent again by itself after a refusal that passes, not after one that stays', () => {
    expect(savesByItself({ kind: 'unsaved', code: 'sandbox-server-unreachable' })).toBe(true);
    expect(savesByItself({ kind: 'unsaved', code: 'file-refused' })).toBe(false);
  });
});
