/**
 * How the text of an open file stands to the file in the sandbox, and what an event makes of that.
 *
 *     saved ──edited──▶ edited ──sent──▶ saving ──written──▶ saved, or edited when keys were pressed meanwhile
 *       │                 ▲                 └──refused──▶ unsaved ──edited, sent──▶ …
 *       └──differs─▶ (the shell reloads)    any but saved ──differs──▶ conflict ──keep──▶ edited, ──take──▶ saved
 *     any ──removed──▶ gone ──sent──▶ saving
 *
 * Knows nothing about requests, timers or editors.
 */
import type { ErrorCode } from '#protocol/errors.ts';

/** What stands in the sandbox instead. */
export interface Theirs {
  readonly version: string;
  /** null when it is no longer a text the editor can show. */
  readonly text: string | null;
}

/** Why a text could not be saved; `too-large` is found out before it is sent. */
export type SaveRefusal = ErrorCode | 'too-large';

/** How the text of an open file stands to the file in the sandbox. */
export type SaveState =
  | { readonly kind: 'saved' }
  /** Not sent yet; it is sent after a pause. */
  | { readonly kind: 'edited' }
  /** On its way. `isEdited`: keys were pressed since. */
  | { readonly kind: 'saving'; readonly isEdited: boolean }
  /** Refused or not answered; sent again after the next key or when the connection is back. */
  | { readonly kind: 'unsaved'; readonly code: SaveRefusal }
  /** The file was changed elsewhere as well. Nothing is sent until the learner has chosen. */
  | { readonly kind: 'conflict'; readonly theirs: Theirs }
  /** The file was removed elsewhere. Only an explicit wish makes it again. */
  | { readonly kind: 'gone' };

/** What can happen to an open file. */
export type SaveEvent =
  | { readonly kind: 'edited' | 'sent' | 'written' | 'removed' | 'kept' | 'taken' }
  | { readonly kind: 'refused'; readonly code: SaveRefusal }
  | { readonly kind: 'differs'; readonly theirs: Theirs };

/** What an event makes of a state. */
export function afterSaveEvent(state: SaveState, event: SaveEvent): SaveState {
  switch (event.kind) {
    case 'edited':
      if (state.kind === 'saving') return { kind: 'saving', isEdited: true };
      // Typing does not answer the question that a conflict or a missing file asks.
      return state.kind === 'conflict' || state.kind === 'gone' ? state : { kind: 'edited' };
    case 'sent':
      return { kind: 'saving', isEdited: false };
    case 'written':
      return state.kind === 'saving' && state.isEdited ? { kind: 'edited' } : { kind: 'saved' };
    case 'refused':
      return { kind: 'unsaved', code: event.code };
    case 'differs':
      return { kind: 'conflict', theirs: event.theirs };
    case 'removed':
      return { kind: 'gone' };
    case 'kept':
      return state.kind === 'conflict' ? { kind: 'edited' } : state;
    case 'taken':
      return { kind: 'saved' };
  }
}

/** Refusals that pass without the learner doing anything about the file. */
const passingRefusals: ReadonlySet<SaveRefusal> = new Set([
  'sandbox-server-unreachable',
  'sandbox-not-running',
  'server-stopping',
  'sandbox-disk-full',
]);

/** Whether the text is sent without anybody asking for it, after a pause. */
export function savesByItself(state: SaveState): boolean {
  return state.kind === 'edited' || (state.kind === 'unsaved' && passingRefusals.has(state.code));
}

/** Whether an explicit wish to save sends the text. */
export function canBeSent({ kind }: SaveState): boolean {
  return kind === 'edited' || kind === 'unsaved' || kind === 'gone';
}

/** Whether the text exists in this page only. */
export function isUnsaved({ kind }: SaveState): boolean {
  return kind !== 'saved';
}
